"""元和万元差了一万倍。"""

from collections.abc import Iterator

from jixiao.checks import check
from jixiao.checks.amounts import slipped, whole_amounts
from jixiao.checks.costs import costs
from jixiao.findings import Breach, Severity
from jixiao.money import convert
from jixiao.targets import TargetTable


@check(
    code="AR11",
    title="元和万元差了一万倍",
    says="{where} {printed} 与资金总额 {stated}{unit} 差一万倍",
    suggests="核对单位：是元还是万元",
    severity=Severity.ERROR,
    basis="财预〔2021〕101号",
    rule="C06 G14",
)
def ten_thousand_fold(table: TargetTable) -> Iterator[Breach]:
    unit = str(table.money_unit)
    totals = [(total, convert(total, unit, "元")) for total in table.funding.totals if total]
    said = [
        ("成本指标", cost.indicator.target.text, cost.yuan, cost.indicator.evidence)
        for cost in costs(table)
        if not cost.per_unit
    ]
    if table.objective and (at := table.evidence.get("objective")):
        named = whole_amounts(table.objective.text)
        said += [("目标文字", amount.printed, amount.yuan, at) for amount in named]
    known = {yuan for _, yuan in totals}
    for where, printed, yuan, at in said:
        stated = next((total for total, own in totals if slipped(yuan, own)), None)
        if stated is not None and yuan not in known:
            yield Breach(
                (at, table.evidence.get("funding.annual.total")),
                "funding",
                where=where,
                printed=printed,
                stated=stated,
                unit=unit,
            )
