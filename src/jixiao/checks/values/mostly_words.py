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
    """Outcomes may be in words, but not all of them; of outputs no more than `most`."""
    for dimension, allowed in (("产出指标", most), ("效益指标", Decimal(1))):
        rows = [
            row
            for row in table.indicators
            if row.dimension == dimension and not row.not_applicable
        ]
        in_words = [row for row in rows if row.target.qualitative]
        if len(in_words) <= 1:
            continue
        share = Decimal(len(in_words)) / len(rows)
        if share > allowed or share == 1:
            at = (row.evidence for row in in_words)
            yield Breach(
                at, "indicators", what=dimension, total=len(rows), count=len(in_words)
            )
