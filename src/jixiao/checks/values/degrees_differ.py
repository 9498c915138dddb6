"""名称和指标值的程度不一。"""

from collections.abc import Iterator

from jixiao import chinese
from jixiao.cell_path import CellPath
from jixiao.checks import check
from jixiao.checks.standard import words
from jixiao.findings import Breach, Severity
from jixiao.quantity import TargetValue
from jixiao.targets import TargetTable


@check(
    code="VA18",
    title="名称和指标值的程度不一",
    says="“{name}”说的是“{strong}”，指标值却是“{stated}”",
    suggests="统一程度；能统计的改为数",
    severity=Severity.WARNING,
    basis="财预〔2021〕101号",
    rule="V11",
)
def degrees_differ(table: TargetTable) -> Iterator[Breach]:
    for index, row in enumerate(table.indicators):
        name, stated = chinese.key(row.name), chinese.key(row.target.text)
        strong = words("strong_degrees").search(name)
        weak = words("weak_degrees").search(stated)
        less_than_all = _EVERYTHING in name and _is_less_than_all(row.target)
        if less_than_all or (strong and weak):
            yield Breach(
                row.evidence,
                CellPath.in_row(index, "target"),
                Severity.ERROR if less_than_all else None,
                name=row.name,
                strong=strong[0] if strong else _EVERYTHING,
                stated=row.target.text,
            )


_EVERYTHING = "全覆盖"
_FULL = 100


def _is_less_than_all(target: TargetValue) -> bool:
    return target.unit == "%" and (target.number or 0) < _FULL
