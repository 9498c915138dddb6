"""Excel (.xlsx, .xlsb, .xls, .et): sheets as grids, merges kept; what is hidden is noted, not read."""

import io
import re
import zipfile
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from datetime import date
from itertools import accumulate, groupby, product
from typing import Any

from msgspec.structs import replace

from jixiao.documents.assembly import Block, assemble, grid_of
from jixiao.documents.document import Cell, Document, Source
from jixiao.documents.panics import panics_as
from jixiao.documents.readers.binary_looks import WORKBOOK, looks_of_binary
from jixiao.documents.readers.glyphs import DOUBTFUL
from jixiao.documents.readers.number_formats import (
    day_of,
    is_date,
    plainly,
    shown,
    shown_date,
    shown_text,
)
from jixiao.documents.readers.old_looks import count_boxes, looks_of_old
from jixiao.documents.readers.sheet_looks import (
    PLAIN,
    Place,
    SheetLooks,
    WorkbookLooks,
    looks_of,
)
from jixiao.documents.readers.side_by_side import tables_of
from jixiao.errors import UnreadableDocument
from jixiao.evidence import Note
from jixiao.settings import Settings

_LETTERS = 26
_OLD = b"\xd0\xcf\x11\xe0"
"""How workbooks of the old kind (.xls, .et) begin."""
_MOST_LISTED = 6
_LONGEST_CHOICE = 8
_DIGIT = re.compile(r"\d")
_LOOKS_UNKNOWN = (
    "这种旧格式的工作簿不知道数字格式和隐藏的行列：百分比读作小数"
    "（95% 读作 0.95），隐藏的也读了。请对照原件核对，或另存为 .xlsx 后再读取"
)


def read_excel(
    content: bytes,
    source: Source,
    settings: Settings,
    package: zipfile.ZipFile | None = None,
) -> Document:
    """Read every visible sheet as it is shown; what is hidden is left out and noted.

    `package` is the opened file where it is one (.xlsx, .xlsb): it tells how the cells look. Of other
    workbooks that is not known, and noted.

    Raises:
        UnreadableDocument: it is damaged, protected by a password, or has too many cells.
    """
    import python_calamine as calamine  # noqa: PLC0415 — kept out of jixiao --help

    looks = _looks(package, source, settings)
    damaged = UnreadableDocument(
        f"{source.path} 不是能读的 Excel 文件，或已损坏。请用 Excel 或 WPS 另存后再读取。"
    )
    try:
        with panics_as(damaged):
            book = calamine.CalamineWorkbook.from_filelike(io.BytesIO(content))
    except calamine.PasswordError as error:
        message = f"{source.path} 有密码保护，请先去掉密码再读取。"
        raise UnreadableDocument(message) from error
    except (calamine.CalamineError, OSError, ValueError) as error:
        raise damaged from error
    blocks: list[Block] = []
    notes: list[Note] = []
    if content.startswith(_OLD):
        looks = looks_of_old(content) or looks
        notes += _unread_boxes(content)
    if not looks.sheets:
        notes.append(Note(code="looks_unknown", text=_LOOKS_UNKNOWN))
    left, characters = settings.most_cells, 0
    for sheet in book.sheets_metadata:
        if sheet.typ != calamine.SheetTypeEnum.WorkSheet:
            continue
        if sheet.visible != calamine.SheetVisibleEnum.Visible:
            notes.append(
                Note(code="hidden_sheet", text=f"工作表“{sheet.name}”是隐藏的，没有读")
            )
            continue
        rows, merged = _contents(book, sheet.name, source)
        reader = _SheetReader(
            sheet.name, looks.sheets.get(sheet.name, PLAIN), looks.from_1904, notes
        )
        _refuse_large_merges(merged, len(rows), left, source, settings)
        cells, boxes = reader.cells(rows, merged)
        left -= len(cells)
        if left < 0:
            raise _too_many_cells(source, settings)
        characters += sum(len(cell.text) for cell in cells)
        if characters > settings.most_text:
            raise _too_much_text(source, settings)
        blocks += reader.blocks(cells, boxes)
    return assemble(source, blocks, notes=notes)


