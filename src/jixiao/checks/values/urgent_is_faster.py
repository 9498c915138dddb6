"""重大事件的响应反而更慢。"""

from collections.abc import Iterator

from jixiao.checks import check
from jixiao.checks.standard import words
from jixiao.findings import Breach, Severity
from jixiao.targets import TargetTable


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
    timed = [
        (row, row.target.number * _MINUTES[row.target.unit])
        for row in table.indicators
        if "响应" in row.name and row.target.number and row.target.unit in _MINUTES
    ]
    usual = [(row, minutes) for row, minutes in timed if not words("urgent").search(row.name)]
    for row, minutes in timed:
        slower = next((other for other, own in usual if own < minutes), None)
        if slower and words("urgent").search(row.name):
            yield Breach(
                (row.evidence, slower.evidence),
                "indicators",
                urgent=row.name,
                slow=row.target.text,
                usual=slower.name,
                fast=slower.target.text,
            )


_MINUTES = {"分钟": 1, "小时": 60, "天": 1440, "日": 1440, "工作日": 1440, "个工作日": 1440}
