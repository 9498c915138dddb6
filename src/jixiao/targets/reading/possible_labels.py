"""Labels of levels that may stand somewhere: known ones, and those told by their make and place."""

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import pairwise, takewhile

from jixiao.documents import Flow, Gap, Span
from jixiao.targets.reading.columns import LEVELS
from jixiao.targets.reading.cuts import (
    Cuts,
    is_within_degree,
    made_labels,
    values_of,
    weights,
    words,
)
from jixiao.targets.reading.forms import PrintedForm
from jixiao.targets.reading.heads import any_of
from jixiao.targets.reading.lattice import Arc
from jixiao.targets.reading.own_levels import (
    has_own_levels,
    is_made,
    own_label_cost,
)
from jixiao.targets.reading.row_kinds import kind_changes

_LONGEST_LEVEL = 40
_LONGEST_UNKNOWN = 14
_LONGEST_OWN_WORD = 6
_SHORT_LABEL = 3
_USUAL_LABEL = 4
_WORD = 2
_SHORTEST_BROKEN = 2
_POINTS_ONLY = re.compile(r"\(?\d{1,3}(?:-\d{1,3})?\)?分?\)?")
_UNKNOWN_LABEL = re.compile(
    r"[\u4e00-\u9fff、()（）]{2,14}(?:[(（]\d{1,3}(?:\.\d)?分?[)）])?"
)


@dataclass(frozen=True, slots=True)
class PossibleLabel:
    """A level label that may stand somewhere: its level's word, or none the framework knows."""

    end: int
    word: str | None
    mark: str | None
    cost: float
    guessed: bool = False
    """Whether nothing but its make parts it from the name behind it."""


