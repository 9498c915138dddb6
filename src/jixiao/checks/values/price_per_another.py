"""单价的单位与数量的单位不是一类。"""

from collections.abc import Iterator

from jixiao.cell_path import CellPath
from jixiao.checks import check
from jixiao.checks.costs import COST, QUANTITY, pair
from jixiao.findings import Breach, Severity
from jixiao.money import SCALES
from jixiao.targets import TargetTable


@check(
    code="VA33",
    title="单价的单位与数量的单位不是一类",
    says="“{name} {stated}”按{per}计，“{other} {count}”按{counted}计",
    suggests="核对两条的单位，单价按什么计，数量就数什么",
    severity=Severity.WARNING,
    basis="财预〔2021〕101号",
    rule="C05",
)
def price_per_another(table: TargetTable) -> Iterator[Breach]:
    """A price for each person of what is counted in things, or the other way round."""
    quantities = [
        row for row in table.indicators if row.aspect == QUANTITY and row.target.number
    ]
    counted_units = {row.target.unit for row in quantities}
    for index, row in enumerate(table.indicators):
        unit, _, per = str(row.target.unit).partition("/")
        if row.aspect not in COST or unit not in SCALES or per in counted_units:
            continue
        other = pair(row, quantities)
        counted = str(other.target.unit) if other else ""
        kinds = {_kind(per), _kind(counted)}
        if other and kinds == {"persons", "things"}:
            yield Breach(
                (row.evidence, other.evidence),
                CellPath.in_row(index, "target"),
                name=row.name,
                stated=row.target.text,
                per=per,
                other=other.name,
                count=other.target.text,
                counted=counted,
            )


_PERSONS = {"人", "人次", "名", "人天", "人/天", "人·天", "位"}
_THINGS = {
    "台",
    "套",
    "辆",
    "部",
    "份",
    "册",
    "张",
    "平方米",
    "公里",
    "亩",
    "间",
    "件",
    "本",
    "吨",
}


def _kind(unit: str) -> str | None:
    """What a unit counts; None where it may count either."""
    if unit in _PERSONS:
        return "persons"
    return "things" if unit in _THINGS else None
