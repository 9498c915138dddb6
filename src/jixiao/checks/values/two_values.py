"""一格写了两个值。"""

import re
from collections.abc import Iterator

from jixiao import chinese
from jixiao.cell_path import CellPath
from jixiao.checks import check
from jixiao.findings import Breach, Severity
from jixiao.quantity import TargetValue
from jixiao.targets import TargetTable


@check(
    code="VA05",
    title="一格写了两个值",
    says="“{name}”的指标值“{stated}”里有 {count} 个值",
    suggests="每个值单列一条指标",
    severity=Severity.WARNING,
    basis="财预〔2021〕101号",
    rule="V12 V16",
)
def two_values(table: TargetTable) -> Iterator[Breach]:
    for index, row in enumerate(table.indicators):
        count = 1 + len(row.target.others) + _named_values(row.target)
        if count > 1:
            yield Breach(
                row.evidence,
                CellPath.in_row(index, "target"),
                name=row.name,
                stated=row.target.text,
                count=count,
            )


_NAMED_VALUE = re.compile(
    r"(?<=\d)[^\d,;、]{0,4}[,;、](?:其中)?[\u4e00-\u9fff]{1,8}率(?:达到?|为|不低于)?[≥>]?\d[\d.]*%"
)


def _named_values(target: TargetValue) -> int:
    """How many rates with a name of their own stand behind a first value: 150家，覆盖率80%."""
    if target.others:
        return 0
    return len(_NAMED_VALUE.findall(chinese.key(target.text)))