class PossibleLabels:
    """The labels of levels of one stretch.

    `roles` and `places` are the columns and where their heads stand; `whole`: cells stand apart.
    """

    def __init__(
        self,
        flow: Flow,
        form: PrintedForm,
        span: Span,
        columns: tuple[Sequence[str], Sequence[int | None]],
        *,
        whole: bool,
    ) -> None:
        self._flow = flow
        self._span = span
        self._roles, self._places = columns
        self._whole = whole
        self._cost = weights("levels")
        self._ended: set[tuple[int, str, str | None]] = set()
        """Where labels end that were found so far, with their level and word."""
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
        known = [word for table in self._words.values() for word in table]
        self._fragments = _fragments((*known, *form.dialect.sidebars))
        self._page = re.compile(any_of(words("page")))
        heads = form.columns.roles if form.columns else ()
        opening = re.compile(f"{number}(?:{any_of(known)})")
        self.own_levels = bool(set(LEVELS) & set(heads)) and has_own_levels(
            flow, span, opening, framework
        )
        """Whether labels that nobody knows are glued to names."""
        self._knows_firsts = False
        """Whether labels of the first level that are known stand among those of the bureau's own."""
        self._changes = frozenset[int]()
        """Where a label is expected whose words say nothing."""
        if self.own_levels:
            values = values_of(flow, *span)
            self._changes = kind_changes(flow.folded, values, span[1])
            long = [word for word in self._words["dimension"] if word.endswith("指标")]
            firsts = re.compile(any_of(long))
            self._knows_firsts = firsts.search(flow.folded, *span) is not None
        self._closing = self._cells_before_labels() if whole else {}
        """Where cells close rows, by the level that they are no label of and their words."""
        self.guessed: set[Span] = set()
        """Where labels stand that nothing but their make parts from names."""

    def is_label(self, begin: int, end: int) -> bool:
        """Whether a stretch is a label that is known."""
        return any(
            pattern.fullmatch(self._flow.folded, begin, end)
            for pattern in self._patterns.values()
        )

    def opens_at(self, at: int, end: int) -> bool:
        """Whether a known label begins at a place."""
        return any(
            pattern.match(self._flow.folded, at, end)
            for pattern in self._patterns.values()
        )

    def arcs(self, cuts: Cuts, first: int) -> Iterator[Arc]:
        """The labels that may begin at a cut."""
        begin = cuts.places[first]
        for last in range(first + 1, len(cuts.places)):
            end = cuts.places[last]
            if end - begin > _LONGEST_LEVEL:
                break
            for column, role in enumerate(self._roles):
                if role in LEVELS and (label := self.label(role, begin, end)):
                    again = (begin, role, label.word) in self._ended
                    self._ended.add((end, role, label.word))
                    yield Arc(first, last, column, label.cost, label, again)

    def label(self, role: str, begin: int, end: int) -> PossibleLabel | None:
        """A stretch as a label of a level: known, or by its make and place."""
        cost = self._cost
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
            return PossibleLabel(
                end, self._words[role][match["words"]], match["mark"], known
            )
        if lines:
            return None
        if not apart:
            return self._own_label(role, begin, end)
        text = flow.folded[begin:end]
        opens = flow.gaps[begin] >= Gap.CELL or self._behind_label(begin)
        if opens and (word := self._begun(role, text)):
            return PossibleLabel(end, word, None, cost["broken"])
        if role == "dimension" and _POINTS_ONLY.fullmatch(text) and "(" in text:
            return PossibleLabel(end, None, None, cost["points_only"])
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
            return PossibleLabel(end, None, None, cost["in_place"])
        if self._closing.get((role, text), {begin}) - {begin}:
            return None
        looks = text.endswith(("指标", "目标"))
        dear = cost["unknown_label"] if looks else cost["unknown"]
        if self._whole and len(text) <= _LONGEST_OWN_WORD:
            dear = min(dear, cost["made_cell" if is_made(text) else "unknown_cell"])
        return PossibleLabel(end, None, None, dear + (role == "dimension"))

    def _own_label(self, role: str, begin: int, end: int) -> PossibleLabel | None:
        """A stretch as a label that a bureau made itself and glued to a name; hardly ever right for sure."""
        if not self.own_levels or (role == "dimension" and self._knows_firsts):
            return None
        text = self._flow.folded[begin:end]
        cost = own_label_cost(role, text)
        is_second = any((begin, "dimension") == key[:2] for key in self._ended)
        opens = begin == self._span[0] if role == "dimension" else is_second
        is_expected = begin in self._changes and (
            role == "aspect" or end in self._changes
        )
        if cost is None or not (opens or is_made(text) or is_expected):
            return None
        if is_within_degree(self._flow.folded, begin) or _took_a_word(text):
            return None
        self.guessed.add((begin, end))
        return PossibleLabel(end, None, None, cost, guessed=True)

    def _cells_before_labels(self) -> dict[tuple[str, str], set[int]]:
        """Where cells stand right before a known label, where no label of their level would stand."""
        flow = self._flow
        lines = flow.line_spans(*self._span)
        cells = [cell for line in lines for cell in flow.split(*line)]
        closing: dict[tuple[str, str], set[int]] = {}
        for (start, end), behind in pairwise(cells):
            known = {
                role
                for role, pattern in self._patterns.items()
                if pattern.fullmatch(flow.folded, *behind)
            }
            text = flow.folded[start:end]
            if known:
                closing.setdefault(("aspect", text), set()).add(start)
            if known == {"dimension"}:
                closing.setdefault(("dimension", text), set()).add(start)
        return closing

    def label_like(self, cuts: Cuts) -> frozenset[int]:
        """Where a label of a bureau's own may begin: no name begins a row there without a cost."""
        if not self.own_levels:
            return frozenset()
        folded, end = self._flow.folded, self._span[1]
        return frozenset(
            at
            for at in cuts.places
            if at in self._changes
            or (
                any(
                    folded[at:stop] != folded[2 * at - stop : at]
                    for stop in made_labels(folded, at, end)
                )
                and not is_within_degree(folded, at)
            )
        )

    def _glued_cost(self, role: str, begin: int, end: int) -> float:
        """What a short label costs that stands in a run of words: less where it is one of a pair."""
        if self.own_levels:
            is_short = end - begin <= _SHORT_LABEL
            return self._cost["own_short" if is_short else "own_first"]
        aspect = self._patterns["aspect"]
        if role == "dimension" and not self._flow.parted(end):
            is_pair = aspect.match(self._flow.folded, end, self._span[1])
            return self._cost["paired" if is_pair else "dimension_glued"]
        is_second = any(at == begin for at, of, _ in self._ended if of == "dimension")
        kind = "short_glued" if end - begin <= _SHORT_LABEL else "long_glued"
        return self._cost["paired" if is_second else kind]

    def _is_in_place(self, role: str, begin: int) -> bool:
        """Whether a stretch stands below the head of a level in a line that has a cell for each head."""
        flow = self._flow
        line = flow.line_start(begin)
        pieces = list(flow.split(line, min(flow.line_end(begin), self._span[1])))
        column = self._roles.index(role)
        if Gap.CELL in flow.gaps[line + 1 : pieces[-1][1]]:
            reached = "value" if "value" in self._roles else self._roles[-1]
            last = self._places[self._roles.index(reached)]
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
        return line < begin and self.is_label(line, begin)

    def behind_letters(self) -> Iterator[int]:
        """Where lines go on behind letters of labels: a row may begin there."""
        for start, end in self._flow.line_spans(*self._span):
            for _, stop in self._flow.split(start, end):
                if stop < end and self.are_fragments(start, stop):
                    yield stop

    def are_fragments(self, start: int, stop: int) -> bool:
        """Whether a line holds nothing but letters of labels down to a place."""
        if stop - start > _LONGEST_UNKNOWN:
            return False
        chunks = self._flow.split(start, stop)
        return all(self._flow.folded[a:b] in self._fragments for a, b in chunks)


def _took_a_word(text: str) -> bool:
    """Whether a label ends in the word it begins with, which the name behind it opens with: 带动作用 | 带动."""
    return len(text) > _USUAL_LABEL and text[-_WORD:] == text[:_WORD]


@cache
def _fragments(labels: tuple[str, ...]) -> frozenset[str]:
    """What a narrow cell leaves of level labels on the lines of their rows: 产, 指标, 满意度指."""
    ends = {label[at:] for label in labels for at in range(1, len(label))}
    begins = {label[:at] for label in labels for at in range(1, len(label))}
    letters = set("".join(labels))
    return frozenset((ends | begins | letters) - set(labels) | {"(", ")", "分)"})
