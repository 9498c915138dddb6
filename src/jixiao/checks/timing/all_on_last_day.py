"""所有期限都是年底最后一天。"""

from collections.abc import Iterator

from jixiao.checks import check
from jixiao.findings import Breach, Severity
from jixiao.period import last_day
from jixiao.targets import TargetTable


@check(
    code="TI11",
    title="所有期限都是年底最后一天",
    says="{count} 条期限都是 12 月 31 日，中间没有一个节点",
    suggests="分步完成的写明各步的日期，年中好跟踪",
    severity=Severity.ADVICE,
    basis="财预〔2021〕101号",
    rule="K06",
    needs_all_rows=True,
    once=True,
)
def all_on_last_day(table: TargetTable, *, least: int) -> Iterator[Breach]:
    dated = [
        row
        for row in table.indicators
        if row.target.deadline and not row.not_applicable
    ]
    days = [last_day(row.target.deadline) for row in dated if row.target.deadline]
    if len(days) >= least and all((day.month, day.day) == (12, 31) for day in days):
        yield Breach((row.evidence for row in dated), "indicators", count=len(dated))
