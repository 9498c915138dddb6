"""One form as web pages that lay it out in unusual ways: by boxes, tables in tables, places, fields."""

from collections.abc import Callable, Iterator
from dataclasses import replace
from html import escape
from random import Random

from tests.properties.disguised_word import head_row
from tests.properties.unseen import Cell, Grid, Unseen

Tag = Callable[[Cell, int, int], str]
"""How a cell at a row and a column is written."""


def page(form: Unseen, inner: str, styles: str = "") -> bytes:
    """A page with what stands around a form, and what lays out its table."""
    above, below = (
        "".join(f"<p>{escape(line)}</p>" for line in part)
        for part in (form.above, form.below)
    )
    head = f"<head><meta charset=utf-8><style>{styles}</style></head>"
    return (
        f"<!doctype html><html>{head}<body>{above}{inner}{below}</body></html>".encode()
    )


def cells_of(grid: Grid) -> Iterator[tuple[int, int, Cell]]:
    """The cells of a grid with their rows and columns."""
    for row, cells in enumerate(grid):
        for column, cell in enumerate(cells):
            if cell:
                yield row, column, cell


def table(grid: Grid, tag: Tag) -> str:
    """A table element."""
    rows = [
        "".join(tag(cell, row, at) for at, cell in enumerate(cells) if cell)
        for row, cells in enumerate(grid)
    ]
    return f"<table border=1>{''.join(f'<tr>{row}</tr>' for row in rows)}</table>"


def td(cell: Cell, _row: int = 0, _column: int = 0) -> str:
    """A cell of a table element."""
    return f"<td rowspan={cell.rows} colspan={cell.columns}>{escape(cell.text)}</td>"


def styled_grid(form: Unseen, _: Random) -> bytes:
    """Boxes of a CSS grid, each told its place by lines of rows and columns."""
    boxes = [
        f'<div style="grid-row:{row + 1}/{row + 1 + cell.rows};'
        f'grid-column:{column + 1}/{column + 1 + cell.columns}">{escape(cell.text)}</div>'
        for row, column, cell in cells_of(form.grid)
    ]
    width = len(form.grid[0])
    style = f"display:grid;grid-template-columns:repeat({width},1fr)"
    return page(form, f'<div style="{style}">{"".join(boxes)}</div>')


def spanned_grid(form: Unseen, _: Random) -> bytes:
    """Boxes of a CSS grid, each told what it spans, by classes of the page's sheet."""
    boxes = [
        f'<div class="c{cell.columns} r{cell.rows}">{escape(cell.text)}</div>'
        for _, _, cell in cells_of(form.grid)
    ]
    width = len(form.grid[0])
    styles = (
        f".form{{display:grid;grid-template-columns:repeat({width}, minmax(0,1fr))}}"
    )
    styles += "".join(f".c{n}{{grid-column:span {n}}}" for n in range(1, width + 1))
    styles += "".join(
        f".r{n}{{grid-row:span {n}}}" for n in range(1, len(form.grid) + 1)
    )
    return page(form, f'<div class="form">{"".join(boxes)}</div>', styles)


def rows_of_boxes(form: Unseen, _: Random) -> bytes:
    """Boxes shown as rows and cells; a cell merged downwards is blank below."""
    rows = _texts_with_widths(form.grid)
    inner = "".join(
        '<div class="line">'
        + "".join(
            f'<div class="box" style="width:{100 * columns / len(form.grid[0]):.4f}%">{escape(text)}</div>'
            for text, columns in row
        )
        + "</div>"
        for row in rows
    )
    return page(
        form, f'<div class="sheet">{inner}</div>', ".line{display:flex} .box{flex:none}"
    )


def nested_selectors(form: Unseen, _: Random) -> bytes:
    """Boxes shown as a table by selectors of several steps."""
    rows = "".join(
        f"<div>{''.join(f'<div>{escape(text)}</div>' for text, _ in row)}</div>"
        for row in _texts_with_widths(form.grid, one_by_one=True)
    )
    styles = ".sheet > div{display:table-row} .sheet > div > div{display:table-cell}"
    return page(form, f'<div class="sheet">{rows}</div>', styles)


def bootstrap_rows(form: Unseen, _: Random) -> bytes:
    """Rows and columns of a grid of twelve, as front-end frameworks have them."""
    width = len(form.grid[0])
    share = 12 // width
    rows = []
    for row in _texts_with_widths(form.grid):
        boxes = []
        for at, (text, columns) in enumerate(row):
            is_last = at == len(row) - 1
            units = share * columns + (12 - share * width if is_last else 0)
            boxes.append(f'<div class="col-md-{units} cell">{escape(text)}</div>')
        rows.append(f'<div class="row">{"".join(boxes)}</div>')
    return page(form, f'<div class="container">{"".join(rows)}</div>')


def _texts_with_widths(
    grid: Grid, *, one_by_one: bool = False
) -> list[list[tuple[str, int]]]:
    """The cells of each row with their columns; blank below a cell merged downwards."""
    open_cells: dict[int, tuple[Cell, int]] = {}
    rows = []
    for row in grid:
        boxes: list[tuple[str, int]] = []
        column = 0
        while column < len(row):
            cell = row[column]
            text = cell.text if cell else ""
            if cell is None:
                cell, left = open_cells[column]
                open_cells[column] = cell, left - 1
            else:
                open_cells[column] = cell, cell.rows - 1
            if one_by_one:
                boxes += [(text, 1), *[("", 1)] * (cell.columns - 1)]
            else:
                boxes.append((text, cell.columns))
            column += cell.columns
        rows.append(boxes)
    return rows


