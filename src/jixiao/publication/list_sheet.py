"""A plain list laid out for the writer of forms: heads, rows, a line above and below."""

from collections.abc import Sequence

from jixiao.documents import Cell, Grid
from jixiao.publication.forms import Sheet


def list_sheet(
    title: str,
    heads: Sequence[str],
    rows: Sequence[Sequence[str]],
    widths: Sequence[int],
    *,
    notes: Sequence[str] = (),
    landscape: bool = False,
) -> Sheet:
    """Lay a list out as one sheet; `widths` are in proportion, `notes` stand above it."""
    cells = (
        Cell(text=text, row=row, column=column)
        for row, line in enumerate((heads, *rows))
        for column, text in enumerate(line)
    )
    return Sheet(
        titles=(title,),
        notes=tuple(notes),
        grid=Grid(rows=len(rows) + 1, columns=len(heads), cells=tuple(cells)),
        widths=tuple(widths),
        labels=frozenset((0, column) for column in range(len(heads))),
        head=0,
        landscape=landscape,
        unplaced=(),
    )
