"""One form as workbooks that hold it in unusual ways: hidden parts, tables side by side, formats."""

import io
import re
import zipfile
from collections.abc import Callable
from random import Random
from typing import Any

import xlsxwriter

from tests.properties.unseen import Cell, Unseen

_AMOUNT = re.compile(r"-?\d+(?:\.\d+)?")
_PERCENT = re.compile(r"([≥≤=>]*)(\d+(?:\.\d+)?)%")
_WITH_UNIT = re.compile(r"([≥≤=>]*)(\d+(?:\.\d+)?)(\D+)")
Put = Callable[[Any, Any, int, int, Cell], None]
"""How a cell is written: to a book and a sheet, at a row and a column."""


def put(_book: Any, sheet: Any, row: int, column: int, cell: Cell) -> None:
    """Write a cell as text, merged where it spans more than one."""
    last = row + cell.rows - 1, column + cell.columns - 1
    if last == (row, column):
        sheet.write_string(row, column, cell.text)
    else:
        sheet.merge_range(row, column, *last, "")
        sheet.write_string(row, column, cell.text)


def fill(
    book: Any, sheet: Any, form: Unseen, top: int = 0, left: int = 0, write: Put = put
) -> int:
    """Write a form at a place of a sheet, and say how many rows it takes."""
    row = top
    for line in form.above:
        sheet.write_string(row, left, line)
        row += 1
    for cells in form.grid:
        for column, cell in enumerate(cells):
            if cell:
                write(book, sheet, row, left + column, cell)
        row += 1
    for line in form.below:
        sheet.write_string(row, left, line)
        row += 1
    return row - top


def saved(write: Callable[[Any, Any], None]) -> bytes:
    """A workbook of one sheet."""
    stream = io.BytesIO()
    with xlsxwriter.Workbook(stream) as book:
        write(book, book.add_worksheet("目标表"))
    return stream.getvalue()


def rewritten(content: bytes, part: str, change: Callable[[str], str]) -> bytes:
    """A workbook in which one part says something else."""
    stream = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(content)) as old,
        zipfile.ZipFile(stream, "w") as new,
    ):
        for name in old.namelist():
            text = old.read(name)
            changed = change(text.decode()).encode() if name == part else text
            new.writestr(name, changed)
    return stream.getvalue()


def hidden_rows(form: Unseen, draw: Random) -> bytes:
    """Rows of an older version stand hidden, filtered out or flat among the others."""
    body = [
        at for at, row in enumerate(form.grid) if all(c and c.rows == 1 for c in row)
    ]

    def write(book: Any, sheet: Any) -> None:
        row = fill(book, sheet, form)
        for at in draw.sample(body, min(3, len(body))):
            for column, cell in enumerate(form.grid[at]):
                sheet.write_string(row, column, "旧" + (cell.text if cell else ""))
            how = draw.choice([{"hidden": True}, {"level": 1, "hidden": True}])
            sheet.set_row(row, draw.choice([None, 0]), None, how)
            row += 1

    return saved(write)


def hidden_columns(form: Unseen, draw: Random) -> bytes:
    """A column of notes stands hidden among the others."""
    at = draw.randrange(1, len(form.grid[0]))

    def write_shifted(book: Any, sheet: Any, row: int, column: int, cell: Cell) -> None:
        crosses = column < at < column + cell.columns
        wider = Cell(cell.text, cell.rows, cell.columns + crosses)
        put(book, sheet, row, column + (column >= at), wider)

    def write(book: Any, sheet: Any) -> None:
        fill(book, sheet, form, write=write_shifted)
        sheet.set_column(at, at, 0, None, {"hidden": True})
        top = len(form.above)
        for row, cells in enumerate(form.grid, top):
            if cells[at] is not None and all(
                c is None or c.rows == 1 for c in cells[:at]
            ):
                sheet.write_string(row, at, f"旧{row}%")

    return saved(write)


def other_sheets(form: Unseen, _: Random) -> bytes:
    """Hidden sheets with other versions, and a sheet of lists for choosing."""
    stream = io.BytesIO()
    with xlsxwriter.Workbook(stream) as book:
        fill(book, book.add_worksheet("目标表"), form)
        for name in ("旧版", "下拉"):
            sheet = book.add_worksheet(name)
            fill(
                book,
                sheet,
                form,
                write=lambda b, s, r, c, x: put(
                    b, s, r, c, Cell("旧" + x.text, x.rows, x.columns)
                ),
            )
            sheet.very_hidden() if name == "旧版" else sheet.hide()
    return stream.getvalue()


