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
        in_name = _competing_numbers(row.name, target.unit)
        if target.number is not None and in_name and read_quantities(in_name[0]):
            yield Breach(
                row.evidence,
                CellPath.in_row(index, "name"),
                name=row.name,
                inner=in_name,
                stated=target.text,
            )


_NUMBER = re.compile(
    r"\d+(?:\.\d+)?(?P<unit>%|人次|人|次|期|份|家|万元|元)(?:以上|以内)?"
)
_PERSONS = {"人", "人次", "名"}


def _competing_numbers(name: str, unit: str | None) -> list[str]:
    """The numbers of a name that compete with the value: in the same unit, or persons both."""
    of_one_kind = _PERSONS if unit in _PERSONS else {unit}
    return [
        match[0] for match in _NUMBER.finditer(name) if match["unit"] in of_one_kind
    ]
