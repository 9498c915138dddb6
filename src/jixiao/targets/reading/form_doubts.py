"""Doubts that rows of a form raise together: labels that stand beside the middle of their rows, names cut at a wrap.

A single row of these looks as rows look; what tells is the rows beside it.
"""

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import pairwise

from jixiao import chinese
from jixiao.documents import Flow, Gap, Span
from jixiao.evidence import ReadAs
from jixiao.quantity import is_figures, is_usual_wording
from jixiao.targets.reading.columns import kind_of
from jixiao.targets.reading.cuts import words
from jixiao.targets.reading.forms import PrintedForm
from jixiao.targets.reading.grounds import (
    NO_UNIT,
    ODD_VALUE,
    columns_of,
)
from jixiao.targets.reading.heads import LEVELS
from jixiao.targets.reading.levels import IndicatorRow
from jixiao.targets.reading.sureness import cells_of, is_usual_value

OWN_LABEL = "级别的名称是本单位自定的，可能认错"
_LABEL_OR_CELL = "下面那个级别的名称可能是这一行的一栏"
_CENTRED = "级别的名称可能印在几行的中间，这一行属哪一级说不准"
_TWO_VALUES = "有两栏指标值，分不清哪一栏是本年度的"
_SHORT = "别的行有完成值和得分，这一行没有，读到的数可能错了一栏"
_CUT_AT_WRAP = "名称的末尾不完整，下面的字可能是它的一部分"
_IN_TROUBLE = "旁边的行没有读准，这一行的名称也可能不完整"
_NO_HEADS = "没有认出栏名，分不清哪一栏是指标值"
_BARE_ACTUAL = "完成值只有数字，像是分值，可能错了一栏"
_TEXTS = ("reason", "causes", "measures", "remark")
_OF_OTHER_KINDS = frozenset(
    (None, NO_UNIT, ODD_VALUE, _CENTRED, _SHORT, _NO_HEADS, _TWO_VALUES)
)
"""Doubts that a form may be full of without one of its cells being cut."""
_MOST_DOUBTED = 0.4
_MOST_ROWS = 0.6
_POINTS = ("weight", "score")
_OF_VALUE = ("sign", "unit")
_FEWEST_DOUBTED = 2
_WORDS = re.compile(r"[\u4e00-\u9fff]+")
_OF_LEVELS = re.compile(r"指标|满意|效益|影响|产出|成本")
_SHORTEST_LABEL = 4
_UNKEPT = {"explanation", "other", "figures", "term", "area"}
"""Columns whose text no row keeps."""
_BARE = re.compile(r"[\d.]+")


def with_form_doubts(
    flow: Flow, form: PrintedForm, rows: Sequence[IndicatorRow]
) -> list[IndicatorRow]:
    """The rows, with a doubt where those beside it speak against one that bears none yet."""
    doubts = _FormDoubts(flow, form, rows)
    doubted = [row if row.doubt else replace(row, doubt=doubts.of(row)) for row in rows]
    return list(_with_trouble(flow, doubted))


def ends_as_names_do(name: str) -> bool:
    """Whether a name ends in a word that names end in, or in a bracket or a figure behind it."""
    return name.endswith((*words("name_endings"), ")")) or name[-1:].isdigit()


