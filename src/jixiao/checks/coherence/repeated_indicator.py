"""同一指标列了两次。"""

from collections.abc import Iterable, Iterator
from decimal import Decimal
from itertools import combinations

from jixiao import chinese
from jixiao.cell_path import CellPath
from jixiao.checks import check
from jixiao.checks.costs import COST
from jixiao.checks.likeness import likeness
from jixiao.findings import Breach, Severity
from jixiao.targets import Indicator, TargetTable


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
    places_of: dict[str, list[int]] = {}
    for index, row in enumerate(table.indicators):
        if not row.not_applicable and row.aspect not in COST:
            places_of.setdefault(chinese.key(row.name), []).append(index)
    for places in places_of.values():
        rows = [table.indicators[place] for place in places]
        if len(rows) > 1:
            yield Breach(
                (row.evidence for row in rows),
                CellPath.in_row(places[1], "name"),
                Severity.ERROR if _contradict(rows) else None,
                name=rows[0].name,
                count=len(rows),
                where=_where(rows),
            )
    yield from _nearly_the_same(table, alike)


def _contradict(rows: list[Indicator]) -> bool:
    """Whether rows of one aspect print values that differ."""
    aspects = {row.aspect for row in rows}
    values = {row.target.text for row in rows}
    return len(aspects) == 1 and len(values) > 1


def _where(rows: Iterable[Indicator]) -> str:
    return "；".join(f"{row.aspect} {row.target.text}" for row in rows)


def _nearly_the_same(table: TargetTable, alike: Decimal) -> Iterator[Breach]:
    """Rates whose long names differ by a few characters and whose values are the same."""
    rates = [
        row
        for row in table.indicators
        if row.target.unit == "%" and len(chinese.key(row.name)) >= _LONG
    ]
    for first, second in combinations(rates, 2):
        if (
            first.target.text != second.target.text
            or first.dimension != second.dimension
        ):
            continue
        if chinese.key(first.name) == chinese.key(second.name):
            continue
        if likeness(first.name, second.name) >= alike:
            yield Breach(
                (first.evidence, second.evidence),
                "indicators",
                name=f"{first.name}”和“{second.name}",
                count=2,
                where=_where((first, second)),
            )


_LONG = 10
