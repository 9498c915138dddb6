"""年度资金总额空白，只填了本级。"""

from collections.abc import Iterator

from jixiao.checks import Dossier, check
from jixiao.findings import Breach, Severity


@check(
    code="CO15",
    title="年度资金总额空白，只填了本级",
    says="{count} 张表的年度资金总额空白，只填了本级资金",
    suggests="补填年度资金总额；没有转移下级的，与本级相同",
    severity=Severity.WARNING,
    basis="财预〔2015〕88号",
    rule="G01",
)
def annual_total_filled(dossier: Dossier) -> Iterator[Breach]:
    blank = [
        table
        for table in dossier.tables
        if table.funding.annual.total is None and table.funding.own_level.total
    ]
    if blank:
        at = (table.evidence.get("funding.own_level.total") for table in blank)
        yield Breach(at, "funding.annual.total", count=len(blank))
