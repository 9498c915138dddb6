"""界限的方向与含义相反。"""

from collections.abc import Iterator

from jixiao.cell_path import CellPath
from jixiao.checks import check
from jixiao.checks.standard import words
from jixiao.findings import Breach, Severity
from jixiao.quantity import Bound
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
        bound, name = row.target.bound, row.name
        low = words("less_is_better").search(name) and not words("more_is_better").search(name)
        if low and bound in (Bound.AT_LEAST, Bound.ABOVE):
            why = "这类指标越低越好"
        elif (
            words("more_is_better").search(name)
            and bound in (Bound.AT_MOST, Bound.BELOW)
            and row.target.unit == "%"
        ):
            why = "这类指标越高越好"
        else:
            continue
        yield Breach(
            row.evidence,
            CellPath.in_row(index, "target"),
            name=name,
            stated=row.target.text,
            why=why,
        )
