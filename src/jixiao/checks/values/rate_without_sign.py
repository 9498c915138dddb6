"""指标值没有写大于还是小于。"""

from collections.abc import Iterator
from decimal import Decimal

from jixiao.checks import check
from jixiao.findings import Breach, Severity
from jixiao.targets import TargetTable


@check(
    code="VA13",
    title="指标值没有写大于还是小于",
    says="{count} 条比率只写了数，没有写≥或≤：{names}",
    suggests="在数前写明≥、≤或=",
    severity=Severity.WARNING,
    basis="财预〔2021〕101号",
    rule="V07",
)
def rate_without_sign(table: TargetTable, *, full: Decimal) -> Iterator[Breach]:
    rows = [
        row
        for row in table.indicators
        if row.target.number is not None
        and row.target.unit == "%"
        and 0 < row.target.number < full
        and row.target.text.strip()[:1].isdigit()
        and row.target.text.strip()[-1:] in "%％"
    ]
    if rows:
        yield Breach(
            (row.evidence for row in rows),
            "indicators",
            count=len(rows),
            names=[f"“{row.name} {row.target.text}”" for row in rows][:4],
        )
