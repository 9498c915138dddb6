"""名称里另有一个数。"""

import re
from collections.abc import Iterator

from jixiao.cell_path import CellPath
from jixiao.checks import check
from jixiao.findings import Breach, Severity
from jixiao.quantity import TargetValue, read_quantities
from jixiao.targets import TargetTable


@check(
    code="VA06",
    title="名称里另有一个数",
    says="“{name}”里写着 {inner}，指标值是 {stated}，{how}",
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
                how=_how(in_name, target),
            )


def _how(in_name: list[str], target: TargetValue) -> str:
    """How the numbers of a name stand to the value: another number, another unit, or the same."""
    numbers = {read_quantities(printed)[0].number for printed in in_name}
    if target.number not in numbers:
        return "两个数不同，考核时不知以哪个为准"
    units = {match["unit"] for match in map(_NUMBER.match, in_name) if match}
    if target.unit in units:
        return "同一个数写了两处，改一处容易漏另一处"
    return "数相同而单位不同，不知算人还是算人次"


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
