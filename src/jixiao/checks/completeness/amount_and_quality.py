"""只有数量没有质量，或只有质量没有数量。"""

from collections.abc import Iterator

from jixiao.checks import check
from jixiao.findings import Breach, Severity
from jixiao.targets import Indicator, TargetTable


@check(
    code="CO10",
    title="只有数量没有质量，或只有质量没有数量",
    says="产出里有{present}，没有{missing}",
    suggests="补一条{missing}，说明做了多少、做得怎样",
    severity=Severity.WARNING,
    basis="财预〔2021〕101号",
    rule="I04",
    needs_all_rows=True,
)
def amount_and_quality(table: TargetTable) -> Iterator[Breach]:
    first_rows: dict[str | None, Indicator] = {}
    for row in table.indicators:
        if not row.not_applicable:
            first_rows.setdefault(row.aspect, row)
    blank = {row.aspect for row in table.empty_rows if row.required}
    for present, missing in ((_MUCH, _WELL), (_WELL, _MUCH)):
        if present in first_rows and missing not in first_rows and missing not in blank:
            at = first_rows[present].evidence
            yield Breach(at, "indicators", present=present, missing=missing)


_MUCH, _WELL = "数量指标", "质量指标"
