"""支出预算里有负数。"""

from collections.abc import Iterator
from decimal import Decimal

from jixiao.budgets import Budget, BudgetRow, BudgetTable
from jixiao.checks import check
from jixiao.checks.budget_cells import cell, whatever_column
from jixiao.findings import Breach, Severity


@check(
    code="BU25",
    title="支出预算里有负数",
    says="{title}“{name}”印着 {printed}，支出预算不会是负数",
    suggests="核对正负号和金额；要压减的，减后的数直接列出",
    severity=Severity.ERROR,
    basis="财预〔2016〕143号",
    rule="B07",
)
def negative_amount(budget: Budget) -> Iterator[Breach]:
    """Of subjects of expenditure; money of last year that is taken back may be below nought."""
    for table in budget.tables:
        for row in table.rows if table.code in _SPENDING else ():
            below = _below_nought(table, row)
            if below and row.subject_code:
                yield Breach(
                    whatever_column(row),
                    f"budget.tables.{table.code}",
                    title=table.title,
                    name=row.subject_name,
                    printed=min(below),
                )


_SPENDING = ("T2", "T3", "T5", "T8", "T9")
"""The tables of expenditure of a budget, by their code in the layout."""
_COMPARED = ("增减", "上年", "%", "结转")


def _below_nought(table: BudgetTable, row: BudgetRow) -> list[Decimal]:
    columns = [
        column
        for column in table.columns
        if not any(word in column for word in _COMPARED)
    ]
    amounts = (cell(row, column) for column in columns)
    return [amount for amount in amounts if amount is not None and amount < 0]
