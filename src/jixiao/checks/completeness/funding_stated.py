"""说到花钱，资金总额却是空的。"""

from collections.abc import Iterator

from jixiao.checks import check
from jixiao.checks.amounts import amounts
from jixiao.checks.costs import costs
from jixiao.findings import Breach, Severity
from jixiao.targets import TargetTable


@check(
    code="CO09",
    title="说到花钱，资金总额却是空的",
    says="资金总额为{stated}，{where}却写着 {printed}",
    suggests="填写资金总额；项目没有安排资金的，删去成本和金额",
    severity=Severity.WARNING,
    basis="财预〔2015〕88号",
    rule="G20",
)
def funding_stated(table: TargetTable) -> Iterator[Breach]:
    if any(table.funding.totals):
        return
    stated = "零" if table.funding.totals else "空白"
    spent = costs(table)
    named = amounts(table.objective.text) if table.objective else ()
    at = table.evidence.get("objective")
    if spent:
        at, where, printed = spent[0].indicator.evidence, "成本指标", spent[0].indicator.target.text
    elif named:
        where, printed = "目标文字", named[0].printed
    else:
        return
    total = table.evidence.get("funding.annual.total")
    yield Breach((at, total), "funding", stated=stated, where=where, printed=printed)
