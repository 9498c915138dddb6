"""说到花钱，资金总额却是空的。"""

from collections.abc import Iterator

from jixiao.checks import check
from jixiao.checks.amounts import amounts
from jixiao.checks.costs import costs
from jixiao.checks.objectives import objective_text
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
    at = table.evidence.get("objective")
    priced = costs(table)
    named = amounts(objective_text(table))
    if priced:
        row = priced[0].indicator
        at, where, printed = row.evidence, "成本指标", row.target.text
    elif named:
        where, printed = "目标文字", named[0].printed
    else:
        return
    yield Breach(
        (at, table.evidence.get("funding.annual.total")),
        "funding",
        stated="零" if table.funding.totals else "空白",
        where=where,
        printed=printed,
    )
