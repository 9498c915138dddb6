"""情况说明的数与表不符。"""

from collections.abc import Iterator

from jixiao.budgets import Budget, BudgetRow, BudgetTable, Figure, layouts, number_of
from jixiao.checks import check
from jixiao.checks.ledger import cell, plain_name, row_named, table
from jixiao.findings import Breach, Severity


@check(
    code="NA01",
    title="情况说明的数与表不符",
    says="情况说明写“{concept}” {stated}{unit}，{title}为 {table_says}",
    suggests="核对情况说明和表，改正写错的一处",
    severity=Severity.ERROR,
    basis="财预〔2016〕143号",
    rule="N01",
)
def says_what_tables_say(budget: Budget) -> Iterator[Breach]:
    for index, figure in enumerate(budget.figures):
        stated = number_of(figure.amount)
        place = _place(budget, figure)
        if figure.direction or stated is None or place is None:
            continue
        found, row, column = place
        said = cell(row, column)
        if figure.unit == found.money_unit and said != stated:
            yield Breach(
                (figure.evidence, row.evidence),
                f"budget.figures[{index}]",
                concept=figure.concept,
                stated=stated,
                unit=figure.unit,
                title=f"{found.title}“{row.subject_name}”{column}",
                table_says="空白" if said is None else said,
            )


def _place(budget: Budget, figure: Figure) -> tuple[BudgetTable, BudgetRow, str] | None:
    """Say where the tables print what a figure is about."""
    places = layouts()[budget.layout].places
    if figure.concept in places:
        code, name, column = places[figure.concept]
        found = table(budget, code)
        row = row_named(found, name) if found else None
        return (found, row, column) if found and row else None
    if figure.of in ("人员经费", "公用经费"):
        found = table(budget, "T3")
        rows = [row for row in found.rows if plain_name(row) == figure.concept] if found else []
        return (found, rows[0], "合计") if found and rows else None
    found = table(budget, "T1")
    rows = (
        [row for row in found.rows if row.side == "支出" and plain_name(row) == figure.concept]
        if found
        else []
    )
    return (found, rows[0], "小计") if found and rows else None
