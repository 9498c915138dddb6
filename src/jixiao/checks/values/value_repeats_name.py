"""指标值只是重复名称。"""

from collections.abc import Iterator

from jixiao.checks import check
from jixiao.checks.in_words import (
    TIMELINESS,
    is_rate_in_words,
    repeats_name,
    rows_of_time,
    says_when,
)
from jixiao.checks.printed_values import quoted
from jixiao.findings import Breach, Severity
from jixiao.targets import TargetTable


@check(
    code="VA17",
    title="指标值只是重复名称",
    says="{names}的指标值把名称又说了一遍",
    suggests="指标值写到什么程度、多少，不要重复名称",
    severity=Severity.WARNING,
    basis="财预〔2021〕101号",
    rule="V02",
)
def value_repeats_name(table: TargetTable) -> Iterator[Breach]:
    """Rows of time that all say no time, and rates in words, are told as such."""
    of_time = rows_of_time(table)
    timeless = of_time and not any(says_when(row.target) for _, row in of_time)
    rows = [
        row
        for row in table.indicators
        if repeats_name(row)
        and not is_rate_in_words(row)
        and not (timeless and row.aspect == TIMELINESS)
    ]
    if rows:
        names = [quoted(row) for row in rows]
        yield Breach((row.evidence for row in rows), "indicators", names=names)
