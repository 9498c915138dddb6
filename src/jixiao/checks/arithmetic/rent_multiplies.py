"""目标文字里的数量、单价和时间相乘不等于资金。"""

from collections.abc import Iterator

from jixiao.checks import check
from jixiao.checks.amounts import course_cost, in_unit, rent
from jixiao.checks.objectives import objective_text
from jixiao.findings import Breach, Severity
from jixiao.money import SCALES
from jixiao.targets import TargetTable


@check(
    code="AR16",
    title="目标文字里的数量、单价和时间相乘不等于资金",
    says="“{printed}”合 {computed}{unit}，资金总额 {stated}{unit}",
    suggests="核对数量、单价、月数和资金总额，改正写错的一处",
    severity=Severity.WARNING,
    basis="财预〔2015〕88号",
    rule="G08 G09",
)
def rent_multiplies(table: TargetTable, *, within: int) -> Iterator[Breach]:
    text = objective_text(table)
    product = rent(text) or course_cost(text)
    totals = [total for total in table.funding.totals if total]
    if product is None or not totals or table.money_unit not in SCALES:
        return
    computed = in_unit(product.computed, table.money_unit)
    allowed = computed * within / 100
    if all(abs(computed - total) > allowed for total in totals):
        yield Breach(
            (
                table.evidence.get("objective"),
                table.evidence.get("funding.annual.total"),
            ),
            "objective",
            printed=product.printed,
            computed=computed,
            unit=table.money_unit,
            stated=totals[0],
        )
