"""成本指标与目标文字的金额不符。"""

from collections.abc import Iterator

from jixiao.checks import check
from jixiao.checks.amounts import money_near, slipped
from jixiao.checks.costs import costs
from jixiao.findings import Breach, Severity
from jixiao.targets import TargetTable


@check(
    code="AR13",
    title="成本指标与目标文字的金额不符",
    says="“{name}”的成本 {stated}，目标文字写 {said}",
    suggests="核对两处的金额，改正写错的一处",
    severity=Severity.ERROR,
    basis="财预〔2021〕101号",
    rule="C09",
)
def cost_in_objective(table: TargetTable) -> Iterator[Breach]:
    """Only an item whose one amount the objective states right behind its name is compared."""
    text = table.objective.text if table.objective else ""
    for cost in costs(table):
        said = money_near(text, cost.indicator.name)
        stated = {cost.yuan, *([cost.total] if cost.total else [])}
        if len(said) == 1 and said[0].yuan not in stated and not slipped(said[0].yuan, cost.yuan):
            yield Breach(
                (cost.indicator.evidence, table.evidence.get("objective")),
                cost.place,
                Severity.WARNING if not cost.exact else None,
                name=cost.indicator.name,
                stated=cost.indicator.target.text,
                said=said[0].printed,
            )
