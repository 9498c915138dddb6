"""重大事件的响应反而更慢。"""

from collections.abc import Iterator
from decimal import Decimal

from jixiao.checks import check
from jixiao.checks.standard import words
from jixiao.findings import Breach, Severity
from jixiao.targets import Indicator, TargetTable


@check(
    code="VA20",
    title="重大事件的响应反而更慢",
    says="“{urgent}”{slow}，“{usual}”{fast}，重大的反而更慢",
    suggests="核对两个响应时间，重大、紧急的应更快",
    severity=Severity.WARNING,
    basis="财预〔2021〕101号",
    rule="I14",
)
def urgent_is_faster(table: TargetTable) -> Iterator[Breach]:
    urgent: list[tuple[Indicator, Decimal]] = []
    usual: list[tuple[Indicator, Decimal]] = []
    for row in table.indicators:
        minutes = _minutes_to_respond(row)
        if minutes:
            kind = urgent if words("urgent").search(row.name) else usual
            kind.append((row, minutes))
    for row, minutes in urgent:
        faster = next((other for other, others in usual if others < minutes), None)
        if faster:
            yield Breach(
                (row.evidence, faster.evidence),
                "indicators",
                urgent=row.name,
                slow=row.target.text,
                usual=faster.name,
                fast=faster.target.text,
            )


_MINUTES = {
    "分钟": 1,
    "小时": 60,
    "天": 1440,
    "日": 1440,
    "工作日": 1440,
    "个工作日": 1440,
}


def _minutes_to_respond(row: Indicator) -> Decimal | None:
    """The target of a time of response in minutes; None for any other row."""
    unit, number = row.target.unit or "", row.target.number
    if "响应" not in row.name or not number or unit not in _MINUTES:
        return None
    return number * _MINUTES[unit]
