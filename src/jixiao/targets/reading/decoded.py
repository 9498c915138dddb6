"""Indicators decoded: every way to cut the text below the heads into cells is weighed, the cheapest read."""

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cache
from itertools import takewhile

from jixiao.documents import Coverage, Flow, Gap, Span
from jixiao.quantity import find_values, wording_at_end
from jixiao.targets.reading.cell_wording import cell_cost
from jixiao.targets.reading.column_heads import ColumnHeads
from jixiao.targets.reading.columns import BESIDE, LEVELS, kind_of, sum_won
from jixiao.targets.reading.cuts import (
    COPULA,
    FOOT,
    Cuts,
    find_cuts,
    is_within_degree,
    made_labels,
    weights,
    words,
)
from jixiao.targets.reading.forms import PrintedForm
from jixiao.targets.reading.heads import any_of
from jixiao.targets.reading.lattice import JUNK, Arc, Lattice, ReadRow, span_of
from jixiao.targets.reading.levels import (
    Body,
    IndicatorGroup,
    IndicatorRow,
    Level,
    Levels,
)
from jixiao.targets.reading.own_levels import (
    has_own_levels,
    is_made,
    own_label_cost,
)
from jixiao.targets.reading.wording import IMPOSSIBLE

_MOST_PASSED = 9.0
"""A stretch that passes over more than this is no cell."""
_LONGEST_CELL = 90
_LONGEST_LEVEL = 40
_LONGEST_UNKNOWN = 14
_CELLS_A_LINE = 1.8
_FEWEST_LINES = 3
_PARTED_WELL = 0.9
"""The share of the columns that a line holds cells for from which on cells stand apart."""
_FEWEST_CELLS = 8
_LONGEST_HEADLESS = 3000
"""Characters of rows without heads that are decoded under several orders of columns."""
_ONE_A_LINE = 1.25
_LONGEST_OWN_WORD = 6
_FEW_GLUED = 0.3
_SENTENCE = re.compile(r"[:;。]")
_GLUED_LINES = 0.6
"""The share of lines that end in a value from which on each line holds a row without gaps."""
_MOST_UNLIKELY = 30.0
_MOST_UNLIKELY_CELL = 8.0
"""A cell that stands apart holds something, however odd its wording."""
_LONGEST_FURNITURE = 50
_SHORT_LABEL = 3
_SHORTEST_BROKEN = 2
_DIGIT = re.compile(r"\d")
_POINTS_ONLY = re.compile(r"\(?\d{1,3}(?:-\d{1,3})?\)?分?\)?")
_SUM = re.compile(
    r"(?:总分|合计得分|合计|小计|总计|总得分|自评总分|综合得分)(?:\([^()]*\))?:?(?:\d{1,5}(?:\.\d+)?分?){0,3}"
)
_UNKNOWN_LABEL = re.compile(r"[\u4e00-\u9fff、()（）]{2,14}")
_OWN_LEVEL = "级别的名称是本单位自定的，连着指标名称，可能切错"
_FIELD = re.compile(
    r"[\u4e00-\u9fff()（）]{0,12}(?:对象|意见|负责人|联系人|电话|日期|地址|邮编|签字|盖章|附件|签章|审核|电话号码|填表说明):?"
)
"""A label of a line below the rows."""
_STUB = re.compile(r"(?:三级)?指标\d{1,2}[:：]?|…+|\.{3,}|[|;。:,、]+|/")


def read_decoded(
    flow: Flow,
    coverage: Coverage,
    form: PrintedForm,
    levels: Levels,
    before: IndicatorGroup | None,
) -> Body:
    """Decode the rows of a stretch; `before` is the last group of the page it goes on with."""
    if form.body >= form.end:
        return Body([], [], [], before)
    group = before.continued() if before else None
    if form.columns or form.end - form.body > _LONGEST_HEADLESS:
        columns = _columns(form.columns)
        return _Decoder(flow, coverage, form, levels, columns).read(group)[0]
    return _read_headless(flow, coverage, form, group)


