"""指标值没有写大于还是小于。"""

from collections.abc import Iterator
from decimal import Decimal

from jixiao.checks import check
from jixiao.checks.printed_values import quoted
from jixiao.findings import Breach, Severity
from jixiao.quantity import TargetValue
from jixiao.targets import TargetTable


@check(
    code="VA13",
    title="指标值没有写大于还是小于",
    says="{count} 条比率只写了数，没有写≥或≤：{names}",
    suggests="在数前写明≥、≤或=",
    severity=Severity.ADVICE,
    basis="财预〔2021〕101号",
    rule="V07",
    once=True,
)
def rate_without_sign(table: TargetTable, *, full: Decimal) -> Iterator[Breach]:
    rows = [row for row in table.indicators if _is_bare_rate(row.target, full)]
    if rows:
        yield Breach(
            (row.evidence for row in rows),
            "indicators",
            count=len(rows),
            names=[quoted(row) for row in rows][:_MOST_NAMES],
        )


_MOST_NAMES = 4


def _is_bare_rate(target: TargetValue, full: Decimal) -> bool:
    """Whether a cell prints nothing but a rate between 0 and `full`: 95%, without ≥ or 以上."""
    if target.number is None or target.unit != "%" or not 0 < target.number < full:
        return False
    printed = target.text.strip()
    return printed[:1].isdigit() and printed[-1:] in "%％"