def _looks(
    package: zipfile.ZipFile | None, source: Source, settings: Settings
) -> WorkbookLooks:
    """How the cells look, where the file is a package that says so."""
    if package is None:
        return WorkbookLooks()
    is_binary = WORKBOOK in package.NameToInfo
    return (looks_of_binary if is_binary else looks_of)(package, source, settings)


def _unread_boxes(content: bytes) -> Iterator[Note]:
    """That a workbook of the old kind has text boxes or comments, which are not read."""
    if count := count_boxes(content):
        text = f"有 {count} 个文本框或批注，这种旧格式里的没有读，请对照原件"
        yield Note(code="boxes_unread", text=text)


def _too_many_cells(source: Source, settings: Settings) -> UnreadableDocument:
    return UnreadableDocument(
        f"{source.path} 有 {settings.most_cells} 个以上的单元格（合并的按盖住的格计），"
        "超过上限。请拆分后再读取，或用环境变量 JIXIAO_MOST_CELLS 提高上限。"
    )


def _too_much_text(source: Source, settings: Settings) -> UnreadableDocument:
    return UnreadableDocument(
        f"{source.path} 的单元格里有 {settings.most_text} 个以上的字符，超过上限。"
        "请拆分后再读取，或用环境变量 JIXIAO_MOST_TEXT 提高上限。"
    )


_TextBox = tuple[Place, str]
"""Where a text box begins, and its words."""
_Merge = tuple[Place, Place]
"""The first and the last cell of a merged range."""


def _contents(
    book: Any, name: str, source: Source
) -> tuple[list[list[Any]], list[_Merge]]:
    """The values of a sheet by row, and its merged ranges."""
    import python_calamine as calamine  # noqa: PLC0415

    damaged = UnreadableDocument(
        f"{source.path} 的工作表“{name}”已损坏，没有读出。请用 Excel 或 WPS 另存后再读取。"
    )
    try:
        with panics_as(damaged):
            sheet = book.get_sheet_by_name(name)
            rows = sheet.to_python(skip_empty_area=False)
            return rows, sheet.merged_cell_ranges or []
    except (calamine.CalamineError, OSError, ValueError) as error:
        raise damaged from error


def _refuse_large_merges(
    merged: Iterable[_Merge],
    height: int,
    most: int,
    source: Source,
    settings: Settings,
) -> None:
    """Hold merged ranges to as many places as there may be cells, each range counted."""
    covered = sum(
        max(0, min(bottom, height - 1) - top + 1) * max(0, right - left + 1)
        for (top, left), (bottom, right) in merged
    )
    if covered > most:
        raise _too_many_cells(source, settings)


