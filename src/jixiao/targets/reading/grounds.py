"""What a whole form says for its rows: points that add up, columns alike in every row, levels printed or not."""

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import cache

from jixiao import chinese
from jixiao.documents import Flow, Gap, Span
from jixiao.quantity import is_figures
from jixiao.targets.reading.forms import PrintedForm
from jixiao.targets.reading.heads import LEVELS, any_of
from jixiao.targets.reading.indicators import read_points
from jixiao.targets.reading.levels import IndicatorRow
from jixiao.targets.reading.parted_rows import parted_rows

ODD_VALUE = "指标值的写法少见，可能切错了"
ODD_WORDS = "名称或指标值的写法少见，可能切错了"
OTHER_READING = "这一行还有别的读法，把握不大"
NO_UNIT = "指标值只有数字，没有单位，可能是另一栏"
LEVEL_AS_NAME = "这一行印的是栏名或级别，可能不是指标"
LEFT_OVER = "这一行旁边有没有读到的文字，可能是它的一部分"
ODD_RIM = "名称的开头或结尾不完整，可能切错了"
_OF_CUTS = frozenset((ODD_VALUE, ODD_WORDS, OTHER_READING, NO_UNIT))
"""Doubts of where cells were cut, which cells that stand apart were not."""
_SUMS = frozenset(map(Decimal, (80, 90, 100)))
"""What the points of all rows add up to, with and without those of the money."""
_FEWEST = 4
_MOST = 0.6
_BARE_FIGURES = re.compile(r"[\d.,]+")
_TEXTS = frozenset(("explanation", "other", "reason", "remark", "figures", "area"))
"""Columns of text or figures that a name or a value may have been cut from."""


@dataclass(frozen=True, slots=True)
class Grounds:
    """What speaks for the rows of a form, whatever each looks like alone."""

    points_add_up: bool
    """The points of the rows are a whole: none was cut in the wrong place."""
    levels: frozenset[str]
    """The levels whose labels the form prints somewhere."""
    named_by_level: bool
    """The labels of the second level are the names, in every row."""
    columns: frozenset[str]
    """The columns that most rows fill, each in a line of its own."""
    only_names_and_values: bool
    """No column but those of levels, names, values and points: nothing else can be in a name."""

    apart: frozenset[int]
    """Where the rows begin that have one piece of text below each head."""

    def speaks_for(self, flow: Flow, row: IndicatorRow, doubt: str) -> bool:
        """Whether the form answers a doubt that one of its rows raises alone."""
        if row.doubt is not None:
            return False
        if doubt in _OF_CUTS and row.start in self.apart:
            return True
        if doubt in (ODD_WORDS, LEVEL_AS_NAME) and self.named_by_level:
            return True
        if doubt in (ODD_WORDS, ODD_VALUE):
            return self._are_lines(flow, row)
        if doubt != OTHER_READING:
            return False
        is_cut_well = bool(row.value) and _opens_value(flow, row.value[0])
        return self.points_add_up and "weight" in row.beside and is_cut_well

    def _are_lines(self, flow: Flow, row: IndicatorRow) -> bool:
        """Whether a row's cells are lines of their own, in the columns that most rows fill."""
        is_usual = bool(self.columns) and columns_of(row) == self.columns
        return is_usual and are_whole_lines(flow, row)


NO_GROUNDS = Grounds(
    points_add_up=False,
    levels=frozenset(LEVELS),
    named_by_level=False,
    columns=frozenset(),
    only_names_and_values=False,
    apart=frozenset(),
)
"""Nothing speaks for the rows but themselves."""


def grounds_of(flow: Flow, form: PrintedForm, rows: Sequence[IndicatorRow]) -> Grounds:
    """What the whole form says for its rows."""
    heads = form.columns.roles if form.columns else ()
    kinds = {role.partition(" ")[0] for role in heads}
    return Grounds(
        points_add_up=_points_add_up(flow, rows),
        levels=_printed_levels(flow, form, rows),
        named_by_level=_are_named_by_level(flow, rows),
        columns=_usual_lines(flow, rows),
        only_names_and_values=bool(kinds) and not kinds & _TEXTS,
        apart=parted_rows(flow, form, rows),
    )


def _points_add_up(flow: Flow, rows: Sequence[IndicatorRow]) -> bool:
    points = [read_points(flow, row.beside.get("weight")) for row in rows]
    given = [number for number in points if number is not None]
    return len(given) >= _FEWEST and sum(given) in _SUMS


def _printed_levels(
    flow: Flow, form: PrintedForm, rows: Sequence[IndicatorRow]
) -> frozenset[str]:
    """The levels that a form prints: a row has one, or a label that can be nothing else stands in it."""
    printed = set()
    framework = form.dialect.framework
    firsts, seconds = set(framework.dimension_words), set(framework.aspect_words)
    if any(row.group.dimension_label for row in rows) or _holds(flow, form, firsts):
        printed.add("dimension")
    if any(row.group.aspect_label for row in rows) or _holds(
        flow, form, seconds - firsts
    ):
        printed.add("aspect")
    return frozenset(printed)


def _holds(flow: Flow, form: PrintedForm, words: set[str]) -> bool:
    labels = _whole_labels(frozenset(words))
    return labels.search(flow.folded, form.body, form.end) is not None


@cache
def _whole_labels(words: frozenset[str]) -> re.Pattern[str]:
    return re.compile(any_of(word for word in words if word.endswith("指标")))


def _are_named_by_level(flow: Flow, rows: Sequence[IndicatorRow]) -> bool:
    if len(rows) < _FEWEST:
        return False
    names = [chinese.key(flow.join(row.name)) for row in rows]
    labels = [chinese.key(row.group.aspect_label or "") for row in rows]
    return names == labels


def _usual_lines(flow: Flow, rows: Sequence[IndicatorRow]) -> frozenset[str]:
    """The columns that most rows fill whose cells have lines of their own."""
    filled = Counter(columns_of(row) for row in rows if are_whole_lines(flow, row))
    if not filled:
        return frozenset()
    columns, count = filled.most_common(1)[0]
    return columns if count >= max(_FEWEST, _MOST * len(rows)) else frozenset()


def columns_of(row: IndicatorRow) -> frozenset[str]:
    """The columns that a row fills, beside its name; a sign and a unit count as parts of the value."""
    value = {"value"} if row.value else set()
    return frozenset((*value, *row.beside))


def are_whole_lines(flow: Flow, row: IndicatorRow) -> bool:
    """Whether each cell of a row is one line of the paper, and no line between them is left over."""
    beside = [span for span in (row.sign, row.unit, *row.beside.values()) if span]
    cells = sorted((*row.name, *row.value, *beside))
    lines = list(flow.line_spans(row.start, row.end))
    return (
        len(lines) > 1
        and cells == lines
        and all(map(_is_one, cells, [flow] * len(cells)))
    )


def _opens_value(flow: Flow, value: Span) -> bool:
    """Whether a value stands apart from the name before it, or is figures: points say nothing of words cut in two."""
    return flow.parted(value[0]) or is_figures(flow.text(*value))


def _is_one(cell: Span, flow: Flow) -> bool:
    return flow.gaps[cell[0]] == Gap.LINE


def is_plain(flow: Flow, row: IndicatorRow) -> bool:
    """Whether a row is a name of words alone with figures behind it that no cut made."""
    value = flow.join(row.value)
    name = chinese.key(flow.join(row.name))
    has_unit = is_figures(value) and not _BARE_FIGURES.fullmatch(chinese.key(value))
    return has_unit and name.isalpha() and bool(row.group.aspect)