def _read_headless(
    flow: Flow,
    coverage: Coverage,
    form: PrintedForm,
    group: IndicatorGroup | None,
) -> Body:
    """Decode rows without heads under each of the usual orders of columns; the cheapest counts."""
    readings: list[tuple[float, int, Body, Coverage]] = []
    for order in words("orders"):
        roles = [*LEVELS, *order.split()]
        known = coverage.apart()
        of_order = Levels(flow, known, form.dialect)
        columns: Columns = (roles, [None] * len(roles))
        reader = _Decoder(flow, known, form, of_order, columns)
        body, cost = reader.read(group)
        readings.append((cost, len(readings), body, known))
    _, _, body, known = min(readings, key=lambda reading: reading[:2])
    coverage.take(known)
    return body


Columns = tuple[list[str], list[int | None]]
"""The roles of the columns, the two levels first, and their cells in the grid."""


@dataclass(frozen=True, slots=True)
class _Label:
    """A level label that may stand somewhere: its level's word, or none the framework knows."""

    end: int
    word: str | None
    mark: str | None
    cost: float
    guessed: bool = False
    """Whether nothing but its make parts it from the name behind it."""


class _Decoder:
    def __init__(
        self,
        flow: Flow,
        coverage: Coverage,
        form: PrintedForm,
        levels: Levels,
        columns: Columns,
    ) -> None:
        self._flow = flow
        self._coverage = coverage
        self._form = form
        self._levels = levels
        self._span = (form.columns.span[1] if form.columns else form.body, form.end)
        self._roles, self._places = columns
        self._lined, self._whole = self._is_lined()
        self._ended: set[tuple[int, str, str | None]] = set()
        """Where labels end that were found so far, with their level and word."""
        self._level_cost = weights("levels")
        self._text_cost = weights("text")
        self._row_cost = weights("rows")
        self._points = {"weight", "score"} & set(self._roles) != set()
        framework = form.dialect.framework
        self._words = {
            "dimension": framework.dimension_words,
            "aspect": framework.aspect_words,
        }
        self._in_order = {role: sorted(words) for role, words in self._words.items()}
        number = (
            rf"(?:{form.dialect.numbering}|\([一二三四五六七八九十\d]{{1,2}}\)[、.]?)?"
        )
        marks = "|".join(
            map(re.escape, (*form.dialect.required, *form.dialect.optional))
        )
        behind = rf"(?:\((?P<mark>{marks})\)|\(\d{{1,3}}(?:-\d{{1,3}})?\)?分?\)?|\([^()\d]{{1,20}}\))?"
        self._patterns = {
            role: re.compile(f"{number}(?P<words>{any_of(labels)}){behind}")
            for role, labels in self._words.items()
        }
        self._bare = {
            role: re.compile(f"{number}(?:{any_of(labels)})")
            for role, labels in self._words.items()
        }
        labels = [word for table in self._words.values() for word in table]
        labels += form.dialect.sidebars
        self._fragments = _fragments(tuple(labels))
        page = any_of(words("page"))
        self._page = re.compile(page)
        heads = form.columns.roles if form.columns else ()
        labels_known = re.compile("|".join(p.pattern for p in self._bare.values()))
        self._has_own_levels = bool(set(LEVELS) & set(heads)) and has_own_levels(
            flow, self._span, labels_known, framework
        )
        self._label_like: frozenset[int] = frozenset()
        self._guessed: set[Span] = set()
        """Where labels stand that nothing but their make parts from names."""
        self._sidebar = re.compile(
            rf"(?:本?年度)?(?:{any_of(form.dialect.sidebars)})(?:完成情况)?(?:\(?\d{{1,3}}分?\)?)?"
        )

    def _is_lined(self) -> tuple[bool, bool]:
        """Whether a line of the paper holds a row, or most of it; whether cells stand apart."""
        cells = lines = glued = told = 0
        for line in self._flow.line_spans(*self._span):
            lines += 1
            told += _SENTENCE.search(self._flow.folded, *line) is not None
            *_, last = pieces = list(self._flow.split(*line))
            cells += len(pieces)
            glued += _ends_in_value(self._flow.folded[slice(*last)])
        if lines < _FEWEST_LINES:
            return False, False
        columns = max(1, len(self._roles) - len(LEVELS))
        parted_well = cells > _PARTED_WELL * columns * lines
        one_a_line = lines >= _FEWEST_CELLS and cells < _ONE_A_LINE * lines
        whole = (parted_well or one_a_line) and glued + told < _FEW_GLUED * lines
        is_lined = cells > _CELLS_A_LINE * lines or glued > _GLUED_LINES * lines
        return is_lined, whole

    def read(self, group: IndicatorGroup | None) -> tuple[Body, float]:
        """The rows, and what the reading cost."""
        cuts = find_cuts(
            self._flow,
            self._form.dialect,
            self._span,
            self._roles,
            lined=self._lined,
            whole=self._whole,
            own_levels=self._has_own_levels,
        )
        self._label_like = self._label_like_places(cuts)
        arcs = list(self._arcs(cuts))
        lattice = Lattice(
            self._flow,
            cuts,
            arcs,
            self._roles,
            self._places,
            openings=frozenset(self._behind_letters()),
            label_like=self._label_like,
            own_levels=self._has_own_levels,
            lined=self._lined,
        )
        rows: list[IndicatorRow] = []
        empty: list[IndicatorGroup] = []
        opened: IndicatorGroup | None = None
        guessed: IndicatorGroup | None = None
        parted = lattice.rows()
        total = self._know_furniture(cuts, lattice.furniture)
        for read in parted:
            labels, cells = self._parted(cuts, read)
            self._take_label_for_name(labels, cells)
            if labels:
                if opened and not any(row.group is opened for row in rows):
                    empty.append(opened)
                group = self._open(labels, group)
                opened = group if group.aspect else None
                spans = {(label.start, label.end) for label in labels.values()}
                guessed = group if spans & self._guessed else None
            if row := self._row(cells, labels, group, read.margin):
                is_guessed = guessed is not None and row.group is guessed
                rows.append(replace(row, doubt=_OWN_LEVEL) if is_guessed else row)
        body = Body(_without_tail(self._flow, rows), empty, [], group, total)
        return body, lattice.cost

    def _know_furniture(self, cuts: Cuts, arcs: Sequence[Arc]) -> Span | None:
        """Mark what is known and belongs to no row; the points won, where they are added up."""
        total: Span | None = None
        for arc in arcs:
            start, end = span_of(cuts, arc)
            self._coverage.label(start, end)
            if _SUM.match(self._flow.folded, start, end) and "score" in self._roles:
                cells = list(self._flow.split(start, end))
                total = sum_won(cells[1:]) or total
        return total

    # Arcs

    def _arcs(self, cuts: Cuts) -> Iterator[Arc]:
        for first in range(len(cuts.places) - 1):
            yield from self._junk(cuts, first)
            yield from self._labels(cuts, first)
            passed = cuts.cutting[first]
            begin = cuts.places[first]
            for last in range(first + 1, len(cuts.places)):
                end = cuts.places[last]
                beyond = end - begin > _LONGEST_CELL or passed > _MOST_PASSED
                if beyond and last > first + 1:
                    break
                yield from self._cells(first, last, begin, end, passed)
                passed += cuts.passing[last]

    def _cells(
        self, first: int, last: int, begin: int, end: int, passed: float
    ) -> Iterator[Arc]:
        text = self._flow.text(begin, end)
        dear = 0.0
        if self._is_label(begin, end):
            whole_label = text.endswith(("指标", "目标"))
            weight = "level_as_text" if whole_label else "short_level_as_text"
            dear = self._text_cost[weight]
        if begin in self._label_like:
            dear = max(dear, self._text_cost["short_level_as_text"])
        for column, role in enumerate(self._roles):
            if role in LEVELS:
                continue
            cost = cell_cost(text, kind_of(role), beside_points=self._points)
            if cost < IMPOSSIBLE:
                whole = self._flow.gaps[begin] >= Gap.CELL and last == first + 1
                most = _MOST_UNLIKELY_CELL if whole else _MOST_UNLIKELY
                cost = min(cost, most) + passed
                cost += dear
                yield Arc(first, last, column, cost)

    def _is_label(self, begin: int, end: int) -> bool:
        return any(
            pattern.fullmatch(self._flow.folded, begin, end)
            for pattern in self._patterns.values()
        )

    def _labels(self, cuts: Cuts, first: int) -> Iterator[Arc]:
        begin = cuts.places[first]
        for last in range(first + 1, len(cuts.places)):
            end = cuts.places[last]
            if end - begin > _LONGEST_LEVEL:
                break
            for column, role in enumerate(self._roles):
                if role in LEVELS and (label := self._label(role, begin, end)):
                    again = (begin, role, label.word) in self._ended
                    self._ended.add((end, role, label.word))
                    yield Arc(first, last, column, label.cost, label, again)

    def _label(self, role: str, begin: int, end: int) -> _Label | None:
        """A stretch as a label of a level: known, or by its make and place."""
        cost = self._level_cost
        flow = self._flow
        apart = (flow.parted(begin) and flow.parted(end)) or False
        if flow.gaps.find(Gap.CELL, begin + 1, end) >= 0:
            return None
        lines = flow.gaps.count(Gap.LINE, begin + 1, end)
        match = self._patterns[role].fullmatch(flow.folded, begin, end)
        if match:
            short = len(match["words"]) <= _SHORT_LABEL or not match["words"].endswith(
                ("指标", "目标")
            )
            known = cost["known"] + cost["line"] * lines
            if short and not apart:
                known += self._glued_cost(role, begin, end)
            return _Label(end, self._words[role][match["words"]], match["mark"], known)
        if lines:
            return None
        if not apart:
            return self._own_label(role, begin, end)
        text = flow.folded[begin:end]
        opens = flow.gaps[begin] >= Gap.CELL or self._behind_label(begin)
        if opens and (word := self._begun(role, text)):
            return _Label(end, word, None, cost["broken"])
        if role == "dimension" and _POINTS_ONLY.fullmatch(text) and "(" in text:
            return _Label(end, None, None, cost["points_only"])
        if not _UNKNOWN_LABEL.fullmatch(text) or self._page.search(text):
            return None
        in_place = self._is_in_place(role, begin)
        behind = flow.gaps[begin] < Gap.CELL and not self._behind_label(begin)
        if behind and not in_place:
            return None
        _, *later = flow.split(begin, end)
        if any(flow.folded[a:b] not in self._fragments for a, b in later):
            return None
        if in_place:
            return _Label(end, None, None, cost["in_place"])
        looks = text.endswith(("指标", "目标"))
        dear = cost["unknown_label"] if looks else cost["unknown"]
        if self._whole and len(text) <= _LONGEST_OWN_WORD:
            dear = min(dear, cost["unknown_cell"])
        return _Label(end, None, None, dear + (role == "dimension"))

    def _own_label(self, role: str, begin: int, end: int) -> _Label | None:
        """A stretch as a label that a bureau made itself and glued to a name; hardly ever right for sure."""
        if not self._has_own_levels:
            return None
        text = self._flow.folded[begin:end]
        cost = own_label_cost(role, text)
        is_second = any((begin, "dimension", None) == key for key in self._ended)
        opens = begin == self._span[0] if role == "dimension" else is_second
        if cost is None or not (opens or is_made(text)):
            return None
        if is_within_degree(self._flow.folded, begin):
            return None
        self._guessed.add((begin, end))
        return _Label(end, None, None, cost, guessed=True)

    def _label_like_places(self, cuts: Cuts) -> frozenset[int]:
        """Where a label of a bureau's own may begin: no name begins a row there without a cost."""
        if not self._has_own_levels:
            return frozenset()
        folded, end = self._flow.folded, self._span[1]
        return frozenset(
            at
            for at in cuts.places
            if any(
                folded[at:stop] != folded[2 * at - stop : at]
                for stop in made_labels(folded, at, end)
            )
            and not is_within_degree(folded, at)
        )

    def _glued_cost(self, role: str, begin: int, end: int) -> float:
        """What a short label costs that stands in a run of words: less where it is one of a pair."""
        if self._has_own_levels:
            is_short = end - begin <= _SHORT_LABEL
            return self._level_cost["own_short" if is_short else "own_first"]
        aspect = self._patterns["aspect"]
        if role == "dimension" and not self._flow.parted(end):
            is_pair = aspect.match(self._flow.folded, end, self._span[1])
            return self._level_cost["paired" if is_pair else "dimension_glued"]
        is_second = any(at == begin for at, of, _ in self._ended if of == "dimension")
        kind = "short_glued" if end - begin <= _SHORT_LABEL else "long_glued"
        return self._level_cost["paired" if is_second else kind]

    def _is_in_place(self, role: str, begin: int) -> bool:
        """Whether a stretch stands below the head of a level in a line that has a cell for each head."""
        flow = self._flow
        line = flow.line_start(begin)
        pieces = list(flow.split(line, min(flow.line_end(begin), self._span[1])))
        column = self._roles.index(role)
        if Gap.CELL in flow.gaps[line + 1 : pieces[-1][1]]:
            last = (
                self._places[self._roles.index("value")]
                if "value" in self._roles
                else None
            )
            reaches = last is not None and flow.column(pieces[-1]) >= last
            return reaches and flow.columns[begin] == self._places[column]
        is_whole = len(pieces) == len(self._roles)
        return is_whole and self._places[-1] is not None and pieces[column][0] == begin

    def _begun(self, role: str, text: str) -> str | None:
        """The level of a label whose end a narrow cell broke off, where only one begins so."""
        if len(text) < _SHORTEST_BROKEN:
            return None
        words, in_order = self._words[role], self._in_order[role]
        first = bisect_left(in_order, text)
        begun = takewhile(lambda word: word.startswith(text), in_order[first:])
        levels = {words[word] for word in begun}
        return levels.pop() if len(levels) == 1 else None

    def _behind_label(self, begin: int) -> bool:
        line = self._flow.line_start(begin)
        return line < begin and self._is_label(line, begin)

    def _junk(self, cuts: Cuts, first: int) -> Iterator[Arc]:
        """What belongs to no row: sums, side bars, page words, heads printed again."""
        flow, cost = self._flow, self._row_cost
        begin = cuts.places[first]
        end = self._span[1]
        starts_apart = flow.parted(begin)
        for pattern in (_SUM, self._sidebar, _STUB):
            match = pattern.match(flow.folded, begin, end)
            if (
                match
                and match.end() > begin
                and (starts_apart or pattern is not self._sidebar)
            ):
                last = cuts.index(match.end())
                if last < len(cuts.places) and cuts.places[last] == match.end():
                    price = 0.0
                    is_prefix = pattern is _STUB and match[0][-1] not in "|;。、,./…"
                    if is_prefix and not self._is_blank_behind(match):
                        price = cost["prefix"]
                    yield Arc(first, last, JUNK, price)
        following = cuts.places[first + 1]
        if following == begin + 1 and COPULA.match(flow.folded, begin):
            yield Arc(first, first + 1, JUNK, 0.0)
        price = cost["junk"] + cost["scrap"] * (following - begin)
        if _DIGIT.search(flow.folded, begin, following):
            price += cost["figures"]
        yield Arc(first, first + 1, JUNK, price)
        if FOOT.match(flow.folded, begin, end):
            last = cuts.index(min(flow.line_end(begin), end))
            yield Arc(first, last, JUNK, cost["foot"])
        stop = next(flow.split(begin, end))[1]
        if flow.parted(begin) and self._are_fragments(flow.line_start(begin), stop):
            yield Arc(first, cuts.index(stop), JUNK, cost["fragment"])
        if flow.gaps[begin] != Gap.LINE:
            return
        line_end = min(flow.line_end(begin), end)
        last = cuts.index(line_end)
        if last < len(cuts.places) and cuts.places[last] == line_end:
            text = flow.folded[begin:line_end]
            price = cost["junk"] + cost["junk_character"] * len(text)
            price += cost["figures"] * bool(_DIGIT.search(text))
            if len(text) <= _LONGEST_FURNITURE and self._page.search(text):
                price = cost["page"]
            first_cell = next(flow.split(begin, line_end))
            if _FIELD.fullmatch(flow.folded, *first_cell):
                price = min(price, cost["label"])
            yield Arc(first, last, JUNK, price)

    def _behind_letters(self) -> Iterator[int]:
        """Where lines go on behind letters of labels: a row may begin there."""
        for start, end in self._flow.line_spans(*self._span):
            for _, stop in self._flow.split(start, end):
                if stop < end and self._are_fragments(start, stop):
                    yield stop

    def _are_fragments(self, start: int, stop: int) -> bool:
        """Whether a line holds nothing but letters of labels down to a place."""
        if stop - start > _LONGEST_UNKNOWN:
            return False
        chunks = self._flow.split(start, stop)
        return all(self._flow.folded[a:b] in self._fragments for a, b in chunks)

    def _is_blank_behind(self, prefix: re.Match[str]) -> bool:
        """Whether nothing of a row follows a prefix: 指标2： is blank where another or a label comes."""
        at, end = prefix.end(), self._span[1]
        if at >= end or not prefix[0].strip(":"):
            return True
        following = self._flow.folded
        return bool(
            _STUB.match(following, at, end)
            or any(
                pattern.match(following, at, end) for pattern in self._patterns.values()
            )
        )

    # Rows

    def _parted(
        self, cuts: Cuts, read: ReadRow
    ) -> tuple[dict[str, Level], dict[int, list[Span]]]:
        labels: dict[str, Level] = {}
        cells: dict[int, list[Span]] = {}
        for arc in read.arcs:
            start, end = span_of(cuts, arc)
            role = self._roles[arc.column]
            if role in LEVELS and isinstance(arc.level, _Label):
                printed = self._flow.text(start, end)
                word = arc.level.word or ""
                labels.setdefault(
                    role, Level(word, start, end, printed, arc.level.mark)
                )
            else:
                cells.setdefault(arc.column, []).append((start, end))
        return labels, cells

    def _take_label_for_name(
        self, labels: dict[str, Level], cells: dict[int, list[Span]]
    ) -> None:
        """Know the second level where it stands in the place of a name.

        Heads that name no level say that what stands there is a name.
        """
        heads = self._form.columns
        if heads and not set(LEVELS) & set(heads.roles):
            return
        names = [at for at in cells if self._roles[at] == "name"]
        if "aspect" in labels or len(names) != 1:
            return
        start, end = cells[names[0]][0][0], cells[names[0]][-1][1]
        if (label := self._label("aspect", start, end)) and label.word:
            printed = self._flow.text(start, end)
            labels["aspect"] = Level(label.word, start, end, printed, label.mark)

    def _open(
        self, labels: dict[str, Level], above: IndicatorGroup | None
    ) -> IndicatorGroup:
        """The group that labels open; labels of a bureau's own are kept as printed."""
        dimension, aspect = labels.get("dimension"), labels.get("aspect")
        for label in labels.values():
            self._coverage.label(label.start, label.end)
        known = dimension if dimension and dimension.word else None
        if aspect and aspect.word:
            opened = self._levels.open(aspect, known, above)
            if dimension:
                opened.dimension_label = dimension.printed
                if not dimension.word and _POINTS_ONLY.fullmatch(dimension.printed):
                    opened.dimension_label = None
            elif above and above.dimension is None:
                opened.dimension_label = opened.dimension_label or above.dimension_label
            return opened
        printed_labels = [label for label in (dimension, aspect) if label]
        if dimension is None and above:
            word, printed = above.dimension, above.dimension_label
        else:
            word = dimension.word or None if dimension else None
            printed = dimension.printed if dimension else None
        return IndicatorGroup(
            dimension=word,
            dimension_label=printed,
            aspect=None,
            aspect_label=aspect.printed if aspect else None,
            required=None,
            start=printed_labels[0].start,
            end=printed_labels[-1].end,
        )

    def _row(
        self,
        cells: dict[int, list[Span]],
        labels: dict[str, Level],
        group: IndicatorGroup | None,
        margin: float,
    ) -> IndicatorRow | None:
        names = [at for at in cells if self._roles[at] == "name"]
        values = [at for at in cells if self._roles[at] == "value"]
        points = [
            at for at in cells if self._roles[at] in ("weight", "score", "actual")
        ]
        if not (values or (names and points) or names):
            return None
        group = group or IndicatorGroup.unlabelled(self._span[0])
        by_role = self._block(cells, names)
        name = tuple(by_role.get("name", ()))
        label = labels.get("aspect") or labels.get("dimension")
        if not name and label:
            name = ((label.start, label.end),)
        elif not name and group.aspect_label:
            name = ((group.start, group.end),)
        every = [span for spans in cells.values() for span in spans]
        whole = {role: (spans[0][0], spans[-1][1]) for role, spans in by_role.items()}
        return IndicatorRow(
            group,
            name,
            tuple(by_role.get("value", ())),
            min(start for start, _ in every),
            max(end for _, end in every),
            whole.get("sign"),
            whole.get("unit"),
            {role: span for role, span in whole.items() if kind_of(role) in BESIDE},
            margin,
        )

    def _block(
        self, cells: dict[int, list[Span]], names: Sequence[int]
    ) -> dict[str, list[Span]]:
        """The cells by role; of two blocks side by side, those of the year's."""
        first = 0
        if self._roles.count("name") > 1 and names:
            year = max(at for at, role in enumerate(self._roles) if role == "value")
            before = [at for at in names if at < year]
            first = max(before or names)
        by_role: dict[str, list[Span]] = {}
        for column in sorted(cells):
            if column >= first:
                by_role.setdefault(self._roles[column], cells[column])
        return by_role


