"""同一指标列了两次。"""

from collections.abc import Iterator
from decimal import Decimal
from itertools import combinations

from jixiao import chinese
from jixiao.cell_path import CellPath
from jixiao.checks import check
from jixiao.checks.costs import COST
from jixiao.checks.likeness import likeness
from jixiao.findings import Breach, Severity
from jixiao.targets import TargetTable


@check(
    code="CH03",
    title="同一指标列了两次",
    says="“{name}”列了 {count} 次：{where}",
    suggests="留一处，删去其余；口径不同的，在名称里写明区别",
    severity=Severity.WARNING,
    basis="财预〔2015〕88号",
    rule="I12 I13 I14",
)
def repeated_indicator(table: TargetTable, *, alike: Decimal) -> Iterator[Breach]:
    seen: dict[str, list[int]] = {}
    for index, row in enumerate(table.indicators):
        if not row.not_applicable and row.aspect not in COST:
            seen.setdefault(chinese.key(row.name), []).append(index)
    for places in seen.values():
        rows = [table.indicators[place] for place in places]
        if len(rows) > 1:
            differ = (
                len({(row.aspect, row.target.text) for row in rows})
                == len({row.target.text for row in rows})
                > 1
            )
            yield Breach(
                (row.evidence for row in rows),
                CellPath.in_row(places[1], "name"),
                Severity.ERROR if differ and len({row.aspect for row in rows}) == 1 else None,
                name=rows[0].name,
                count=len(rows),
                where="；".join(f"{row.aspect} {row.target.text}" for row in rows),
            )
    yield from _nearly(table, alike)


def _nearly(table: TargetTable, alike: Decimal) -> Iterator[Breach]:
    """Rates whose long names differ by a few characters and whose values are one."""
    rates = [
        row
        for row in table.indicators
        if row.target.unit == "%" and len(chinese.key(row.name)) >= _LONG
    ]
    for one, other in combinations(rates, 2):
        same = one.target.text == other.target.text and one.dimension == other.dimension
        different = chinese.key(one.name) != chinese.key(other.name)
        if same and different and likeness(one.name, other.name) >= alike:
            yield Breach(
                (one.evidence, other.evidence),
                "indicators",
                name=f"{one.name}”和“{other.name}",
                count=2,
                where="；".join(f"{row.aspect} {row.target.text}" for row in (one, other)),
            )


_LONG = 10
