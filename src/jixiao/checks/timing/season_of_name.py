"""名称里的季节与期限不合。"""

from collections.abc import Iterator

from jixiao import chinese
from jixiao.cell_path import CellPath
from jixiao.checks import check
from jixiao.findings import Breach, Severity
from jixiao.period import is_a_day, last_day
from jixiao.targets import TargetTable


@check(
    code="TI17",
    title="名称里的季节与期限不合",
    says="“{name}”说的是{season}，期限却是“{deadline}”",
    suggests="核对名称和期限，改正写错的一处",
    severity=Severity.WARNING,
    basis="财预〔2021〕101号",
    rule="K05",
)
def season_of_name(table: TargetTable) -> Iterator[Breach]:
    """A name that says two seasons says no single one; what is done in spring may end in early summer."""
    for index, row in enumerate(table.indicators):
        name = chinese.key(row.name)
        seasons = [season for season in _MONTHS if season in name]
        deadline = row.target.deadline
        if len(seasons) != 1 or deadline is None or not is_a_day(deadline):
            continue
        if last_day(deadline).month not in _MONTHS[seasons[0]]:
            yield Breach(
                row.evidence,
                CellPath.in_row(index, "target"),
                name=row.name,
                season=seasons[0],
                deadline=row.target.text,
            )


_MONTHS = {
    "春季": range(1, 8), "夏季": range(4, 11), "秋季": range(7, 13), "冬季": (1, 2, 3, 4, 10, 11, 12),
    "上半年": range(1, 9), "下半年": (1, 2, 7, 8, 9, 10, 11, 12),
    "一季度": range(1, 6), "二季度": range(4, 9), "三季度": range(7, 12), "四季度": (1, 2, 10, 11, 12),
}  # fmt: skip
"""The months in which what a name's season begins may be finished, a month or two to spare."""