@cache
def _fragments(labels: tuple[str, ...]) -> frozenset[str]:
    """What a narrow cell leaves of level labels on the lines of their rows: 产, 指标, 满意度指."""
    ends = {label[at:] for label in labels for at in range(1, len(label))}
    begins = {label[:at] for label in labels for at in range(1, len(label))}
    letters = set("".join(labels))
    return frozenset((ends | begins | letters) - set(labels) | {"(", ")", "分)"})


def _ends_in_value(text: str) -> bool:
    """Whether words end in a value that is glued to them: 培训人次≥200人次."""
    first, last = (find_values(text) or [(0, 0)])[-1]
    is_glued = first > 0 and last == len(text)
    return is_glued or 0 < wording_at_end(text) < len(text) - 2


def _columns(heads: ColumnHeads | None) -> Columns:
    """The columns that heads name; of a long stretch without heads the likeliest."""
    if heads is None:
        roles = ["name", "value", "weight"]
        return [*LEVELS, *roles], [None] * 5
    columns = list(heads.columns)
    places: dict[str, int] = {}
    while (
        columns
        and columns[0].role in (*LEVELS, "other", "explanation")
        and (columns[0].role in LEVELS or any(c.role in LEVELS for c in columns))
    ):
        column = columns.pop(0)
        places[column.role] = column.place
    first = columns[0].place if columns else 0
    if not any(column.role == "name" for column in columns):
        roles = ["name", *(c.role for c in columns)]
        spots: list[int | None] = [None, *(c.place for c in columns)]
    else:
        roles = [c.role for c in columns]
        spots = [c.place for c in columns]
    aspect = places.get("aspect", first - 1)
    return [*LEVELS, *roles], [places.get("dimension", aspect - 1), aspect, *spots]


def _without_tail(flow: Flow, rows: list[IndicatorRow]) -> list[IndicatorRow]:
    """The rows without those at the end that hold nothing but a name on a line without cells."""
    while rows and not (rows[-1].value or rows[-1].beside):
        line = flow.lines[flow.line_index(rows[-1].start)]
        if "\t" in line.text:
            break
        rows.pop()
    return rows