@dataclass(frozen=True, slots=True)
class _SheetReader:
    """Reads one sheet; what it does not read, or doubts, it adds to `notes`."""

    name: str
    looks: SheetLooks
    from_1904: bool
    notes: list[Note]

    def blocks(
        self, cells: Sequence[Cell], boxes: Sequence[_TextBox]
    ) -> Iterator[Block]:
        """A sheet's tables from left to right; text boxes stand above or below them."""
        first_row = min((cell.row for cell in cells if cell.text), default=0)
        yield from (self._box(box) for box in boxes if box[0][0] <= first_row)
        first, *others = tables_of(cells) if cells else ([],)
        tables = [first, *(table for table in others if not self._is_choices(table))]
        yield from (grid_of(_from_first_row(table)) for table in tables if table)
        yield from (self._box(box) for box in boxes if box[0][0] > first_row)

    def _is_choices(self, table: Sequence[Cell]) -> bool:
        """Whether what stands beside a table are lists of words to choose from; that is noted."""
        if not all(map(_is_choice, table)):
            return False
        filled = [cell for cell in table if cell.text]
        text = (
            f"工作表“{self.name}”表格右边还有 {len(filled)} 格供选用的词"
            f"（{filled[0].ref} 起），没有读"
        )
        self.notes.append(Note(code="lists_unread", text=text))
        return True

    def _box(self, box: _TextBox) -> Cell:
        place, words = box
        return Cell(text=words, ref=f"{self.name}!{_cell_name(place)} 的文本框")

    def cells(
        self, rows: Sequence[Sequence[Any]], merged: Iterable[_Merge]
    ) -> tuple[list[Cell], list[_TextBox]]:
        """The visible cells that hold something or are merged, and the text boxes beside them.

        A text box over a blank cell between filled ones is what that cell says, not quite surely.
        """
        printed = self._texts(rows)
        height, width = len(rows), max(map(len, rows), default=0)
        merges = _merges_within(merged, height, width)
        self._note_merges(merges, printed)
        over_blanks = _over_blanks(self.looks.boxes, printed, merges)
        printed |= over_blanks
        beside = [
            box
            for box in sorted(self.looks.boxes)
            if box[1] not in over_blanks.values()
        ]
        covering = {row for row, _ in (*merges.covered(printed), *merges.doubtful)}
        in_doubt = merges.doubtful | over_blanks.keys()
        in_doubt |= {place for place in printed if place[0] in covering}
        rows_before = _visible_before(height, self.looks.hidden_rows)
        columns_before = _visible_before(width, self.looks.hidden_columns)
        cells: list[Cell] = []
        hidden: list[Place] = []
        for place in sorted((printed.keys() | merges.sizes) - merges.anchors.keys()):
            row, column = place
            height, width = merges.sizes.get(place, (1, 1))
            down = rows_before[row + height] - rows_before[row]
            across = columns_before[column + width] - columns_before[column]
            if not (down and across):
                hidden += [place] if place in printed else []
                continue
            cells.append(
                Cell(
                    text=printed.get(place, ""),
                    row=rows_before[row],
                    column=columns_before[column],
                    row_span=down,
                    column_span=across,
                    ref=f"{self.name}!{_cell_name(place)}",
                    confidence=DOUBTFUL if place in in_doubt else None,
                )
            )
        self._note_hidden(hidden)
        return cells, beside

    def _texts(self, rows: Sequence[Sequence[Any]]) -> dict[Place, str]:
        """What the cells show; what a format hides (;;;) or prints white is noted."""
        texts = {
            (row, column): self._printed(value, (row, column))
            for row, values in enumerate(rows)
            for column, value in enumerate(values)
            if value != ""
        }
        hidden = [
            place
            for place, text in texts.items()
            if not text and rows[place[0]][place[1]]
        ]
        if hidden:
            text = (
                f"工作表“{self.name}”{_listed(map(_cell_name, sorted(hidden)))}"
                "的内容被数字格式藏起来（如 ;;;），看不见，没有读"
            )
            self.notes.append(Note(code="hidden_cells", text=text))
        white = sorted(place for place in self.looks.white if texts.get(place))
        if white:
            text = (
                f"工作表“{self.name}”{_listed(map(_cell_name, white))}"
                "的字是白色的，可能看不见，照读了，请核对"
            )
            self.notes.append(Note(code="white_text", text=text))
        return {place: text for place, text in texts.items() if text}

    def _printed(self, value: Any, place: Place) -> str:
        """A value as the sheet shows it; without a format, in the plainest way."""
        if value == "":
            return ""
        code = self.looks.formats.get(place, "")
        if isinstance(value, str):
            return shown_text(value, code) if code else value
        if isinstance(value, bool):
            return "是" if value else "否"
        if isinstance(value, float) and is_date(code):
            value = day_of(value, from_1904=self.from_1904) or value
        if isinstance(value, float):
            text = shown(value, code) if code else None
            return plainly(value) if text is None else text
        if isinstance(value, date):
            return shown_date(value, code or "ymdh")
        return str(value)

    def _note_merges(self, merges: "_Merges", printed: Mapping[Place, str]) -> None:
        """Note merges that lie over others, and words that a merged cell covers."""
        for place in sorted(merges.doubtful & printed.keys()):
            text = (
                f"工作表“{self.name}”{_cell_name(place)} 的合并区域与别的合并区域重叠，"
                "按没有合并读取，请核对"
            )
            self.notes.append(Note(code="merge_overlaps", text=text))
        covered = merges.covered(printed)
        if covered:
            text = (
                f"工作表“{self.name}”{_listed(map(_cell_name, covered))}"
                "的内容被合并单元格盖住，看不见，没有读"
            )
            self.notes.append(Note(code="covered_cells", text=text))

    def _note_hidden(self, hidden: Sequence[Place]) -> None:
        """Note cells that hold something and are in hidden rows or columns."""
        if not hidden:
            return
        rows = {row for row, _ in hidden} & self.looks.hidden_rows
        columns = {column for _, column in hidden} & self.looks.hidden_columns
        places = [f"第 {span} 行" for span in _runs(rows, lambda row: str(row + 1))]
        places += [f"{span} 列" for span in _runs(columns, _letters)]
        text = (
            f"工作表“{self.name}”隐藏的{_listed(places)}有 {len(hidden)} 格内容，没有读；"
            "应当公开的，请取消隐藏，保存后再读取"
        )
        self.notes.append(Note(code="hidden_cells", text=text))


