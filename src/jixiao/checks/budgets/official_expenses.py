"""基本支出里的“三公”科目多于“三公”表。"""

from collections.abc import Iterator

from jixiao.budgets import Budget, BudgetRow, layouts
from jixiao.checks import check
from jixiao.checks.budget_cells import NOTHING, cell, in_coarser_unit, row_with, table
from jixiao.checks.likeness import bigrams
from jixiao.findings import Breach, Severity


@check(
    code="BU15",
    title="基本支出里的“三公”科目多于“三公”表",
    says="{left_title}{code} {name} {left}{unit}，{right_title}{column} {right}{unit}",
    suggests="核对两张表，“三公”表应包括基本支出和项目支出里的同类支出",
    severity=Severity.ERROR,
    basis="财预〔2016〕143号",
    rule="B14",
)
def official_expenses(budget: Budget) -> Iterator[Breach]:
    basic, official = table(budget, "T3"), table(budget, "T4")
    if basic is None or official is None or not official.rows:
        return
    column_of = layouts()[budget.layout].within
    for subject in basic.rows:
        column = column_of.get(str(subject.subject_code))
        if column is None or not _is_called(subject, column):
            continue
        basic_amount = cell(subject, "合计")
        if basic_amount is None:
            continue
        row = row_with(official, column) or official.rows[0]
        official_amount = cell(row, column) or NOTHING
        left, right, unit = in_coarser_unit(
            basic_amount, basic.money_unit, official_amount, official.money_unit
        )
        if left > right:
            yield Breach(
                (subject.evidence, row.evidence),
                "budget.tables.T4",
                left_title=basic.title,
                code=subject.subject_code,
                name=subject.subject_name,
                left=left,
                right_title=official.title,
                column=column,
                right=right,
                unit=unit,
            )


def _is_called(subject: BudgetRow, column: str) -> bool:
    """Whether a subject bears the words of a column; units number subjects of their own, too."""
    words = bigrams(column.rsplit("·", 1)[-1])
    return bool(words & bigrams(subject.subject_name)) or column.endswith("小计")
