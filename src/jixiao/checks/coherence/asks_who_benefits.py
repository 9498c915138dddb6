"""满意度问的不是受益的人。"""

import re
from collections.abc import Iterator

from jixiao.cell_path import CellPath
from jixiao.checks import check
from jixiao.checks.objectives import objective_text
from jixiao.checks.standard import words
from jixiao.findings import Breach, Severity
from jixiao.targets import TargetTable


@check(
    code="CH08",
    title="满意度问的不是受益的人",
    says="项目{what}，满意度却问{asked}",
    suggests="改问受益的人：培训问参训人员，设备问使用人员",
    severity=Severity.WARNING,
    basis="财预〔2021〕101号",
    rule="I11",
)
def asks_who_benefits(table: TargetTable) -> Iterator[Breach]:
    """Whom a project is for is read from its name, and from the objective where it serves the public."""
    name = table.project_name or ""
    served = next(
        (list_name for list_name in _WITHIN if words(list_name).search(name)), None
    )
    is_public = words("public_served").search(name + objective_text(table))
    if served and not is_public:
        yield from _asked(table, "public_asked", words(served), _WITHIN[served])
    elif is_public and not served:
        yield from _asked(table, "own_staff", words("public_asked"), _FOR_THE_PUBLIC)


def _asked(
    table: TargetTable, asked: str, rightly: re.Pattern[str], subject: str
) -> Iterator[Breach]:
    """The rows of satisfaction that ask those of a list and none that are rightly asked."""
    for index, row in enumerate(table.indicators):
        if row.dimension != "满意度指标" or rightly.search(row.name):
            continue
        if words(asked).search(row.name):
            place = CellPath.in_row(index, "name")
            yield Breach(row.evidence, place, what=subject, asked=f"“{row.name}”")


_FOR_THE_PUBLIC = "是为群众办的"
_WITHIN = {"training": "是培训本系统人员的", "own_equipment": "是给本单位添置设备的"}
