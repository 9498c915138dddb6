"""Know the printed labels of the two levels of indicators, and what belongs to no row."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from functools import lru_cache
from typing import NamedTuple

from jixiao.documents import Coverage, Flow, Gap, Span
from jixiao.evidence import Note, ReadAs
from jixiao.targets.dialect import Dialect
from jixiao.targets.reading.heads import any_of, head_pattern

_WEIGHT = r"(?:\(\d{1,3}(?:-\d{1,3})?\)?分?\)?)?"
_SIDEBAR_LETTERS = re.compile(r"^[产出效益满意度指标绩成本]{1,2}$")


@dataclass
class IndicatorGroup:
    """The rows under one printed pair of labels.

    `dimension` and `aspect` are the framework's words, None where the form prints none;
    `*_label` are the printed ones. `own_dimension` is true where the first-level label stands
    on the same row as the second-level one.
    """

    dimension: str | None
    dimension_label: str | None
    aspect: str | None
    aspect_label: str | None
    required: bool | None
    start: int
    end: int
    own_dimension: bool = False
    lines: list[Span] = field(default_factory=list)

    @classmethod
    def unlabelled(cls, at: int) -> "IndicatorGroup":
        """The group of rows that no label stands above."""
        return cls(None, None, None, None, None, at, at)

    @classmethod
    def of_dimension(cls, level: "Level") -> "IndicatorGroup":
        """The group of rows that only a first-level label stands above."""
        return cls(level.word, level.printed, None, None, None, level.start, level.end)

    def continued(self) -> "IndicatorGroup":
        """The group the next page goes on with."""
        return replace(self, own_dimension=False, lines=[])


@dataclass(frozen=True, slots=True)
class IndicatorRow:
    """A row as read: spans of its name and value, and the group it stands in.

    `sign`, `unit` and those of `beside` (actual, weight, score, reason and more, by role) are cells
    of their own in forms that have such columns.
    """

    group: IndicatorGroup
    name: tuple[Span, ...]
    value: tuple[Span, ...]
    start: int
    end: int
    sign: Span | None = None
    unit: Span | None = None
    beside: Mapping[str, Span] = field(default_factory=dict)
    margin: float | None = None
    """By how much the next best reading is dearer, where the row was decoded."""
    read_as: ReadAs | None = None
    agreed: bool = False
    """Whether a second reader reads the row alike."""
    doubt: str | None = None
    """Why a person should look at the row; nothing where it is sure."""


@dataclass(frozen=True, slots=True)
class Body:
    """What the lower half of one printed page says."""

    rows: list[IndicatorRow]
    empty: list[IndicatorGroup]
    notes: list[Note]
    last: IndicatorGroup | None
    total: Span | None = None
    """Where the points won are added up."""


@dataclass(frozen=True, slots=True)
class Level:
    """A level label on the paper: the framework's word, where it ends, its mark."""

    word: str
    start: int
    end: int
    printed: str
    mark: str | None = None


class _Patterns(NamedTuple):
    """The labels of both levels, what a narrow cell broke off a label, and what belongs to no row."""

    dimension: re.Pattern[str]
    aspect: re.Pattern[str]
    broken_off: re.Pattern[str]
    furniture: re.Pattern[str]


@lru_cache(maxsize=64)
def _patterns_of(dialect: Dialect) -> _Patterns:
    number = f"(?:{dialect.numbering})?"
    words = map(re.escape, (*dialect.required, *dialect.optional))
    marks = rf"(?:\((?P<mark>{'|'.join(words)})\))?"
    dimensions = any_of(dialect.framework.dimension_words)
    aspects = any_of(dialect.framework.aspect_words)
    heads, sidebars = head_pattern(dialect).pattern, any_of(dialect.sidebars)
    return _Patterns(
        re.compile(rf"{number}(?P<words>{dimensions}){_WEIGHT}"),
        re.compile(rf"{number}(?P<words>{aspects}){_WEIGHT}{marks}"),
        re.compile(rf"(?P<rest>指标)?{marks}"),
        re.compile(rf"(?:{heads})|(?:{sidebars})"),
    )


