"""金额没有写单位。"""

import re
from collections.abc import Iterator

from jixiao.checks import Dossier, check
from jixiao.evidence import Evidence
from jixiao.findings import Breach, Severity
from jixiao.targets import TargetTable


@check(
    code="CO13",
    title="金额没有写单位",
    says="资金总额 {stated}，表上没有写明是元还是万元",
    suggests="在表头写明“单位：万元”",
    severity=Severity.WARNING,
    basis="财预〔2015〕88号",
    rule="G14",
)
def money_unit_stated(dossier: Dossier) -> Iterator[Breach]:
    if next(dossier.paper.find(_UNIT), None):
        return
    for table in dossier.tables:
        at = _place_of_total(table)
        if at and any(table.funding.totals) and "元" not in (at.quote or ""):
            stated = table.funding.totals[0]
            yield Breach(
                at, "money_unit", project_name=table.project_name, stated=stated
            )


_UNIT = re.compile(r"单位:?(?:人民币)?(?:亿|万)?元|\((?:亿|万)?元\)")


def _place_of_total(table: TargetTable) -> Evidence | None:
    """The place of the year's total, else of the whole project's."""
    annual = table.evidence.get("funding.annual.total")
    return annual or table.evidence.get("funding.project_total")
