"""界限的方向与含义相反。"""

from collections.abc import Iterator

from jixiao.cell_path import CellPath
from jixiao.checks import check
from jixiao.checks.standard import words
from jixiao.findings import Breach, Severity
from jixiao.quantity import Bound, TargetValue
from jixiao.targets import TargetTable


@check(
    code="VA04",
    title="界限的方向与含义相反",
    says="“{name}”的指标值 {stated}，方向像是反了：{why}",
    suggests="核对界限；成本、响应时间、差错应写“≤”，覆盖、合格、满意应写“≥”",
    severity=Severity.WARNING,
    basis="财预〔2021〕101号",
    rule="V08 C08",
)
def direction_contradicts(table: TargetTable) -> Iterator[Breach]:
    for index, row in enumerate(table.indicators):
        why = _contradiction(row.name, row.target)
        if why:
            yield Breach(
                row.evidence,
                CellPath.in_row(index, "target"),
                name=row.name,
                stated=row.target.text,
                why=why,
            )


def _contradiction(name: str, target: TargetValue) -> str | None:
    """Why a floor or a ceiling is the wrong way round for what a name measures."""
    less = words("less_is_better").search(name)
    more = words("more_is_better").search(name)
    if less and not more and target.bound in (Bound.AT_LEAST, Bound.ABOVE):
        return "这类指标越低越好"
    if more and target.unit == "%" and target.bound in (Bound.AT_MOST, Bound.BELOW):
        return "这类指标越高越好"
    return None
