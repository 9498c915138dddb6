"""目标写的期限与指标不同。"""

import re
from collections.abc import Iterator

from jixiao import chinese
from jixiao.checks import check
from jixiao.checks.objectives import contradicted, spoken_of
from jixiao.findings import Breach, Severity
from jixiao.period import last_day, read_deadline
from jixiao.targets import Indicator, TargetTable


@check(
    code="TI13",
    title="目标写的期限与指标不同",
    says="“{name}”的期限是{stated}，目标写“{said}”，指标晚于目标",
    suggests="核对两处的期限，改正写错的一处",
    severity=Severity.WARNING,
    basis="财预〔2021〕101号",
    rule="K04",
)
def deadline_in_objective(table: TargetTable) -> Iterator[Breach]:
    def earlier(row: Indicator, text: str) -> str | None:
        return _earlier(row, chinese.key(text), table.fiscal_year)

    for seen in spoken_of(table, earlier):
        yield contradicted(table, seen)


_BY_WHEN = re.compile(
    r"(?P<when>(?:20\d{2}年)?\d{1,2}月(?:\d{1,2}日|底)之?前)(?:全部|全面)?完成(?P<what>[\u4e00-\u9fff]{4,12})"
)
_SHORTEST = 4


def _earlier(row: Indicator, text: str, year: int | None) -> str | None:
    """Where a text has the same done by an earlier day, in its own words; None else."""
    deadline = row.target.deadline
    if deadline is None:
        return None
    for match in _BY_WHEN.finditer(text):
        by = read_deadline(match["when"], year)
        same = match["what"][:_SHORTEST] in chinese.key(row.name)
        if same and by and by.date and last_day(by.date) < last_day(deadline):
            return match[0]
    return None
