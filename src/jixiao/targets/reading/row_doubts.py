"""What speaks against rows that were read without a doubt: what they leave over, how their cells end, their neighbours.

Each reason was kept because rows that other bureaus' forms showed to be wrong have it many times
as often as rows that are right (docs/benchmarks.md).
"""

import re
from bisect import bisect_right
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import replace
from functools import cache
from itertools import pairwise

from jixiao import chinese
from jixiao.documents import Coverage, Flow, Gap, Span
from jixiao.evidence import ReadAs
from jixiao.quantity import is_bare_unit, is_figures, is_sign
from jixiao.targets.reading.columns import kind_of
from jixiao.targets.reading.cuts import weights, words
from jixiao.targets.reading.form_doubts import OWN_LABEL, with_form_doubts
from jixiao.targets.reading.forms import PrintedForm
from jixiao.targets.reading.grounds import (
    LEFT_OVER,
    LEVEL_AS_NAME,
    NO_GROUNDS,
    NO_UNIT,
    ODD_RIM,
    ODD_VALUE,
    OTHER_READING,
    Grounds,
    is_plain,
)
from jixiao.targets.reading.heads import any_of
from jixiao.targets.reading.levels import IndicatorRow
from jixiao.targets.reading.piece_doubts import doubt_of_pieces
from jixiao.targets.reading.sureness import cells_of, is_usual_value
from jixiao.targets.reading.table_doubts import NAMED_TWICE, SEVERAL

_NO_TEXT = re.compile(r"[、,。;:|()\[\]\-—–_·….\\/%*★☆√□■]*")
"""What may be left over of a line without a loss."""
_CUT_BEFORE = re.compile(
    r"[,、;:。)]|底[前内]|末[前内]?(?!级)|前(?![端期沿置往台])|以[上下内前后]|及(?!时)|[和与](?!谐)"
)
"""How what was cut off a value opens a name: 底前 | 完成验收."""
_CUT_BEHIND = re.compile(
    r"(?:次[月年日]|每[月季年周][末底初]?月?|\d|[(及和与或在于至按]|(?<![行作认])为|[≥≤<>]"
    r"|不[低高少多]于|达到|较上年[\u4e00-\u9fff]{0,4}"
    r"|(?:年初|年度|全年|年末|预期|实际)(?:任务|计划|目标|指标|完成|预算|安排)[数值量])$"
)
"""What a name ends in that took the beginning of its value: 上报时间次月 | 5日前."""
_BARE_FIGURES = re.compile(r"[≥≤<>=]*[\d.,]+")
_SATISFACTION = re.compile(r"满意[度率]")
_OF_SATISFACTION = "满意"
_SHORTEST_LABEL = 4
_CLOSING = ":,;。、"
_SHORT_SATISFACTION = "满意度"
_BARE_NUMBER = re.compile(r"[\d.,]+分?|20\d{2}年度?")
_NOTHING = frozenset(("/", "-", "—", "无", "分"))
_BELONGS = re.compile(r"[前后内外以左上下(~]|[—-]+\d|之[前后内]|及以|[至到或]")
"""What may stand apart behind figures and belong to them: 30日 | 以内."""
_NOT_KEPT = {"figures", "other", "explanation", "term", "area", "expected"}
"""Columns whose figures no row keeps as its target."""
_OTHER_TARGET = "这一行还有别的数值，分不清哪一个是指标值"
_NO_LEVEL = "没有认出这一行的级别"
_LABEL_ABOVE = "没有认出这一行的一级指标，可能连在上面一行里"

_Reasons = tuple[Callable[[IndicatorRow], str | None], ...]


def with_doubts(
    flow: Flow,
    form: PrintedForm,
    rows: Sequence[IndicatorRow],
    known: Coverage,
    grounds: Grounds = NO_GROUNDS,
) -> list[IndicatorRow]:
    """The rows, with a doubt where something speaks against one that bears none yet.

    `grounds` are what the whole form says for them.

    Ruled cells bear none: their rules say where they end.
    """
    doubts = _RowDoubts(flow, form, rows, known, grounds)
    doubted = [replace(row, doubt=row.doubt or doubts.of(row)) for row in rows]
    labelled = list(_with_lost_labels(doubted, form))
    return with_form_doubts(flow, form, labelled)