def in_layout_tables(form: Unseen, _: Random) -> bytes:
    """A table lays out the page: a bar of links left, the form in a cell, a foot below."""
    inner = "".join(f"<p>{line}</p>" for line in form.above) + table(form.grid, td)
    body = (
        "<table><tr><td colspan=2><table><tr><td>首页</td><td>信息公开</td></tr></table></td></tr>"
        f"<tr><td><ul><li>预算</li><li>决算</li></ul></td><td>{inner}</td></tr>"
        "<tr><td colspan=2>版权所有</td></tr></table>"
    )
    return f"<html><body>{body}{''.join(form.below)}</body></html>".encode()


def a_table_a_row(form: Unseen, _: Random) -> bytes:
    """Every stretch of rows that no cell goes over is a table of its own in a row of another."""
    tables = []
    start = 0
    for end in range(1, len(form.grid) + 1):
        is_cut = end == len(form.grid) or all(
            row + cell.rows <= end for row, _, cell in cells_of(form.grid[:end])
        )
        if is_cut:
            tables.append(table(form.grid[start:end], td))
            start = end
    rows = "".join(f"<tr><td>{inner}</td></tr>" for inner in tables)
    return page(form, f"<table>{rows}</table>")


def indicators_inside(form: Unseen, _: Random) -> bytes:
    """The indicators are a table in a cell of the form."""
    at = head_row(form)
    width = len(form.grid[0])
    head = table(form.grid[:at], td).removesuffix("</table>")
    inner = f"<tr><td colspan={width}>{table(form.grid[at:], td)}</td></tr></table>"
    return page(form, head + inner)


def spans_that_lie(form: Unseen, draw: Random) -> bytes:
    """The last cell of some rows spans too much, and so does a label to its end."""

    def lying(cell: Cell, row: int, column: int) -> str:
        is_last = column + cell.columns == len(form.grid[row])
        more = draw.choice([0, 0, 1, 5]) if is_last else 0
        down = 99 if row + cell.rows == len(form.grid) else cell.rows
        return td(Cell(cell.text, down, cell.columns + more))

    return page(form, table(form.grid, lying))


def in_fields(form: Unseen, draw: Random) -> bytes:
    """Values stand in the fields of a form to fill in."""

    def field(cell: Cell, _: int, column: int) -> str:
        text = escape(cell.text)
        inner = draw.choice([
            f'<input type="text" value="{text}">',
            f"<textarea>{text}</textarea>",
            f"<select><option>请选择</option><option selected>{text}</option></select>",
            f"<span>{text}</span>",
        ]) if text and column else text  # fmt: skip
        return f"<td rowspan={cell.rows} colspan={cell.columns}>{inner}</td>"

    hidden = '<input type="hidden" value="99"><input type="button" value="保存">'
    return page(form, table(form.grid, field) + hidden)


def hidden_parts(form: Unseen, draw: Random) -> bytes:
    """Words, cells and rows that styles, attributes and sheets hide."""

    def with_hidden(cell: Cell, _row: int, _column: int) -> str:
        secret = draw.choice(
            [
                "",
                '<span style="display:none">99%</span>',
                "<i class=gone>藏</i>",
                "<b hidden>藏</b>",
            ]
        )
        return td(cell).replace("</td>", f"{secret}</td>")

    body = table(form.grid, with_hidden)
    rows = '<tr style="display: none"><td>旧</td><td>99%</td></tr></table>'
    return page(form, body.replace("</table>", rows), ".gone{display:none}")


def at_places(form: Unseen, _: Random) -> bytes:
    """Every text stands in a box of its own at a place of the page, as programs export PDF."""
    boxes = [
        _box(20 + 300 * (at > 0), 10 + 30 * at, line)
        for at, line in enumerate(form.above)
    ]
    top = 30 * len(form.above) + 20
    for row, column, cell in cells_of(form.grid):
        if cell.text:
            middle = row + (cell.rows - 1) / 2
            boxes.append(_box(20 + 100 * column, top + 40 * middle, cell.text))
    return page(replace(form, above=[]), "".join(boxes))


def _box(left: int, top: float, text: str) -> str:
    style = f"position:absolute;left:{left}px;top:{top}px"
    return f'<div style="{style}">{escape(text)}</div>'


def definition_rows(form: Unseen, _: Random) -> bytes:
    """Rows as lists of entries: ul of li, with roles of a table."""
    rows = "".join(
        f'<ul role="row">{"".join(map(_entry, row))}</ul>'
        for row in _texts_with_widths(form.grid)
    )
    return page(form, f'<div role="table">{rows}</div>')


def _entry(box: tuple[str, int]) -> str:
    text, columns = box
    return f"<li role=cell aria-colspan={columns}>{escape(text)}</li>"


DISGUISES: dict[str, Callable[[Unseen, Random], bytes]] = {
    f"html {disguise.__name__}": disguise
    for disguise in (
        styled_grid, spanned_grid, rows_of_boxes, nested_selectors, bootstrap_rows,
        in_layout_tables, a_table_a_row, indicators_inside, spans_that_lie, in_fields,
        hidden_parts, at_places, definition_rows,
    )
}  # fmt: skip