def beside_hints(form: Unseen, _: Random) -> bytes:
    """Hints for filling in stand right of the form, a blank column between."""

    def write(book: Any, sheet: Any) -> None:
        fill(book, sheet, form)
        right = len(form.grid[0]) + 1
        hints = (
            "填报说明：",
            "1.本表由项目单位填写。",
            "2.金额以万元为单位，保留两位小数。",
            "3.指标值应量化。",
        )
        for row, text in enumerate(hints, 2):
            sheet.write_string(row, right, text)

    return saved(write)


def beside_lists(form: Unseen, _: Random) -> bytes:
    """Lists for choosing from stand far to the right."""

    def write(book: Any, sheet: Any) -> None:
        fill(book, sheet, form)
        right = len(form.grid[0]) + 4
        for row, text in enumerate(("≥", "≤", "=", "定性", "人", "次", "%")):
            sheet.write_string(row, right, text)
        for row, text in enumerate(("数量指标", "质量指标", "时效指标")):
            sheet.write_string(row, right + 1, text)

    return saved(write)


def further_in(form: Unseen, draw: Random) -> bytes:
    """The form begins in the middle of the sheet."""
    top, left = draw.randrange(1, 6), draw.randrange(1, 5)
    return saved(lambda book, sheet: fill(book, sheet, form, top, left))


def with_formats(form: Unseen, _: Random) -> bytes:
    """Amounts, shares and values with units are numbers whose formats print them."""

    def as_number(book: Any, sheet: Any, row: int, column: int, cell: Cell) -> None:
        number, code = _as_format(cell.text)
        if number is None or cell.rows + cell.columns > 2:
            put(book, sheet, row, column, cell)
        else:
            sheet.write_number(
                row, column, number, book.add_format({"num_format": code})
            )

    return saved(lambda book, sheet: fill(book, sheet, form, write=as_number))


def _as_format(text: str) -> tuple[float | None, str]:
    """The number that a text prints, and the format that prints it so."""
    if percent := _PERCENT.fullmatch(text):
        digits = len(percent[2].partition(".")[2])
        sign = f'"{percent[1]}"' if percent[1] else ""
        return float(
            percent[2]
        ) / 100, f"{sign}0{'.' + '0' * digits if digits else ''}%"
    if _AMOUNT.fullmatch(text):
        digits = len(text.partition(".")[2])
        return float(text), "0" + ("." + "0" * digits if digits else "")
    if amount := _WITH_UNIT.fullmatch(text):
        digits = len(amount[2].partition(".")[2])
        places = "." + "0" * digits if digits else ""
        sign = f'"{amount[1]}"' if amount[1] else ""
        return float(amount[2]), f'{sign}0{places}"{amount[3]}"'
    return None, ""


def spaced_rows(form: Unseen, _: Random) -> bytes:
    """A blank row stands after the lines above and before those below."""

    def write(book: Any, sheet: Any) -> None:
        for row, line in enumerate(form.above):
            sheet.write_string(row, 0, line)
        lines = Unseen(form.kind, form.order, [], form.grid, [], form.rows, form.fields)
        end = len(form.above) + 1 + fill(book, sheet, lines, len(form.above) + 1)
        for row, line in enumerate(form.below, end + 1):
            sheet.write_string(row, 0, line)

    return saved(write)


def on_fine_columns(form: Unseen, draw: Random) -> bytes:
    """Every column of the form is two or three of the sheet, merged throughout."""
    widths = [draw.choice([1, 2, 3]) for _ in form.grid[0]]
    begins = [sum(widths[:at]) for at in range(len(widths) + 1)]

    def write_wide(book: Any, sheet: Any, row: int, column: int, cell: Cell) -> None:
        first, end = begins[column], begins[column + cell.columns]
        put(book, sheet, row, first, Cell(cell.text, cell.rows, end - first))

    return saved(lambda book, sheet: fill(book, sheet, form, write=write_wide))


