"""元和万元写错。"""

from collections.abc import Iterator

from jixiao.budgets import Budget, number_of
from jixiao.checks import check
from jixiao.checks.amounts import slipped
from jixiao.checks.budget_cells import cell, where_printed
from jixiao.findings import Breach, Severity
from jixiao.money import SCALES, convert


@check(
    code="NA11",
    title="元和万元写错",
    says="情况说明写“{concept}” {stated}{unit}，{title}为 {table_says}{right}，差一万倍",
    suggests="把单位改为{right}，或核对金额",
    severity=Severity.ERROR,
    basis="财预〔2016〕143号",
    rule="N09",
)
def unit_slip(budget: Budget) -> Iterator[Breach]:
    for index, figure in enumerate(budget.figures):
        place = where_printed(budget, figure)
        stated = number_of(figure.amount)
        if place is None or figure.direction or not stated or figure.unit not in SCALES:
            continue
        table, row, column = place
        printed = cell(row, column)
        if printed and slipped(printed, convert(stated, figure.unit, table.money_unit)):
            yield Breach(
                (figure.evidence, row.evidence),
                f"budget.figures[{index}]",
                concept=figure.concept,
                stated=stated,
                unit=figure.unit,
                title=f"{table.title}“{row.subject_name}”{column}",
                table_says=printed,
                right=table.money_unit,
            )
