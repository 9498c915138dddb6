"""Which labels of a form are printed and blank, which only stand among its words, which nowhere."""

import re
from collections.abc import Iterable, Sequence

from jixiao.documents import Flow, Span
from jixiao.targets.dialect import Dialect, LabelKind
from jixiao.targets.reading.labels import PrintedLabel
from jixiao.targets.reading.levels import IndicatorGroup
from jixiao.targets.table import Presence

_TOTAL = "funding.annual.total"
_YEAR = "fiscal_year"
_ASKED_FOR = (
    "project_name",
    "supervising_department",
    "implementing_unit",
    "objective",
    _TOTAL,
)
_FIELDS = (LabelKind.FIELD, LabelKind.OBJECTIVE)
_BLANK_YEAR = re.compile(r"\(年度?\)")
_ANY_YEAR = re.compile(r"(?:19|20)\d{2}\)?年")
_REACH = 40
_BARS = re.compile(r"[|｜\s]+")
_MOST_BLANK = 0.5
"""From this share of labels without a value on the values were printed elsewhere, not left out."""


def presence_of(
    flow: Flow,
    dialect: Dialect,
    title: Span,
    span: Span,
    labels: Sequence[PrintedLabel],
    waiting: Sequence[PrintedLabel],
    empty: Iterable[IndicatorGroup],
) -> dict[str, Presence]:
    """The presence of each place of the header, and of each first level of the indicators.

    `span` is the form without its title, `title` the title lines, `labels` those of its header, `waiting` the ones of
    them that no value stands behind, `empty` the levels printed without a row. A place that has a
    value is left out by the caller.
    """
    words = flow.folded[slice(*span)]
    asked = [label for label in labels if _place(label) in _ASKED_FOR]
    levels = tuple(dialect.framework.dimension_words)
    blank = {
        _place(label)
        for label in waiting
        if not _words_behind(flow, label).startswith(levels)
    }
    torn_apart = dialect.varies and len(waiting) > _MOST_BLANK * max(1, len(asked))
    presence = {
        place: _of_label(place, dialect, words, set() if torn_apart else blank)
        for place in _ASKED_FOR
    }
    presence[_YEAR] = _of_year(flow.folded[slice(*title)] + words)
    without_rows = {group.dimension for group in empty}
    for dimension in dict.fromkeys(dialect.framework.dimension_words.values()):
        presence[dimension] = _of_dimension(dimension, dialect, words, without_rows)
    return presence


def _words_behind(flow: Flow, label: PrintedLabel) -> str:
    """What stands behind a label, bars and blanks left out.

    Rows of indicators that begin there (年度绩效总目标 | 产出指标) are its value.
    """
    behind = flow.folded[label.end : label.end + _REACH]
    return _BARS.sub("", behind)


def _place(label: PrintedLabel) -> str:
    """The path of the cell that a label announces."""
    is_total = label.kind is LabelKind.BLOCK or label.name == "total"
    return _TOTAL if label.is_money and is_total else label.name


def _of_label(place: str, dialect: Dialect, words: str, blank: set[str]) -> Presence:
    if place in blank:
        return Presence.BLANK
    wordings = (
        label.words
        for label in dialect.labels
        if (label.kind in _FIELDS and label.name == place)
        or (place == _TOTAL and label.name == "total")
    )
    return _among(wordings, words)


def _among(wordings: Iterable[str], words: str) -> Presence:
    stands = any(wording in words for wording in wordings)
    return Presence.AMONG_LINES if stands else Presence.NOT_SEEN


def _of_year(words: str) -> Presence:
    if _ANY_YEAR.search(words):
        return Presence.AMONG_LINES
    return Presence.BLANK if _BLANK_YEAR.search(words) else Presence.NOT_SEEN


def _of_dimension(
    dimension: str, dialect: Dialect, words: str, without_rows: set[str | None]
) -> Presence:
    if dimension in without_rows:
        return Presence.BLANK
    framework = dialect.framework
    aspects = {
        aspect for aspect, above in framework.dimension_of.items() if above == dimension
    }
    levels = {**framework.dimension_words, **framework.aspect_words}
    return _among(
        (word for word, level in levels.items() if level in {dimension, *aspects}),
        words,
    )
