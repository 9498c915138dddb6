"""Read the printed rows of a budget table: their codes, words and figures as they come."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from jixiao import chinese
from jixiao.budgets.boxes import BLANK, FIGURE
from jixiao.budgets.layout import Side, TableLayout
from jixiao.documents import Coverage, Flow, Gap, Span

ITEM = re.compile(
    r"(?:([一二三四五六七八九十]+)、|\(([一二三四五六七八九十]+)\)|\((\d+)\)|(\d+)[、.])"
)
"""What may number an item: 一、 （一） （1） 1、"""
TOTAL = re.compile(r"(?:总计|合计|小计)(?![\u4e00-\u9fff])")
_SUBJECT = re.compile(r"\d{3}(?:\d{2}){0,2}")
_CODE_ABOVE, _CODE_PART = re.compile(r"\d{3}(?:\d{2})?"), re.compile(r"\d{2}")
LEVELS = ("类", "款", "项")
"""The heads of the columns that print a subject's code part by part."""
_LEVELS_FIRST = re.compile(r"(?:类款项?|款项)(?=[合总小]|$)")
_BLOCK_TOTAL = re.compile(r"(?:人员|公用|日常公用)?(?:经费|支出)?(?:合计|总计)")
_ITEM_NUMBER = re.compile(r"\d{1,2}[.、]?")
"""What counts the rows of a list, before their names."""
_FEWEST_PIECES = 3
COUNTED_AS = ("栏次", "栏目")
"""What begins a line that counts the columns."""
_SURELY_A_CODE = 5
"""A code of so many digits is no amount."""
_NUMBER_WEIGHT, _WORDS_WEIGHT = 3, 2
_LETTER = re.compile(r"[\u4e00-\u9fff]")
_AMOUNT = re.compile(r"\d\.\d{2}|\d,\d{3}")


@dataclass
class PrintedRow:
    """A row as its pieces come: code, words, figures, and everything it covers."""

    code: str | None
    start: int
    end: int
    side: Side | None = None
    words: list[Span] = field(default_factory=list)
    figures: list[Span] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Region:
    """Where a table stands: its title, from the start of its heading, and all up to the next."""

    table: TableLayout
    title: Span
    start: int
    body: int
    end: int


_CODE_HEAD = re.compile(r"科目(?:编码|代码|编号)|(?:功能)?分类(?:编码|代码)")
_ITEM_CODE = re.compile(r"2\d{6}")
_CODE_AND_AMOUNT = 2


