"""一项成本的上限高于资金总额。"""

from collections.abc import Iterator

from jixiao.checks import check
from jixiao.checks.amounts import in_unit
from jixiao.checks.costs import costs
from jixiao.findings import Breach, Severity
from jixiao.targets import TargetTable


@check(
    code="AR29",
    title="一项成本高于资金总额",
    says="“{name}” {stated}，项目的资金总额只有 {funding}{unit}",
    suggests="核对成本指标和资金总额；上限高于资金的，控制不了成本",
    severity=Severity.WARNING,
    basis="财预〔2015〕88号",
    rule="C01",
)
def cost_over_funding(table: TargetTable) -> Iterator[Breach]:
    """Totals under a ceiling: what is stated exactly is added up by AR07."""
    unit = str(table.money_unit)
    funding = max(table.funding.totals, default=None)
    for row in costs(table):
        bound = row.indicator.target.bound
        is_ceiling = bound is not None and bound.is_ceiling
        if row.per_unit or not funding or not is_ceiling:
            continue
        amount = in_unit(row.yuan, unit)
        if funding < amount < funding * _FAR:
            yield Breach(
                (row.indicator.evidence, table.evidence.get("funding.annual.total")),
                row.place,
                name=row.indicator.name,
                stated=row.indicator.target.text,
                funding=funding,
                unit=unit,
            )


_FAR = 1000
"""So many times the money is 元 written for 万元, which AR11 tells."""
