"""说到花钱，资金总额却是空的。"""

from collections.abc import Iterator

from jixiao.checks import CannotCheck, check
from jixiao.checks.amounts import amounts
from jixiao.checks.costs import costs
from jixiao.checks.objectives import objective_text
from jixiao.findings import Breach, Severity
from jixiao.targets import Presence, TargetTable


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
    presence = table.presence("funding.annual.total")
    if not table.funding.totals and presence is not Presence.BLANK:
        raise CannotCheck("没有读出资金总额，不知是空白还是写在别处")
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