@dataclass(frozen=True, slots=True)
class _Merges:
    """Merged ranges: their sizes by first cell, the first cell of each that another covers.

    `doubtful` are the cells of ranges that lie over others and were not taken.
    """

    sizes: Mapping[Place, tuple[int, int]]
    anchors: Mapping[Place, Place]
    doubtful: AbstractSet[Place]

    def covered(self, printed: Mapping[Place, str]) -> list[Place]:
        """The cells below merged ones that hold words of their own."""
        return sorted(
            place
            for place, anchor in self.anchors.items()
            if printed.get(place, "") not in ("", printed.get(anchor, ""))
        )


def _merges_within(merged: Iterable[_Merge], height: int, width: int) -> _Merges:
    """Cut merged ranges to the sheet; of ranges that overlap, the first stands."""
    sizes: dict[Place, tuple[int, int]] = {}
    anchors: dict[Place, Place] = {}
    doubtful: set[Place] = set()
    for first, (bottom, right) in merged:
        rows = range(first[0], min(bottom, height - 1) + 1)
        columns = range(first[1], min(right, width - 1) + 1)
        places = list(product(rows, columns))
        if any(place in anchors or place in sizes for place in places):
            doubtful.update(places)
        elif len(places) > 1:
            sizes[first] = len(rows), len(columns)
            anchors.update(dict.fromkeys(places[1:], first))
    return _Merges(sizes, anchors, doubtful - anchors.keys())


def _over_blanks(
    boxes: Iterable[_TextBox], printed: Mapping[Place, str], merges: _Merges
) -> dict[Place, str]:
    """The words of the text boxes that lie over a blank cell of a filled row, by that cell."""
    filled: dict[int, set[int]] = {}
    for row, column in printed:
        filled.setdefault(row, set()).add(column)
    first = min(filled, default=0)
    over = {}
    for place, words in boxes:
        row, column = merges.anchors.get(place, place)
        if (row, column) in printed or row <= first or row not in filled:
            continue
        is_inside = min(filled[row]) <= column + 1 and "\n" not in words
        if is_inside and column <= max(column_of for _, column_of in printed):
            over[row, column] = words
    return over


def _is_choice(cell: Cell) -> bool:
    """Whether a cell holds a short word without a figure, or nothing."""
    is_short = len(cell.text) <= _LONGEST_CHOICE and not _DIGIT.search(cell.text)
    return is_short and cell.row_span == cell.column_span == 1


def _visible_before(count: int, hidden: AbstractSet[int]) -> list[int]:
    """How many rows, or columns, are visible before each place, and before the end."""
    shown = (int(place not in hidden) for place in range(count))
    return [0, *accumulate(shown)]


def _from_first_row(cells: Sequence[Cell]) -> list[Cell]:
    first = min(cell.row for cell in cells)
    return (
        [replace(cell, row=cell.row - first) for cell in cells] if first else [*cells]
    )


def _runs(numbers: Iterable[int], name: Callable[[int], str]) -> Iterator[str]:
    """Neighbouring numbers as one: 5–8."""
    in_order = enumerate(sorted(numbers))
    for _, run in groupby(in_order, key=lambda counted: counted[1] - counted[0]):
        first, *others = (number for _, number in run)
        yield f"{name(first)}–{name(others[-1])}" if others else name(first)


def _listed(places: Iterable[str]) -> str:
    names = list(places)
    more = " 等处" if len(names) > _MOST_LISTED else ""
    return "、".join(names[:_MOST_LISTED]) + more


def _cell_name(place: Place) -> str:
    row, column = place
    return f"{_letters(column)}{row + 1}"


def _letters(column: int) -> str:
    """The name of a column as a sheet prints it: 0 is A, 26 is AA."""
    name = ""
    column += 1
    while column:
        column, rest = divmod(column - 1, _LETTERS)
        name = chr(ord("A") + rest) + name
    return name
