"""定性指标过多。"""

from collections.abc import Iterator
from decimal import Decimal

from jixiao.checks import check
from jixiao.findings import Breach, Severity
from jixiao.targets import TargetTable


@check(
    code="VA14",
    title="定性指标过多",
    says="产出指标 {total} 条里有 {count} 条只有文字，没有数",
    suggests="能统计的写成数；定性的写明分几档、怎样评",
    severity=Severity.WARNING,
    basis="财预〔2021〕101号",
    rule="V03",
    needs_all_rows=True,
)
def mostly_words(table: TargetTable, *, most: Decimal) -> Iterator[Breach]:
    """Outcomes may be in words (财预〔2021〕101号); of outputs no more than `most`."""
    outputs = [
        row
        for row in table.indicators
        if row.dimension == "产出指标" and not row.not_applicable
    ]
    in_words = [row for row in outputs if row.target.qualitative]
    if len(in_words) > 1 and len(in_words) > most * len(outputs):
        yield Breach(
            (row.evidence for row in in_words),
            "indicators",
            total=len(outputs),
            count=len(in_words),
        )
