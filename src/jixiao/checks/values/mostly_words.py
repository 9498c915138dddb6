"""定性指标过多。"""

from collections.abc import Iterator
from decimal import Decimal

from jixiao.checks import check
from jixiao.findings import Breach, Severity
from jixiao.targets import TargetTable


@check(
    code="VA14",
    title="定性指标过多",
    says="{what} {total} 条里有 {count} 条只有文字，没有数",
    suggests="能统计的写成数；定性的写明分几档、怎样评",
    severity=Severity.WARNING,
    basis="财预〔2021〕101号",
    rule="V03",
)
def mostly_words(table: TargetTable, *, most: Decimal) -> Iterator[Breach]:
    for dimension, allowed in (("产出指标", most), ("效益指标", Decimal(1))):
        rows = [r for r in table.indicators if r.dimension == dimension and not r.not_applicable]
        told = [row for row in rows if row.target.qualitative]
        share = Decimal(len(told)) / len(rows) if rows else Decimal(0)
        if len(told) > 1 and (share > allowed or share == 1):
            at = (row.evidence for row in told)
            yield Breach(at, "indicators", what=dimension, total=len(rows), count=len(told))
