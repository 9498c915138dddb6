"""其中各条指标之和多于总数。"""

import re
from collections.abc import Iterator
from decimal import Decimal
from itertools import groupby

from jixiao import chinese
from jixiao.cell_path import CellPath
from jixiao.checks import check
from jixiao.checks.costs import QUANTITY
from jixiao.findings import Breach, Severity
from jixiao.targets import Indicator, TargetTable


@check(
    code="AR31",
    title="其中各条指标之和不等于总数",
    says="“{name}”是 {whole}，下面“其中”的 {count} 条加起来是 {computed}",
    suggests="核对总数和其中各条，改正写错的一条；其中只列一部分的，写明是哪一部分",
    severity=Severity.WARNING,
    basis="财预〔2021〕101号",
    rule="G07",
)
def rows_of_which(table: TargetTable) -> Iterator[Breach]:
    """Rows called 其中 right below a count of their unit; of one such row only more is told."""
    rows = list(enumerate(table.indicators))
    for place, whole, parts in _wholes_with_parts(rows):
        stated = whole.target.in_base_units()
        values = [part.target.in_base_units() for part in parts]
        if stated is None or any(v is None or v[1] != stated[1] for v in values):
            continue
        computed = sum((value[0] for value in values if value), Decimal(0))
        is_short = len(parts) > 1 and computed < stated[0]
        if computed > stated[0] or is_short:
            yield Breach(
                [whole.evidence, *(part.evidence for part in parts)],
                CellPath.in_row(place, "target"),
                name=whole.name,
                whole=whole.target.text,
                count=len(parts),
                computed=f"{computed.normalize():f}{stated[1]}",
            )


_OF_WHICH = re.compile(r"\(?其中\)?[:：]?")


def _wholes_with_parts(
    rows: list[tuple[int, Indicator]],
) -> Iterator[tuple[int, Indicator, list[Indicator]]]:
    """Each count with the rows called 其中 that stand right below it."""
    above: tuple[int, Indicator] | None = None
    for is_part, group in groupby(rows, key=lambda row: _is_part(row[1])):
        run = list(group)
        if is_part and above and above[1].aspect == QUANTITY:
            yield above[0], above[1], [row for _, row in run]
        above = None if is_part else run[-1]


def _is_part(row: Indicator) -> bool:
    return _OF_WHICH.match(chinese.key(row.name)) is not None
