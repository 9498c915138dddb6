"""Signs that a table of text was read into the wrong columns, for which no paper is to blame."""

from collections.abc import Iterable
from decimal import Decimal

from jixiao.budgets.boxes import BLANK, FIGURE
from jixiao.budgets.budget import BudgetRow
from jixiao.budgets.columns import number_of
from jixiao.budgets.layout import TableLayout
from jixiao.budgets.rows import Region
from jixiao.documents import Flow

CELLS_BELOW = (
    "表里一格一行，看不出各数属于哪一栏，没有读出；请用 Word、Excel 或 PDF 的原件"
)
SUMS_FAIL = "多行的合计与各栏对不上，可能读错了栏，请对照原件核对"
_FEWEST_LINES = 6
_SHARE_ALONE = 0.6
"""The share of the lines with figures that hold nothing else, where each cell is a line."""
_FEWEST_FAILING = 3
_SHARE_FAILING = 0.4
"""The share of the rows with a total whose parts do not make it, from which on it is our fault."""
_TOLERANCE = Decimal("0.05")
_NOTHING = Decimal(0)


def prints_a_cell_a_line(flow: Flow, region: Region) -> bool:
    """Whether most lines with figures hold a single one and nothing else."""
    alone = with_others = 0
    for first, stop in flow.line_spans(region.body, region.end):
        words = [flow.folded[slice(*span)] for span in flow.split(first, stop)]
        figures = [
            word for word in words if FIGURE.fullmatch(word) or BLANK.fullmatch(word)
        ]
        alone += len(words) == len(figures) == 1
        with_others += bool(figures) and len(words) > 1
    both = alone + with_others
    return both >= _FEWEST_LINES and alone >= _SHARE_ALONE * both


def sums_fail(table: TableLayout, rows: Iterable[BudgetRow]) -> bool:
    """Whether the totals of many rows are not what stands beside them; blank parts say nothing."""
    sides = {side.name: side.columns for side in table.sides}
    stated = failing = 0
    for row in rows:
        columns = sides.get(row.side or "", table.columns)
        for whole, parts in table.sums:
            total = _number(row, whole)
            known = [
                number for part in parts if (number := _number(row, part)) is not None
            ]
            if whole not in columns or total is None or not known:
                continue
            stated += 1
            failing += abs(sum(known, _NOTHING) - total) > _TOLERANCE
    return failing >= _FEWEST_FAILING and failing >= _SHARE_FAILING * stated


def _number(row: BudgetRow, column: str) -> Decimal | None:
    printed = row.amounts.get(column)
    return number_of(printed) if printed else None
