"""名称里另有一个数。"""

import re
from collections.abc import Iterator

from jixiao.cell_path import CellPath
from jixiao.checks import check
from jixiao.findings import Breach, Severity
from jixiao.quantity import read_quantities
from jixiao.targets import TargetTable


@check(
    code="VA06",
    title="名称里另有一个数",
    says="“{name}”里的 {inner} 与指标值 {stated} 并存，不知以哪个为准",
    suggests="名称只写测什么，数只写在指标值里",
    severity=Severity.WARNING,
    basis="财预〔2021〕101号",
    rule="V10",
)
def number_in_name(table: TargetTable) -> Iterator[Breach]:
    for index, row in enumerate(table.indicators):
        target = row.target
        inner = [m[0] for m in _INNER.finditer(row.name) if _same_kind(m["unit"], target.unit)]
        if target.number is not None and inner and read_quantities(inner[0]):
            yield Breach(
                row.evidence,
                CellPath.in_row(index, "name"),
                name=row.name,
                inner=inner,
                stated=target.text,
            )


_INNER = re.compile(r"\d+(?:\.\d+)?(?P<unit>%|人次|人|次|期|份|家|万元|元)(?:以上|以内)?")


def _same_kind(inner: str, unit: str | None) -> bool:
    """Say whether a number in the name competes with the value: the same unit, or persons both."""
    persons = {"人", "人次", "名"}
    return inner == unit or (inner in persons and unit in persons)
