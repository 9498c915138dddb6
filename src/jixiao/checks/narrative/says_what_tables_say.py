"""情况说明的数与表不符。"""

from collections.abc import Iterator

from jixiao.budgets import Budget, number_of
from jixiao.checks import check
from jixiao.checks.amounts import slipped
from jixiao.checks.budget_cells import cell, where_printed
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
    """元 for 万元 is found by a check of its own."""
    for index, figure in enumerate(budget.figures):
        stated = number_of(figure.amount)
        place = where_printed(budget, figure)
        if figure.direction or stated is None or place is None:
            continue
        table, row, column = place
        printed = cell(row, column)
        if figure.unit != table.money_unit or printed == stated:
            continue
        if not (printed and slipped(printed, stated)):
            yield Breach(
                (figure.evidence, row.evidence),
                f"budget.figures[{index}]",
                concept=figure.concept,
                stated=stated,
                unit=figure.unit,
                title=f"{table.title}“{row.subject_name}”{column}",
                table_says="空白" if printed is None else printed,
            )
