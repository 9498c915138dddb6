"""满意度给了分没有调查依据。"""

from collections.abc import Iterator

from jixiao import chinese
from jixiao.cell_path import CellPath
from jixiao.checks import check
from jixiao.checks.rubric_points import scored
from jixiao.checks.standard import words
from jixiao.findings import Breach, Severity
from jixiao.targets import TargetTable

_SATISFACTION = "满意度指标"


@check(
    code="EV20",
    title="满意度给了分没有调查依据",
    says="“{name}”完成 {actual}，得 {stated} 分，没有写怎样调查的",
    suggests="在“{name}”一行写明调查的时间和份数，并附问卷",
    severity=Severity.ADVICE,
    basis="财预〔2021〕101号",
    rule="E14",
)
def satisfaction_surveyed(table: TargetTable) -> Iterator[Breach]:
    for place, row, _, stated in scored(table):
        if row.dimension != _SATISFACTION or not stated:
            continue
        actual = row.actual.text if row.actual else ""
        said = f"{row.name}；{actual}；{row.reason or ''}"
        if not words("survey").search(chinese.key(said)):
            yield Breach(
                row.evidence,
                CellPath.in_row(place, "actual"),
                name=row.name,
                actual=actual,
                stated=stated,
            )