def across_selection(form: Unseen, _: Random) -> bytes:
    """Cells that span columns are not merged: the first is set across those beside it."""

    def write_first(book: Any, sheet: Any, row: int, column: int, cell: Cell) -> None:
        if cell.rows > 1 or cell.columns == 1:
            put(book, sheet, row, column, cell)
            return
        across = book.add_format({"align": "center_across"})
        sheet.write_string(row, column, cell.text, across)
        for at in range(column + 1, column + cell.columns):
            sheet.write_blank(row, at, None, across)

    return saved(lambda book, sheet: fill(book, sheet, form, write=write_first))


def not_merged_down(form: Unseen, _: Random) -> bytes:
    """Labels of several rows stand in the first of them, nothing merged."""

    def write_first(book: Any, sheet: Any, row: int, column: int, cell: Cell) -> None:
        put(book, sheet, row, column, Cell(cell.text, 1, cell.columns))

    return saved(lambda book, sheet: fill(book, sheet, form, write=write_first))


def merges_overlap(form: Unseen, draw: Random) -> bytes:
    """One merged range reaches a row too far down."""
    content = saved(lambda book, sheet: fill(book, sheet, form))
    spans = [
        (cell, row, column)
        for row, cells in enumerate(form.grid, len(form.above))
        for column, cell in enumerate(cells)
        if cell and cell.rows > 1 and row + cell.rows < len(form.above) + len(form.grid)
    ]
    if not spans:
        return content
    cell, row, column = draw.choice(spans)

    def reference(rows: int) -> str:
        letters = [chr(ord("A") + at) for at in (column, column + cell.columns - 1)]
        return f'ref="{letters[0]}{row + 1}:{letters[1]}{row + rows}"'

    return rewritten(
        content,
        "xl/worksheets/sheet1.xml",
        lambda xml: xml.replace(reference(cell.rows), reference(cell.rows + 1)),
    )


def in_runs(form: Unseen, draw: Random) -> bytes:
    """Words are set in several fonts, broken over lines, with how they are said."""

    def write_runs(book: Any, sheet: Any, row: int, column: int, cell: Cell) -> None:
        if cell.rows + cell.columns > 2 or len(cell.text) < 3:
            put(book, sheet, row, column, cell)
            return
        at = draw.randrange(1, len(cell.text))
        first, rest = cell.text[:at], cell.text[at:]
        sheet.write_rich_string(
            row, column, first, book.add_format({"bold": True}), rest
        )

    content = saved(lambda book, sheet: fill(book, sheet, form, write=write_runs))
    said = "</r><rPh sb='0' eb='1'><t>pin</t></rPh></si>"
    return rewritten(
        content, "xl/sharedStrings.xml", lambda xml: xml.replace("</r></si>", said)
    )


def by_formulas(form: Unseen, _: Random) -> bytes:
    """Amounts are computed by formulas whose results are stored."""

    def write_formula(book: Any, sheet: Any, row: int, column: int, cell: Cell) -> None:
        if cell.rows + cell.columns > 2 or not cell.text:
            put(book, sheet, row, column, cell)
        elif _AMOUNT.fullmatch(cell.text):
            sheet.write_formula(row, column, "=1+1", None, float(cell.text))
        else:
            sheet.write_formula(row, column, '="a"', None, cell.text)

    return saved(lambda book, sheet: fill(book, sheet, form, write=write_formula))


def in_text_boxes(form: Unseen, draw: Random) -> bytes:
    """Some values of one cell stand in text boxes over their blank cells."""

    def write_box(book: Any, sheet: Any, row: int, column: int, cell: Cell) -> None:
        is_value = re.search(r"\d", cell.text) and cell.rows + cell.columns == 2
        if is_value and draw.random() < 0.2:
            sheet.insert_textbox(row, column, cell.text)
        else:
            put(book, sheet, row, column, cell)

    return saved(lambda book, sheet: fill(book, sheet, form, write=write_box))


DISGUISES: dict[str, Callable[[Unseen, Random], bytes]] = {
    f"xlsx {disguise.__name__}": disguise
    for disguise in (
        hidden_rows, hidden_columns, other_sheets, beside_hints, beside_lists,
        further_in, with_formats, spaced_rows, on_fine_columns, across_selection,
        not_merged_down, merges_overlap, in_runs, by_formulas, in_text_boxes,
    )
}  # fmt: skip
