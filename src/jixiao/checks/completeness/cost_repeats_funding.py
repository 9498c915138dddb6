"""成本指标只重复了项目金额。"""

from collections.abc import Iterator

from jixiao.checks import check
from jixiao.checks.costs import COST, costs
from jixiao.findings import Breach, Severity
from jixiao.money import convert
from jixiao.targets import TargetTable


@check(
    code="CO06",
    title="成本指标只重复了项目金额",
    says="唯一的成本指标“{name}”就是项目金额 {stated}{unit}，没有细化",
    suggests="按内容分列成本，或写单位成本；整笔拨付的补助可不改",
    severity=Severity.ADVICE,
    basis="财预〔2021〕101号",
    rule="C03",
)
def cost_repeats_funding(table: TargetTable) -> Iterator[Breach]:
    rows = [
        row for row in table.indicators if row.aspect in COST and not row.not_applicable
    ]
    priced = costs(table)
    if len(rows) != 1 or len(priced) != 1 or priced[0].per_unit:
        return
    unit = str(table.money_unit)
    amount = convert(priced[0].yuan, "元", unit)
    if amount and amount in (table.funding.annual.total, table.funding.own_level.total):
        yield Breach(
            (rows[0].evidence, table.evidence.get("funding.annual.total")),
            priced[0].place,
            name=rows[0].name,
            stated=amount,
            unit=unit,
        )