def _with_lost_labels(
    rows: Sequence[IndicatorRow], form: PrintedForm
) -> Iterator[IndicatorRow]:
    """The rows, those doubted whose first level is printed nowhere but perhaps in a doubtful row above them."""
    heads = form.columns.roles if form.columns else ()
    lost: set[str | None] = set()
    for row in rows:
        group = row.group
        needs_label = "dimension" in heads and not group.dimension_label
        if needs_label and row.doubt is None and group.dimension in lost:
            yield replace(row, doubt=_LABEL_ABOVE)
            continue
        if needs_label and row.doubt:
            lost.add(group.dimension)
        yield row


class _RowDoubts:
    """The reasons for doubts in the rows of one form, and what they go by."""

    def __init__(
        self,
        flow: Flow,
        form: PrintedForm,
        rows: Sequence[IndicatorRow],
        known: Coverage,
        grounds: Grounds,
    ) -> None:
        self._flow = flow
        self._grounds = grounds
        self._framework = form.dialect.framework
        self._heads = form.columns.roles if form.columns else None
        self._told_twice = self._names_told_twice(rows)
        in_order = sorted(rows, key=lambda row: row.start)
        self._starts = [row.start for row in in_order]
        self._below = {row.start: below for row, below in pairwise(in_order)}
        self._end = form.end
        self._has_levels = {
            "dimension": any(row.group.dimension for row in rows),
            "aspect": any(row.group.aspect for row in rows),
        }
        self._columns = form.columns.columns if form.columns else ()
        self._pairs = any(
            row.group.dimension_label and row.group.aspect_label for row in rows
        )
        kinds = set(map(kind_of, self._heads or ()))
        self._keeps_no_figures = bool(kinds & _NOT_KEPT)
        distances = Counter(filter(None, map(self._distance, rows)))
        self._distances = {way for way, count in distances.items() if count > 1}
        self._left_over = self._unread(form, rows, known)
        self._labels = self._labels_apart(form, rows)
        self._of_places: _Reasons = (
            self._of_levels,
            self._of_label_above,
            self._of_other_rows,
            self._of_columns,
            self._of_what_is_left,
        )
        self._of_cuts: _Reasons = (self._of_name, self._of_value, self._of_margin)

    def of(self, row: IndicatorRow) -> str | None:
        """Why a person should look at a row; None where nothing speaks against it.

        Of cells that the text itself parts, what is odd in their words is the paper's.
        """
        if row.read_as is ReadAs.RULED_CELL:
            return None
        is_cut = not self._is_parted(row) or self._is_glued(row)
        reasons = (*self._of_places, *self._of_cuts * is_cut)
        doubts = filter(None, (reason(row) for reason in reasons))
        unanswered = (
            doubt
            for doubt in doubts
            if not self._grounds.speaks_for(self._flow, row, doubt)
        )
        pieces = doubt_of_pieces(self._flow, row, is_parted=not is_cut)
        return next(unanswered, pieces)

    def _is_parted(self, row: IndicatorRow) -> bool:
        """Whether tabs part the cells of a row's line."""
        return "\t" in self._flow.lines[self._flow.line_index(row.start)].text

    def _is_glued(self, row: IndicatorRow) -> bool:
        """Whether nothing parts a name from its value, whatever parts other cells of the line."""
        at = row.value[0][0] if row.value else 0
        return bool(row.name) and row.name[-1][1] == at and not self._flow.gaps[at]

    def _names_told_twice(self, rows: Iterable[IndicatorRow]) -> set[object]:
        """The names with their levels that two rows tell with different targets; none where one alone is so.

        One is a slip on paper, several are a second table or column.
        """
        targets: dict[object, set[str]] = {}
        for row in rows:
            target = chinese.key(self._flow.join(row.value))
            targets.setdefault(self._name_and_aspect(row), set()).add(target)
        twice = {name for name, values in targets.items() if len(values) > 1}
        return twice if len(twice) >= SEVERAL else set()

    def _name_and_aspect(self, row: IndicatorRow) -> tuple[str, str | None]:
        return self._name(row), row.group.aspect

    def _name(self, row: IndicatorRow) -> str:
        return chinese.key(self._flow.join(row.name)).rstrip(_CLOSING)

    def _unread(
        self, form: PrintedForm, rows: Iterable[IndicatorRow], known: Coverage
    ) -> list[Span]:
        """The stretches of the body that nothing knows once the rows are taken from it."""
        left = known.copy()
        for row in rows:
            for cell in cells_of(row):
                left.use(*cell)
        return [
            span
            for span in left.unread(form.body, form.end)
            if not _NO_TEXT.fullmatch(self._flow.folded, *span)
        ]

    def _labels_apart(
        self, form: PrintedForm, rows: Iterable[IndicatorRow]
    ) -> list[tuple[int, str]]:
        """Where labels of the second level stand that are in no name, with their words."""
        named = [span for row in rows for span in row.name]
        labels = _second_levels(tuple(self._framework.aspect_words))
        return [
            (match.end(), self._framework.aspect_words[match[0]])
            for match in labels.finditer(self._flow.folded, form.body, form.end)
            if not any(first <= match.start() < last for first, last in named)
        ]

    def _of_levels(self, row: IndicatorRow) -> str | None:
        """A level is missing that the heads announce or other rows have, or is a bureau's own."""
        group = row.group
        known = {
            "dimension": group.dimension or group.dimension_label,
            "aspect": group.aspect or group.aspect_label,
        }
        if group.dimension and _OF_SATISFACTION in group.dimension:
            known["aspect"] = known["aspect"] or group.dimension
        for level, word in known.items():
            announced = self._heads is None or level in self._heads
            is_printed = announced and level in self._grounds.levels
            # A known second level says which first one it is.
            follows = level == "dimension" and group.aspect
            if not (word or follows) and (is_printed or self._has_levels[level]):
                return _NO_LEVEL
        if group.dimension_label == _SHORT_SATISFACTION and not group.aspect_label:
            return "满意度可能是上一行那个一级指标下的二级指标" if self._pairs else None
        if group.aspect_label and not (group.aspect or self._is_parted(row)):
            return OWN_LABEL
        return None

    def _of_label_above(self, row: IndicatorRow) -> str | None:
        """The nearest label of a second level above a row is not the one that it stands under."""
        first = min((start for start, _ in (*row.name, *row.value)), default=row.end)
        above = [(end, word) for end, word in self._labels if end <= first]
        if not above:
            return None
        end, word = above[-1]
        has_nearer = row.group.aspect_label and row.group.start >= end
        if word != row.group.aspect and not (has_nearer and self._is_parted(row)):
            return f"上方印有“{word}”，这一行没有归在它下面"
        return None

    def _of_columns(self, row: IndicatorRow) -> str | None:
        """The cells of a row are not those that the heads announce, or one more of them may be its target."""
        roles = {column.role for column in self._columns}
        has_target = bool(roles & {"value", "term"} or not roles)
        is_scored = bool(roles & {"weight", "score"})
        if is_scored and not any(column.unknown for column in self._columns):
            has_target = (
                True  # A score table: no column is left that could hold targets.
            )
        if not row.value and not (has_target or any(map(_is_of_area, roles))):
            return "没有认出哪一栏是指标值"
        if any(Gap.CELL in self._flow.gaps[a + 1 : b] for a, b in cells_of(row)):
            return "名称或指标值由几栏拼成，可能切错了"
        if self._distances and self._distance(row) not in (None, *self._distances):
            return "名称和指标值隔的栏数与别的行不同"
        is_beside = self._is_beside_value(row) or self._has_other_target(row)
        return _OTHER_TARGET if is_beside else None

    def _is_beside_value(self, row: IndicatorRow) -> bool:
        """Whether a target stands below a head nobody knows, and something else below the value's."""
        if not (row.value and self._is_parted(row)):
            return False
        flow = self._flow
        unknown = {c.place for c in self._columns if c.role == "other" and c.unknown}
        values = {c.place for c in self._columns if c.role == "value"}
        line = flow.line_start(row.start), flow.line_end(row.end - 1)
        places = {flow.columns[start] for start, _ in flow.split(*line, Gap.CELL)}
        return flow.columns[row.value[0][0]] in unknown and bool(values & places)

    def _distance(self, row: IndicatorRow) -> int | None:
        """How many columns a target stands behind its name; None where no tabs part them."""
        if not (row.name and row.value and self._is_parted(row)):
            return None
        columns = self._flow.columns
        return columns[row.value[0][0]] - columns[row.name[0][0]]

    def _has_other_target(self, row: IndicatorRow) -> bool:
        """Whether a figure, a sign or a unit that the row does not keep stands in a column nobody knows.

        Of several rows on a line each is asked for what stands between its neighbours.
        """
        flow = self._flow
        cells_of_row = cells_of(row)
        known = {c.place for c in self._columns if c.role != "other" or not c.unknown}
        is_parted = self._is_parted(row)
        if not is_parted and self._keeps_no_figures:
            return False
        first, last = flow.line_start(row.start), flow.line_end(row.end - 1)
        if not is_parted:
            first, last = max(first, row.start), min(last, self._next_start(row))
        gap = Gap.CELL if is_parted else Gap.SPACE
        pieces = list(flow.split(first, last, gap))
        if is_parted and self._knows_columns(len(pieces)):
            return False
        for start, end in pieces:
            is_kept = any(start < stop and begin < end for begin, stop in cells_of_row)
            is_known = is_parted and flow.columns[start] in known
            if not (is_kept or is_known) and _is_of_target(flow.text(start, end)):
                return True
        return False

    def _next_start(self, row: IndicatorRow) -> int:
        """Where the next row begins; the end of the rows behind the last."""
        later = bisect_right(self._starts, row.start)
        return self._starts[later] if later < len(self._starts) else self._end

    def _knows_columns(self, pieces: int) -> bool:
        """Whether each of so many cells stands below a head that is known."""
        are_known = all(c.role != "other" or not c.unknown for c in self._columns)
        return bool(self._columns) and are_known and pieces <= len(self._columns)

    def _of_name(self, row: IndicatorRow) -> str | None:
        name = self._name(row)
        if _CUT_BEFORE.match(name) or _CUT_BEHIND.search(name):
            return ODD_RIM
        if _is_unpaired(name) or self._is_over_lines(row.name):
            return ODD_RIM
        below = self._below.get(row.start)
        if below and self._is_over_lines(below.name):
            # What stands alone between the two may be the end of the upper one.
            return ODD_RIM
        if self._is_level(row, name):
            return LEVEL_AS_NAME
        group = row.group
        labels = f"{group.dimension or group.dimension_label}{group.aspect_label}"
        if _SATISFACTION.search(name) and _OF_SATISFACTION not in labels:
            return "名称说的是满意度，却不在满意度指标下"
        return None

    def _is_level(self, row: IndicatorRow, name: str) -> bool:
        """Whether a name is the label of a level; 服务对象满意度 may stand below its own."""
        framework, group = self._framework, row.group
        known = framework.aspect_words.get(name)
        label = chinese.key(group.aspect_label or name)
        is_below_own = known is not None and known == group.aspect and label != name
        return not is_below_own and bool(known or name in framework.dimension_words)

    def _of_other_rows(self, row: IndicatorRow) -> str | None:
        """Names that are told twice; bare figures where other columns of figures stand beside them."""
        if self._name_and_aspect(row) in self._told_twice:
            return NAMED_TWICE
        beside = {"figures", "other"} & set(self._heads or ())
        return NO_UNIT if beside and self._is_bare(row) else None

    def _is_bare(self, row: IndicatorRow) -> bool:
        """Whether a target is figures without a unit, and its name gives none in brackets."""
        key = chinese.key(self._flow.join(row.value))
        is_bare = _BARE_FIGURES.fullmatch(key) is not None and not row.unit
        return is_bare and not self._name(row).endswith(")")

    def _is_over_lines(self, spans: Sequence[Span]) -> bool:
        """Whether a name was put together from several lines."""
        line_of = self._flow.line_index
        return len({line_of(at) for span in spans for at in (span[0], span[1] - 1)}) > 1

    def _of_value(self, row: IndicatorRow) -> str | None:
        value = self._flow.join(row.value)
        if not value:
            return "没有读到这一行的指标值"
        if self._is_bare(row):
            return NO_UNIT
        if self._goes_on(row.value):
            return "指标值里有隔开的字，可能是另一栏"
        if _is_unpaired(chinese.key(value)) or not is_usual_value(value):
            return ODD_VALUE
        return None

    def _goes_on(self, spans: Sequence[Span]) -> bool:
        """Whether something stands apart behind figures that are whole without it: 34块 | 20块."""
        first, *others = (part for span in spans for part in self._flow.split(*span))
        if not (others and is_figures(self._flow.text(*first))):
            return False
        rest = self._flow.folded[others[0][0] : others[-1][1]]
        return not (_BELONGS.match(rest) or is_bare_unit(rest))

    def _of_what_is_left(self, row: IndicatorRow) -> str | None:
        """Text that no row took stands on its lines, right behind them, or touches its cells.

        Of several rows on a line it is beside the last before it, and the first behind it.
        """
        flow = self._flow
        first = flow.line_start(row.start)
        last = flow.line_end(max(row.start, row.end - 1))
        next_row = self._next_start(row)
        for start, end in self._left_over:
            within = row.start <= start < row.end
            beside = first <= start < last and not within
            beside = beside and not self._is_row_between(row, start)
            behind = last <= start < next_row
            if beside or behind or (within and self._touches(start, end, row)):
                return LEFT_OVER
        return None

    def _is_row_between(self, row: IndicatorRow, at: int) -> bool:
        """Whether another row begins between a row and a place."""
        first, last = min(row.start, at), max(row.start, at)
        return any(
            first < start <= last and start != row.start for start in self._starts
        )

    def _touches(self, start: int, end: int, row: IndicatorRow) -> bool:
        """Whether nothing parts a stretch from a cell of the row."""
        cells = cells_of(row)
        before = not self._flow.gaps[start] and any(stop == start for _, stop in cells)
        behind = not self._flow.parted(end) and any(begin == end for begin, _ in cells)
        return before or behind

    def _of_margin(self, row: IndicatorRow) -> str | None:
        """A name that ends as names hardly do, in a reading that is not far ahead of the next."""
        far_ahead = weights("sureness")["margin_odd_end"]
        if row.agreed or row.margin is None or row.margin >= far_ahead:
            return None
        is_usual = self._name(row).endswith(words("name_endings"))
        is_plain_row = self._grounds.only_names_and_values and is_plain(self._flow, row)
        return None if is_usual or is_plain_row else OTHER_READING


def _is_of_area(role: str) -> bool:
    return kind_of(role) == "area"


def _is_of_target(text: str) -> bool:
    """Whether a cell may be a target or a part of one: figures with a sign or unit, or either alone."""
    key = chinese.key(text)
    is_whole = is_figures(text) and not _BARE_NUMBER.fullmatch(key)
    return is_whole or is_sign(text) or (is_bare_unit(text) and key not in _NOTHING)


@cache
def _second_levels(labels: tuple[str, ...]) -> re.Pattern[str]:
    """The labels of second levels that are nothing else wherever they stand."""
    whole = (word for word in labels if word.endswith("指标"))
    return re.compile(any_of(word for word in whole if len(word) >= _SHORTEST_LABEL))


def _is_unpaired(key: str) -> bool:
    """Whether a bracket of a text opens or closes alone."""
    return key.count("(") != key.count(")")