class _FormDoubts:
    def __init__(
        self, flow: Flow, form: PrintedForm, rows: Sequence[IndicatorRow]
    ) -> None:
        self._flow = flow
        roles = list(form.columns.roles) if form.columns else []
        self._has_heads = form.columns is not None
        self._has_two_values = roles.count("value") > 1 and roles.count("name") == 1
        self._columns = {role for role in roles if role not in (*LEVELS, *_OF_VALUE)}
        in_order = sorted(rows, key=lambda row: row.start)
        self._below = {above.start: below for above, below in pairwise(in_order)}
        self._is_centred = _are_centred(form, in_order)
        self._first = {id(row.group): row.start for row in reversed(in_order)}
        actuals = [self._actual(row) for row in rows if "actual" in row.beside]
        bare = sum(_BARE.fullmatch(actual) is not None for actual in actuals)
        self._has_units = bool(actuals) and bare * 2 < len(actuals)
        labels = Counter(chinese.key(row.group.aspect_label or "") for row in rows)
        self._labels = {label for label in labels if label.endswith("指标")}
        self._only_kept = not {kind_of(role) for role in roles} & _UNKEPT
        if not self._labels:
            self._labels = set(labels)
        self._usual = {
            role
            for role in ("actual", *_POINTS)
            if sum(role in row.beside for row in rows) > _MOST_ROWS * len(rows)
        }

    def of(self, row: IndicatorRow) -> str | None:
        if row.read_as is ReadAs.RULED_CELL:
            return self._of_own_label(row)
        return self._of_levels(row) or self._of_columns(row) or self._of_wrap(row)

    def _of_own_label(self, row: IndicatorRow) -> str | None:
        """A label that nobody knows may be a cell of the row above it, where each cell has its own line."""
        if self._is_below_own_label(row):
            return OWN_LABEL
        below = self._below.get(row.start)
        if below is None or not self._is_below_own_label(below):
            return None
        is_whole = self._columns <= {"name", *columns_of(row)}
        opens_behind = below.group is not row.group and below.group.start >= row.end
        return _LABEL_OR_CELL if opens_behind and not is_whole else None

    def _is_below_own_label(self, row: IndicatorRow) -> bool:
        """Whether a row stands below a label that nobody knows and no tab parts from what is beside it."""
        line = self._flow.lines[self._flow.line_index(row.start)].text
        group = row.group
        return bool(group.aspect_label) and not group.aspect and "\t" not in line

    def _of_levels(self, row: IndicatorRow) -> str | None:
        opens = self._first[id(row.group)] == row.start
        return _CENTRED if self._is_centred and not opens else None

    def _of_columns(self, row: IndicatorRow) -> str | None:
        """No heads say which of two figures is the target; what was achieved is bare where others have units."""
        if self._has_two_values and row.value:
            return _TWO_VALUES
        if self._is_short(row) and set(row.beside) & self._usual:
            return _SHORT
        actual = self._actual(row)
        if not actual or not row.value:
            return None
        points = set(_POINTS) & set(row.beside)
        if not self._has_heads and not points:
            return _NO_HEADS
        is_bare = _BARE.fullmatch(actual) and not _BARE.fullmatch(
            chinese.key(self._flow.join(row.value)).lstrip("≥≤<>=")
        )
        weight = row.beside.get("weight")
        is_weight = weight is not None and actual == self._flow.key(*weight)
        is_point = is_weight or self._is_short(row)
        is_odd = is_bare and not row.unit and self._has_units and is_point
        return _BARE_ACTUAL if is_odd else None

    def _is_short(self, row: IndicatorRow) -> bool:
        """Whether a row lacks one of the columns of figures that most rows fill."""
        line = self._flow.lines[self._flow.line_index(row.start)].text
        return not self._usual <= set(row.beside) and "\t" not in line

    def _actual(self, row: IndicatorRow) -> str:
        span = row.beside.get("actual")
        return self._flow.key(*span) if span else ""

    def _of_wrap(self, row: IndicatorRow) -> str | None:
        """A name ends as names do not, and what stands below it was taken for something else."""
        name = chinese.key(self._flow.join(row.name))
        if not name or ends_as_names_do(name):
            return None
        label = chinese.key(row.group.aspect_label or "")
        if name == label and not label.endswith("指标"):
            return _CUT_AT_WRAP
        texts = [row.beside[role] for role in _TEXTS if role in row.beside]
        if any(map(self._is_over_lines, texts)) or self._has_value_below(row):
            return _CUT_AT_WRAP
        below = self._below.get(row.start)
        if below is None:
            return None
        group = below.group
        label = chinese.key(group.aspect_label or "")
        is_short = len(label) < _SHORTEST_LABEL and label not in self._labels
        is_odd = bool(label) and (is_short or not group.aspect)
        begins = is_odd and group is not row.group and group.start >= row.end
        return _CUT_AT_WRAP if begins or self._runs_on(row, below) else None

    def _has_value_below(self, row: IndicatorRow) -> bool:
        """Whether the line below a value that is worded as none holds one: 长效管 | 护机制 | 健全."""
        value = self._flow.join(row.value)
        if not value or is_usual_value(value):
            return False
        last = max(end for _, end in cells_of(row))
        below = self._below.get(row.start)
        spans = (*below.name, *below.value) if below else ()
        stop = min((start for start, _ in spans), default=last)
        lines = (span for span in self._flow.line_spans(last, stop) if span[0] >= last)
        text = self._flow.text(*next(lines, (last, last)))
        return is_usual_wording(text) or is_figures(text)

    def _runs_on(self, row: IndicatorRow, below: IndicatorRow) -> bool:
        """Whether words that no row holds stand on a line between a row and the labels of the next."""
        first = min(span[0] for span in (*below.name, *below.value))
        last = max(end for _, end in cells_of(row))
        labels = (below.group.dimension_label, below.group.aspect_label)
        between = "".join(
            self._flow.key(*line)
            for line in self._flow.line_spans(last, first)
            if self._flow.gaps[line[0]] == Gap.LINE
        )
        for label in labels:
            between = between.replace(chinese.key(label or ""), "", 1)
        is_piece = _WORDS.fullmatch(between) and ends_as_names_do(between)
        return bool(self._only_kept and is_piece and not _OF_LEVELS.search(between))

    def _is_over_lines(self, span: Span) -> bool:
        line_of = self._flow.line_index
        return line_of(span[0]) != line_of(span[1] - 1)


def _are_centred(form: PrintedForm, rows: Sequence[IndicatorRow]) -> bool:
    """Whether rows have no label of their first level and later ones of the same level have: it stands further down."""
    heads = form.columns.roles if form.columns else ()
    if "dimension" not in heads:
        return False
    bare: set[str] = set()
    for row in rows:
        dimension = row.group.dimension
        if dimension in bare and row.group.dimension_label:
            return True
        if dimension and row.group.aspect and not row.group.dimension_label:
            bare.add(dimension)
    return False


def _with_trouble(flow: Flow, rows: Sequence[IndicatorRow]) -> Iterator[IndicatorRow]:
    """The rows, those doubted whose names end oddly where many rows are in doubt already."""
    doubted = sum(row.doubt not in _OF_OTHER_KINDS for row in rows)
    many = doubted >= max(_FEWEST_DOUBTED, _MOST_DOUBTED * len(rows))
    for row in rows:
        name = chinese.key(flow.join(row.name))
        line = flow.lines[flow.line_index(row.start)].text
        is_spaced = row.read_as is ReadAs.ALIGNED_COLUMN and "\t" not in line
        if many and is_spaced and not (row.doubt or ends_as_names_do(name)):
            yield replace(row, doubt=_IN_TROUBLE)
            continue
        yield row
