"""Value columns of several areas under one head: 指标值 over 全省, 青山县, 临河县."""

import re
from dataclasses import dataclass

from jixiao.documents import Flow, Span

_WHOLE = re.compile(r"全[国省市县区州盟旗]|合计|总计|小计")
_AREA = re.compile(
    rf"{_WHOLE.pattern}|[\u4e00-\u9fff]{{0,4}}本级|兵团"
    r"|[\u4e00-\u9fff]{1,10}(?:省|市|县|区|州|盟|旗|镇|乡|街道|村|社区)"
)
_FEWEST = 2


@dataclass(frozen=True, slots=True)
class Areas:
    """The areas named below the value's head, in their order, and the columns they stand in.

    `whole` is the place of the one whose value is the table's own: the sum's, else the first; None
    where the value has a column beside them. `end` is where the rows begin.
    """

    names: tuple[str, ...]
    columns: tuple[int, ...]
    whole: int | None
    end: int

    @property
    def roles(self) -> list[str]:
        """The role of each area's column: `value` for the whole, else `area` and its place."""
        roles = [f"area {place}" for place in range(len(self.names))]
        if self.whole is not None:
            roles[self.whole] = "value"
        return roles


def find_areas(flow: Flow, start: int, end: int) -> Areas | None:
    """Find the names of areas between the column heads, which end at `start`, and the first row."""
    cells: list[Span] = []
    at = start
    while at < end:
        stop = next(flow.split(at, min(flow.line_end(at), end)))[1]
        if not _AREA.fullmatch(flow.folded, at, stop):
            break
        cells.append((at, stop))
        at = stop
    if len(cells) < _FEWEST:
        return None
    names = tuple(flow.text(*cell) for cell in cells)
    columns = tuple(flow.columns[first] for first, _ in cells)
    wholes = [place for place, name in enumerate(names) if _WHOLE.fullmatch(name)]
    return Areas(names, columns, whole=wholes[0] if wholes else 0, end=at)
