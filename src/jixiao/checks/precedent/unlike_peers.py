"""指标值与其他单位相差悬殊。"""

from collections.abc import Iterator
from decimal import Decimal
from statistics import quantiles

from jixiao import chinese
from jixiao.cell_path import CellPath
from jixiao.checks import Dossier, check
from jixiao.checks.costs import COST
from jixiao.findings import Breach, Severity
from jixiao.targets import Indicator


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
    known: dict[tuple[str, str | None], dict[str, Decimal]] = {}
    for table in dossier.peers():
        for row in table.indicators:
            if found := _measured(row):
                name, number = found
                known.setdefault(name, {}).setdefault(str(table.supervising_department), number)
    for table in dossier.tables:
        for index, row in enumerate(table.indicators):
            found = _measured(row)
            theirs = list(known.get(found[0], {}).values()) if found else []
            if found is None or len(theirs) < least:
                continue
            number = found[1]
            first, _, third = quantiles(theirs, n=4, method="inclusive")
            fence = (third - first) * reach
            if not first - fence <= number <= third + fence:
                yield Breach(
                    row.evidence,
                    CellPath.in_row(index, "target"),
                    project_name=table.project_name,
                    name=row.name,
                    stated=row.target.text,
                    count=len(theirs),
                    low=first,
                    high=third,
                )


def _measured(row: Indicator) -> tuple[tuple[str, str | None], Decimal] | None:
    """Give a row's name and unit, and its number without scale; costs are each bureau's own."""
    value = row.target.in_base_units()
    if value is None or row.aspect in COST:
        return None
    return (chinese.key(row.name), value[1]), value[0]