class RowReader:
    """Reads the rows of a table's stretch, marking what it takes."""

    def __init__(self, flow: Flow, coverage: Coverage, region: Region) -> None:
        self._flow = flow
        self._coverage = coverage
        self._region = region

    def _label(self, start: int, end: int) -> None:
        self._coverage.label(start, end)

    def _label_words(self, start: int, end: int) -> None:
        """Know a line that prints no row; one that holds an amount stays unread."""
        if not _AMOUNT.search(self._flow.folded, start, end):
            self._label(start, end)

    def _use(self, start: int, end: int) -> None:
        self._coverage.use(start, end)

    def _chunks(self, start: int, end: int) -> list[Span]:
        """Cut at white space; letters set apart (合 计) are one word."""
        chunks: list[Span] = []
        for chunk in self._flow.split(start, end):
            spaced = bool(chunks) and self._flow.gaps[chunk[0]] == Gap.SPACE
            if spaced and self._is_letter(chunk) and self._are_letters(chunks[-1]):
                chunks[-1] = (chunks[-1][0], chunk[1])
            else:
                chunks.append(chunk)
        return self._with_whole_codes(chunks)

    def _with_whole_codes(self, chunks: list[Span]) -> list[Span]:
        """Join the parts of a code that stand apart before a name: 201 06 01 行政运行."""
        whole: list[Span] = []
        for at, chunk in enumerate(chunks):
            named = any(not self._is_figure(later) for later in chunks[at + 1 :][:2])
            if whole and named and self._is_part_of_code(whole[-1], chunk):
                whole[-1] = (whole[-1][0], chunk[1])
            else:
                whole.append(chunk)
        return whole

    def _is_part_of_code(self, above: Span, part: Span) -> bool:
        digits = self._flow.folded[slice(*above)], self._flow.folded[slice(*part)]
        return bool(
            _CODE_ABOVE.fullmatch(digits[0]) and _CODE_PART.fullmatch(digits[1])
        )

    def _is_letter(self, span: Span) -> bool:
        single = span[1] - span[0] == 1
        return single and _LETTER.match(self._flow.folded, span[0]) is not None

    def _are_letters(self, span: Span) -> bool:
        return all(map(self._is_letter, self._flow.split(*span)))

    def _is_figure(self, span: Span) -> bool:
        text = self._flow.folded[slice(*span)]
        return bool(FIGURE.fullmatch(text) or BLANK.fullmatch(text))

    def subjects(self) -> Iterator[PrintedRow]:
        """Read rows that begin with a subject code or 总计: code, name, figures.

        A 合计 without figures is a column head.
        """
        for row in self._subject_rows():
            if row.code or row.figures:
                for piece in (*row.words, *row.figures):
                    self._use(*piece)
                yield row
            else:
                self._label_words(row.start, row.end)

    def side_by_side(self) -> Iterator[PrintedRow]:
        """Read subjects set in blocks beside each other: code, name, figure, code, name, figure."""
        flow = self._flow
        for first, stop in flow.line_spans(self._region.body, self._region.end):
            row: PrintedRow | None = None
            chunks = self._chunks(first, stop)
            for chunk, following in zip(chunks, [*chunks[1:], None], strict=True):
                text = flow.folded[slice(*chunk)]
                is_named = following is not None and not self._is_figure(following)
                is_code = bool(_SUBJECT.fullmatch(text)) and is_named
                if is_code or _BLOCK_TOTAL.fullmatch(text):
                    if row and row.figures:
                        yield row
                    self._use(*chunk)
                    row = PrintedRow(text if is_code else None, *chunk)
                    row.words += [] if is_code else [chunk]
                elif row is None:
                    self._label(*chunk)
                else:
                    self._use(*chunk)
                    (row.figures if self._is_figure(chunk) else row.words).append(chunk)
                    row.end = chunk[1]
            if row and row.figures:
                yield row

    def _subject_rows(self) -> Iterator[PrintedRow]:
        """Walk the lines: a code or 总计 opens a row, words and figures go to it.

        Words on a line without figures after a row's figures are the end of its name, or the
        beginning of the name of the next row where the code of this stands between the two.
        Column heads printed again on a new page are no words of a row.
        """
        flow = self._flow
        row: PrintedRow | None = None
        heads: set[str] = set()
        pending: list[Span] = []
        for first, stop in flow.line_spans(self._region.body, self._region.end):
            chunks = self._without_levels(self._chunks(first, stop))
            text = flow.folded[slice(*chunks[0])]
            is_code = bool(_SUBJECT.fullmatch(text)) and not self._only_figures(chunks)
            if is_code or TOTAL.match(flow.folded, chunks[0][0]):
                name_began = pending if is_code and self._lacks_name(chunks) else []
                if row:
                    row.words += [] if name_began else pending
                    yield self._closed(row)
                self._use(*chunks[0])
                words = [*name_began] if is_code else [chunks[0]]
                row = PrintedRow(text if is_code else None, *chunks[0], words=words)
                pending, chunks = [], chunks[1:]
            elif row is None:
                heads.update(flow.folded[slice(*chunk)] for chunk in chunks)
                self._label_words(first, stop)
                continue
            elif _is_remark(text):
                break
            elif row.figures and text in heads:
                self._label(first, stop)
                continue
            pending += self._append(row, chunks)
        if row:
            row.words += pending
            yield self._closed(row)

    def _without_levels(self, chunks: list[Span]) -> list[Span]:
        """Take 类 款 项 off the front of a line; they are the heads of the codes below."""
        (start, end), *others = chunks
        levels = _LEVELS_FIRST.match(self._flow.folded, start, end)
        if levels is None or (levels.end() == end and not others):
            return chunks
        self._label(*levels.span())
        return others if levels.end() == end else [(levels.end(), end), *others]

    def _lacks_name(self, chunks: list[Span]) -> bool:
        """Whether nothing but figures follows a code."""
        return len(chunks) > 1 and all(map(self._is_figure, chunks[1:]))

    def _append(self, row: PrintedRow, chunks: list[Span]) -> list[Span]:
        """Append chunks to a row; returns the words that stand behind its figures."""
        late = []
        for chunk in chunks:
            if self._is_figure(chunk):
                row.figures.append(chunk)
            elif row.figures:
                late.append(chunk)
            else:
                row.words.append(chunk)
        return late

    def _closed(self, row: PrintedRow) -> PrintedRow:
        """Extend a row to all that its pieces cover."""
        pieces = [*row.words, *row.figures]
        row.start = min([row.start, *(start for start, _ in pieces)])
        row.end = max([row.end, *(end for _, end in pieces)])
        return row

    def _only_figures(self, chunks: list[Span]) -> bool:
        """Whether a line is of amounts, of which the first is a whole number and no subject code."""
        first, *rest = chunks
        is_long = first[1] - first[0] >= _SURELY_A_CODE
        return bool(rest) and all(map(self._is_figure, rest)) and not is_long

    def items(self) -> Iterator[PrintedRow]:
        """Read rows that print an item of income beside an item of expenditure."""
        flow = self._flow
        left, right = self._region.table.sides
        last = {left.name: 0, right.name: 0}
        numbers = _LineNumbers()
        begun = False
        for first, stop in flow.line_spans(self._region.body, self._region.end):
            if not begun and not ITEM.match(flow.folded, first, stop):
                self._label_words(first, stop)
                continue
            begun = True
            pieces = self._pieces(first, stop)
            self._drop_number_of_blank_half(pieces, numbers)
            sides = self._sides(pieces, left, right, last)
            for piece, side in zip(pieces, sides, strict=False):
                piece.side = side
                self._use(piece.start, piece.end)
                yield piece

    def _drop_number_of_blank_half(
        self, pieces: list[PrintedRow], numbers: "_LineNumbers"
    ) -> None:
        """Take the number of an empty right half off the item left of it: 五、事业收入 5 18."""
        printed = [
            [self._flow.folded[slice(*span)] for span in piece.figures]
            for piece in pieces
        ]
        if len(pieces) > 1 and all(printed):
            numbers.go_on(printed[0][0], printed[-1][0])
            return
        for left, *_, right in (figures for figures in printed if len(figures) > 1):
            if numbers.are_next(left, right):
                numbers.go_on(left, right)
                self._label(*pieces[0].figures.pop())

    def _pieces(self, first: int, stop: int) -> list[PrintedRow]:
        """Cut a line into items: words, then the figures that follow them."""
        pieces: list[PrintedRow] = []
        for chunk in self._chunks(first, stop):
            text = self._flow.folded[slice(*chunk)]
            if self._is_figure(chunk):
                if pieces:
                    pieces[-1].figures.append(chunk)
                    pieces[-1].end = chunk[1]
                continue
            marker = pieces and ITEM.fullmatch(
                self._flow.folded, pieces[-1].start, chunk[0]
            )
            if _is_remark(text):
                break
            if marker:
                pieces[-1].words.append(chunk)
                pieces[-1].end = chunk[1]
            else:
                pieces.append(PrintedRow(None, *chunk, words=[chunk]))
        return pieces

    def _sides(
        self, pieces: list[PrintedRow], left: Side, right: Side, last: dict[str, int]
    ) -> list[Side]:
        """Return the half each item of a line belongs to.

        Two items are left and right. A single item is known by its number, which goes on from the
        last of its half, and by its words.
        """
        sides: list[Side] = []
        if len(pieces) > 1:
            sides = [left, *[right] * (len(pieces) - 1)]
        elif pieces:
            text = self._flow.folded[pieces[0].start : pieces[0].end]
            likelier_right = _likeness(right, text, last) > _likeness(left, text, last)
            in_later_column = self._flow.columns[pieces[0].start]
            sides = [right if likelier_right or in_later_column else left]
        for piece, side in zip(pieces, sides, strict=True):
            number = _number(self._flow.folded[piece.start : piece.end])
            last[side.name] = number or last[side.name]
        return sides

    def single_rows(self) -> Iterator[PrintedRow]:
        """Read lines of figures below column heads; words before them name the row."""
        for first, stop in self._flow.line_spans(self._region.body, self._region.end):
            chunks = self._without_number(self._chunks(first, stop))
            if self._numbers_columns(chunks):
                self._label(first, stop)
                continue
            figures = [chunk for chunk in chunks if self._is_figure(chunk)]
            words = chunks[: len(chunks) - len(figures)]
            if figures and figures == chunks[len(words) :]:
                self._use(first, stop)
                taken = figures[self._has_code(words, figures, first) :]
                yield PrintedRow(None, first, stop, words=words, figures=taken)
            else:
                self._label_words(first, stop)

    def _has_code(self, words: list[Span], figures: list[Span], at: int) -> bool:
        """Whether a list of projects prints a subject's code behind the name, as a head says."""
        heads = self._flow.folded[self._region.body : at]
        if not words or len(figures) < _CODE_AND_AMOUNT or not _CODE_HEAD.search(heads):
            return False
        return _ITEM_CODE.fullmatch(self._flow.folded, *figures[0]) is not None

    def _numbers_columns(self, chunks: list[Span]) -> bool:
        """Whether a line counts the columns above it: 1 2 3 4."""
        return counts_columns([self._flow.folded[slice(*chunk)] for chunk in chunks])

    def _without_number(self, chunks: list[Span]) -> list[Span]:
        """Take the number of a row off its front, where words follow it."""
        if len(chunks) < _FEWEST_PIECES or self._is_figure(chunks[1]):
            return chunks
        is_number = _ITEM_NUMBER.fullmatch(self._flow.folded, *chunks[0])
        return chunks[1:] if is_number else chunks