class Levels:
    """The level labels of one dialect, looked for in one flow."""

    def __init__(self, flow: Flow, coverage: Coverage, dialect: Dialect) -> None:
        self._flow = flow
        self._coverage = coverage
        self._dialect = dialect
        self._framework = dialect.framework
        patterns = _patterns_of(dialect)
        self._dimension, self._aspect = patterns.dimension, patterns.aspect
        self._project = re.compile(rf"项目(?P<words>产出|完成|效益){_WEIGHT}")
        self._broken_off, self._furniture = patterns.broken_off, patterns.furniture

    def dimension(self, at: int, end: int) -> Level | None:
        """Find a first-level label at `at`."""
        match = self._match(self._dimension, at, end)
        if not match:
            return self._project_dimension(at, end)
        word = self._framework.dimension_words[match["words"]]
        return Level(word, at, match.end(), self._flow.text(at, match.end()))

    def _project_dimension(self, at: int, end: int) -> Level | None:
        """Find 项目产出 or 项目效益, a label only where a second-level one stands right behind it."""
        match = self._match(self._project, at, end)
        if match is None or match.end() >= end:
            return None
        if self._match(self._aspect, match.end(), end) is None:
            return None
        is_benefit = match["words"] == "效益"
        word = self._framework.dimension_words["效益" if is_benefit else "产出"]
        return Level(word, at, match.end(), self._flow.text(at, match.end()))

    def aspect(self, at: int, end: int) -> Level | None:
        """Find a second-level label at `at`, with what a narrow cell broke off it."""
        match = self._match(self._aspect, at, end)
        if not match:
            return None
        stop, mark = match.end(), match["mark"]
        if mark is None and stop < end:
            late = self._match(self._broken_off, stop, end)
            is_complete = match["words"].endswith("指标")
            if late and not (is_complete and late["rest"]):
                stop, mark = late.end(), late["mark"]
        word = self._framework.aspect_words[match["words"]]
        return Level(word, at, stop, self._flow.text(at, stop), mark)

    def open(
        self, aspect: Level, dimension: Level | None, above: IndicatorGroup | None
    ) -> IndicatorGroup:
        """Open the group of a second-level label.

        The second-level word outranks the first-level cell: the group bears the dimension its
        aspect belongs to, and the printed first-level label only where the two agree.
        """
        self._coverage.label(aspect.start, aspect.end)
        dimension_word = self._framework.dimension_of[aspect.word]
        label = None
        if dimension and dimension.word == dimension_word:
            label = dimension.printed
        elif above and above.dimension == dimension_word:
            label = above.dimension_label
        elif above and above.dimension is None and dimension is None:
            # A first level of the bureau's own goes on down to the next one.
            label = above.dimension_label
        mark = aspect.mark
        return IndicatorGroup(
            dimension=dimension_word,
            dimension_label=label,
            aspect=aspect.word,
            aspect_label=aspect.printed,
            required=None if mark is None else mark in self._dialect.required,
            start=dimension.start if dimension else aspect.start,
            end=aspect.end,
            own_dimension=dimension is not None,
        )

    def furniture(self, at: int, line_end: int, end: int) -> int:
        """Where a side bar or repeated column heads end; 0 if none is here.

        Letters of a side bar may share their line with a label (标 可持续影响指标).
        """
        if match := self._match(self._furniture, at, end):
            return match.end()
        first, *others = (stop for _, stop in self._flow.split(at, line_end))
        if self._is_label(at, end) or not self.are_letters(at, first):
            return 0
        return first if not others or self._is_label(first, end) else 0

    def _is_label(self, at: int, end: int) -> bool:
        return bool(self.dimension(at, end) or self.aspect(at, end))

    def are_letters(self, start: int, end: int) -> bool:
        """Whether a stretch is nothing but letters of a side bar."""
        return bool(_SIDEBAR_LETTERS.match(self._flow.folded[start:end]))

    def _match(
        self, pattern: re.Pattern[str], at: int, end: int
    ) -> re.Match[str] | None:
        """Match a label only where it stands apart on both sides, inside one cell.

        Of several readings the longest: 服务对象满意度指标, else 服务对象满意度.
        """
        if not self._flow.gaps[at]:
            return None
        match = pattern.match(self._flow.folded, at, end)
        if not match or match.end() == at:
            return None
        if not self._flow.parted(match.end()):
            match = self._longest_apart(pattern, at, match.end())
        if not match or Gap.CELL in self._flow.gaps[at + 1 : match.end()]:
            return None
        return match

    def _longest_apart(
        self, pattern: re.Pattern[str], at: int, end: int
    ) -> re.Match[str] | None:
        """The longest match that ends where something stands apart, short of `end`."""
        for stop in range(end - 1, at, -1):
            if self._flow.gaps[stop]:
                match = pattern.fullmatch(self._flow.folded, at, stop)
                if match:
                    return match
        return None
