"""成本指标只重复了项目金额。"""

from collections.abc import Iterator

from jixiao.checks import check
from jixiao.checks.costs import COST, QUANTITY, costs
from jixiao.findings import Breach, Severity
from jixiao.money import convert
from jixiao.targets import TargetTable


@check(
    code="CO06",
    title="成本指标只重复了项目金额",
    says="数量指标有 {count} 条，成本指标只有“{name}”一条，就是项目金额 {stated}{unit}，没有细化",
    suggests="按各项数量分列成本，或写单位成本",
    severity=Severity.ADVICE,
    basis="财预〔2021〕101号",
    rule="C03",
    once=True,
)
def cost_repeats_funding(table: TargetTable, *, least: int) -> Iterator[Breach]:
    """A project that counts several things could say what each of them costs; a lump sum cannot."""
    rows = [
        row for row in table.indicators if row.aspect in COST and not row.not_applicable
    ]
    counts = [
        row for row in table.indicators if row.aspect == QUANTITY and row.target.number
    ]
    priced = costs(table)
    if len(counts) < least or len(rows) != 1 or len(priced) != 1 or priced[0].per_unit:
        return
    unit = str(table.money_unit)
    amount = convert(priced[0].yuan, "元", unit)
    if amount and amount in (table.funding.annual.total, table.funding.own_level.total):
        yield Breach(
            (rows[0].evidence, table.evidence.get("funding.annual.total")),
            priced[0].place,
            count=len(counts),
            name=rows[0].name,
            stated=amount,
            unit=unit,
        )
