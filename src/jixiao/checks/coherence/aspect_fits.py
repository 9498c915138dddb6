"""二级指标归类不当。"""

import re
from collections.abc import Iterator

from jixiao.cell_path import CellPath
from jixiao.checks import check
from jixiao.checks.standard import words
from jixiao.findings import Breach, Severity
from jixiao.targets import TargetTable


@check(
    code="CH01",
    title="二级指标归类不当",
    says="“{name} {stated}”列在{aspect}，{why}，应列在{better}",
    suggests="移到{better}",
    severity=Severity.WARNING,
    basis="财预〔2021〕101号",
    rule="I06 I07 I08",
)
def aspect_fits(table: TargetTable) -> Iterator[Breach]:
    for index, row in enumerate(table.indicators):
        misfit = _misfit(row.aspect, row.name, row.target.unit or "")
        if misfit:
            why, better = misfit
            yield Breach(
                row.evidence,
                CellPath.in_row(index, "aspect"),
                name=row.name,
                stated=row.target.text,
                aspect=row.aspect,
                why=why,
                better=better,
            )


_MONEY = re.compile(r"^(?:亿|万)?元(?:/|$)")


def _misfit(aspect: str | None, name: str, unit: str) -> tuple[str, str] | None:
    """Why a row does not belong under its aspect, and where it does."""
    if aspect in ("数量指标", "质量指标") and words("about_speed").search(name):
        return "量的是快慢", "时效指标"
    if aspect in ("数量指标", "质量指标") and words("about_awareness").search(name):
        return "量的是群众知不知道", "社会效益指标"
    if aspect in ("数量指标", "质量指标", "时效指标") and _MONEY.match(unit):
        return "量的是钱", "成本指标"
    if aspect == "数量指标" and unit == "%" and words("about_goodness").search(name):
        return "量的是好坏", "质量指标"
    return None
