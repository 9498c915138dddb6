"""指标值与其他单位相差悬殊。"""

from collections.abc import Iterable, Iterator
from decimal import Decimal
from statistics import quantiles

from jixiao import chinese
from jixiao.cell_path import CellPath
from jixiao.checks import Dossier, check
from jixiao.checks.costs import COST
from jixiao.findings import Breach, Severity
from jixiao.targets import Indicator, TargetTable


@check(
    code="PR04",
    title="指标值与其他单位相差悬殊",
    says="“{name}”的指标值 {stated}，{count} 个单位多在 {low} 到 {high} 之间",
    suggests="核对指标值；确有原因的写明",
    severity=Severity.WARNING,
    basis="财预〔2021〕101号",
    rule="V20",
)
def unlike_peers(dossier: Dossier, *, least: int, reach: Decimal) -> Iterator[Breach]:
    """Tukey's fences: beyond the quartiles by `reach` times the distance between them."""
    values_of_peers = _values_of_peers(dossier.peers())
    for table in dossier.tables:
        for index, row in enumerate(table.indicators):
            measured = _measured(row)
            if measured is None:
                continue
            name, number = measured
            values = values_of_peers.get(name, ())
            if len(values) < least:
                continue
            first, _, third = quantiles(values, n=4, method="inclusive")
            fence = (third - first) * reach
            if not first - fence <= number <= third + fence:
                yield Breach(
                    row.evidence,
                    CellPath.in_row(index, "target"),
                    project_name=table.project_name,
                    name=row.name,
                    stated=row.target.text,
                    count=len(values),
                    low=first,
                    high=third,
                )


_NameAndUnit = tuple[str, str | None]


def _values_of_peers(peers: Iterable[TargetTable]) -> dict[_NameAndUnit, list[Decimal]]:
    """The first value that each bureau prints of an indicator, by its name and unit."""
    by_bureau: dict[_NameAndUnit, dict[str, Decimal]] = {}
    for table in peers:
        for row in table.indicators:
            if measured := _measured(row):
                name, number = measured
                bureau = str(table.supervising_department)
                by_bureau.setdefault(name, {}).setdefault(bureau, number)
    return {name: list(numbers.values()) for name, numbers in by_bureau.items()}


def _measured(row: Indicator) -> tuple[_NameAndUnit, Decimal] | None:
    """A row's name and unit, and its number without scale; costs are each bureau's own."""
    value = row.target.in_base_units()
    if value is None or row.aspect in COST:
        return None
    number, unit = value
    return (chinese.key(row.name), unit), number