@dataclass(slots=True)
class _LineNumbers:
    """The numbers (行次) of the last line of both halves, and of how many lines they went on."""

    left: int = 0
    right: int = 0
    lines: int = 0

    def are_next(self, left: str, right: str) -> bool:
        """Whether two figures go on with the numbers of both halves."""
        is_counted = self.lines >= _SURELY_COUNTED
        return is_counted and (left, right) == (str(self.left + 1), str(self.right + 1))

    def go_on(self, left: str, right: str) -> None:
        """Note the first figures of both halves; where they do not go on, counting starts anew."""
        are_whole = left.isdecimal() and right.isdecimal()
        numbers = (int(left), int(right)) if are_whole else (0, 0)
        goes_on = are_whole and numbers[1] == self.right + 1
        self.lines = self.lines + 1 if goes_on else 1
        self.left, self.right = numbers


_SURELY_COUNTED = 2
"""So many lines whose numbers go on are numbered; a figure that goes on is no amount there."""
_GRAND = re.compile(r"(?:收入|支出)总计|本年(?:收入|支出)合计")
_LEVELS = {2: 1, 3: 1, 5: 2, 7: 3}


def counts_columns(words: list[str]) -> bool:
    """Whether a line's words count the columns above it: 1 2 3, or 栏次 1 2."""
    numbers = words[1:] if words[0] in COUNTED_AS else words
    counted = [str(number) for number in range(1, len(numbers) + 1)]
    is_named = len(numbers) < len(words) and bool(numbers)
    return numbers == counted and (is_named or len(numbers) >= _FEWEST_PIECES)


def level_of(code: str) -> int:
    """1, 2, 3 for the code of a 类, 款, 项."""
    return _LEVELS.get(len(code), max(_LEVELS.values()))


def depth_of(name: str) -> int:
    """How deep an item stands by its number: 一、 1, （一） or （1） 2, 其中： 3, a total 0."""
    name = chinese.fold(name)
    if not name or TOTAL.match(name) or _GRAND.match(name):
        return 0
    marker = ITEM.match(name)
    if not marker:
        return 3
    return 1 if marker[1] else 2


def _is_remark(text: str) -> bool:
    return text.startswith(("注:", "备注:", "说明:"))


def _likeness(side: Side, text: str, last: dict[str, int]) -> int:
    """How much an item looks like one of a half of the table: by its number, by its words."""
    goes_on = _number(text) == last[side.name] + 1
    return _NUMBER_WEIGHT * goes_on + _WORDS_WEIGHT * bool(side.words.search(text))


def _number(text: str) -> int | None:
    marker = ITEM.match(text)
    if not marker:
        return None
    digits = next(group for group in marker.groups() if group)
    return int(digits) if digits.isdecimal() else chinese.read_numeral(digits)
