"""Labels of headers that no list has, by what they are made of: where they stand in text, and what they announce."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache, lru_cache
from itertools import chain
from pathlib import Path
from typing import Any

from jixiao.library import load_toml
from jixiao.targets.reading.heads import any_of

NAME, BODY, TERM, ANY = "name", "body", "date", "any"
"""What the value of a field is: the name of a project, of a body, a time, anything."""
_STRICT = ("person", "phone", "date", "code", "money", "body")
"""Kinds whose values are known by their make."""
_NEVER_IN_BODIES = ("person", "phone", "date", "code", "body", "kind", "place")
"""Kinds of labels whose ends stand in no name of a body but at its end."""
_SELDOM_IN_NAMES = ("person", "phone", "date", "code", "kind", "place")
_LONGEST_OPENING = 10
_LONGEST_TEXT = 240
_FEWEST_ALONE = 3
"""From so many characters on an end is a label by itself: 负责人."""
_LABEL, _WEAK, _ALONE, _OF_OTHER = 0.5, 0.8, 0.3, 0.3
"""What a label costs; more where anything may stand behind it, where nothing opens it, where a word
that it and the value share goes to the one that has it less often."""
_ODD, _ODD_BODY, _ODD_NAME, _BLANK = 4.0, 3.0, 0.8, 0.2
"""What values cost that are not of their kind, or blank."""
_HOLDS_LABEL, _ANY_HOLDS_LABEL = 1.5, 0.9
"""What it costs that a value holds a label; less where it may be a sentence."""
_BEHIND = re.compile(r"(?:\([^()]{1,12}\))?:?")


@dataclass(frozen=True, slots=True)
class _Label:
    """A label that may stand in a text: where, and the kind of value behind it."""

    start: int
    end: int
    kind: str
    cost: float


@cache
def _tables() -> dict[str, Any]:
    return load_toml(Path(__file__).with_name("label_makes.toml"))


@cache
def _kinds() -> dict[str, str]:
    """The kind of each end."""
    return {word: kind for kind, ends in _tables()["ends"].items() for word in ends}


@cache
def _end() -> re.Pattern[str]:
    """An end wherever one may begin, and the further ones that are joined to it: 联系人及电话."""
    end = any_of(_kinds())
    return re.compile(rf"(?=(?P<end>{end})(?P<others>(?:[及和与、](?:{end}))*))")


@cache
def _openers() -> frozenset[str]:
    tables = _tables()
    return frozenset(
        (*tables["openers"], *chain(*tables["shared"].values()), *_kinds())
    )


@cache
def _shared(kind: str) -> tuple[str, ...]:
    return tuple(_tables()["shared"][kind])


@cache
def _value(kind: str) -> re.Pattern[str]:
    return re.compile(_tables()["values"][kind])


@cache
def _whole_label() -> re.Pattern[str]:
    """A label of any make that stands apart: some characters before an end, which is long or needs none."""
    alone = [word for word, kind in _kinds().items() if kind not in ("money", "text")]
    return re.compile(
        rf"(?:[\u4e00-\u9fff、]{{2,8}}(?P<end>{any_of(_kinds())})|(?P<alone>{any_of(alone)}))"
        r"(?:[及和与、][\u4e00-\u9fff]{2,6})?(?:\([^()]{1,12}\))?:?"
    )


@cache
def _fields() -> dict[str, re.Pattern[str]]:
    bracket = r"(?:\((?:盖章|公章|签章|单位|部门)\))?"
    return {
        name: re.compile(f"(?:{words}){bracket}")
        for name, words in _tables()["fields"].items()
    }


def kind_of_label(words: str) -> str | None:
    """The kind of value behind words that stand apart, where they are a label by their make."""
    match = _whole_label().fullmatch(words)
    return _kinds()[match["end"] or match["alone"]] if match else None


def may_be_blank(kind: str) -> bool:
    """Whether forms leave what stands behind labels of a kind blank."""
    return kind in _tables()["values_blank"]["may_be_blank"]


def field_of(words: str) -> str | None:
    """The field that a label announces in words that no list has: 项目具体承办单位."""
    return next(
        (name for name, make in _fields().items() if make.fullmatch(words)), None
    )


def kind_of_field(name: str) -> str:
    """What the value of a field is."""
    kinds = {
        "project_name": NAME,
        "supervising_department": BODY,
        "implementing_unit": BODY,
        "term": TERM,
    }
    return kinds.get(name, ANY)


@lru_cache(maxsize=1024)
def parted(text: str, kind: str) -> tuple[int, ...]:
    """Where labels begin and end in a folded text that opens with a value; nothing where none stand in it."""
    if len(text) > _LONGEST_TEXT:
        return ()
    labels = tuple(_labels(text))
    if not labels:
        return ()
    return _Parting(text, labels).best(0, kind)[1]


class _Parting:
    """The cheapest way to read a text as values and labels by turns."""

    def __init__(self, text: str, labels: tuple[_Label, ...]) -> None:
        self._text = text
        self._labels = labels
        self._known: dict[tuple[int, str], tuple[float, tuple[int, ...]]] = {}

    def best(self, at: int, kind: str) -> tuple[float, tuple[int, ...]]:
        """What the text from a place on costs, and the borders in it."""
        if (at, kind) in self._known:
            return self._known[at, kind]
        whole = self._cost(at, len(self._text), kind)
        ways: list[tuple[float, tuple[int, ...]]] = [(whole, ())]
        for label in self._labels:
            if label.start < at or (label.start == at and kind in (NAME, ANY, BODY)):
                continue
            cost = self._cost(at, label.start, kind) + label.cost
            cost += self._of_other(at, label)
            rest, borders = self.best(label.end, label.kind)
            ways.append((cost + rest, (label.start, label.end, *borders)))
        self._known[at, kind] = min(ways, key=lambda way: way[0])
        return self._known[at, kind]

    def _of_other(self, at: int, label: _Label) -> float:
        """What it costs to cut on this side of a word that a value may end with and a label open with."""
        is_left = self._text[at : label.start].endswith(_shared("opening"))
        is_taken = self._text.startswith(_shared("ending"), label.start)
        return _OF_OTHER * (is_left or is_taken)

    def _cost(self, start: int, end: int, kind: str) -> float:
        """How unlikely a stretch is as a value of a kind."""
        value = self._text[start:end]
        if not value:
            return _BLANK if may_be_blank(kind) else _ODD
        inside = any(start < each.start and each.end < end for each in self._labels)
        if kind == ANY:
            return _ANY_HOLDS_LABEL * inside
        cost = _HOLDS_LABEL * inside
        if kind == NAME:
            return cost + _ODD_NAME * (not ends_as_name(value))
        odd = _ODD_BODY if kind == BODY else _ODD
        return cost + odd * (_value(kind).fullmatch(value) is None)


def _labels(text: str) -> Iterator[_Label]:
    """The labels that may stand in a text, with every place where each may begin."""
    for match in _end().finditer(text):
        kind = _kinds()[match["end"]]
        behind = _BEHIND.match(text, match.end("others"))
        stop = behind.end() if behind else match.end("others")
        weak = 0.0 if kind in _STRICT else _WEAK
        if len(match["end"]) >= _FEWEST_ALONE:
            yield _Label(match.start(), stop, kind, _LABEL + weak + _ALONE)
        for start in _starts(text, match.start()):
            yield _Label(start, stop, kind, _LABEL + weak)


def _starts(text: str, at: int) -> set[int]:
    """Where the words may begin that open a label whose end begins at a place."""
    starts: set[int] = set()
    ways = [at]
    while ways:
        here = ways.pop()
        for length in (4, 3, 2):
            before = here - length
            word = text[before:here] if before >= 0 else ""
            is_opener = word in _openers() and not text.startswith(word, here)
            if is_opener and before not in starts and at - before <= _LONGEST_OPENING:
                starts.add(before)
                ways.append(before)
    return starts


def ends_as_name(text: str) -> bool:
    """Whether a text ends as names of projects do."""
    return text.endswith(tuple(_tables()["endings"]["names"]))


def opening_of_next(text: str, kind: str) -> int:
    """How many characters at the end of a value open the label behind it: …局具体 | 实施单位.

    Some words end no value; what opens labels ends no name of a body and no time.
    """
    if kind in (BODY, TERM):
        starts = (at for at in _starts(text, len(text)) if _is_whole(text[:at], kind))
        return len(text) - min(starts, default=len(text))
    match = _never_last().search(text)
    if match is None or not match.start():
        return 0
    end = match.start()
    word = next(
        (word for word in _shared("opening") if text.endswith(word, 0, end)), ""
    )
    before = text[: end - len(word)]
    return len(text) - (len(before) if word and ends_as_name(before) else end)


def _is_whole(value: str, kind: str) -> bool:
    return ends_as_body(value) if kind == BODY else bool(_value(kind).fullmatch(value))


def rest_of_label(text: str, kind: str) -> tuple[int, str]:
    """How much of a text behind a known label goes on with the label, and the kind of value behind it then.

    主管单位 | 代码758174 is one label where 代码758174 is no body.
    """
    match = _end().match(text)
    if match is None or kind not in (BODY, TERM) or len(text) > _LONGEST_TEXT:
        return 0, kind
    longer = _kinds()[match["end"]]
    behind = match.end("others")
    labels = tuple(_labels(text))
    whole, _ = _Parting(text, labels).best(0, kind)
    rest = text[behind:]
    shorter, _ = _Parting(rest, tuple(_labels(rest))).best(0, longer)
    return (behind, longer) if shorter + _LABEL < whole else (0, kind)


def is_value_behind(words: str, before: str) -> bool:
    """Whether words that are a label elsewhere are the value of the label right before them."""
    kinds = tuple(_tables()["ends"]["kind"])
    return words in _tables()["also_values"] and before.rstrip(":").endswith(kinds)


def word_of_next(text: str) -> str:
    """The word at the end of a project's name that may open the label behind it; nothing where there is none."""
    words = (text[at:] for at in sorted(_starts(text, len(text)), reverse=True))
    return next((word for word in words if ends_as_name(text.removesuffix(word))), "")


@cache
def _never_last() -> re.Pattern[str]:
    return re.compile(rf"(?:{any_of(_tables()['never_last'])})+$")


def ends_as_body(text: str) -> bool:
    """Whether a text ends as names of bodies do."""
    return text.endswith(tuple(_tables()["endings"]["bodies"]))


@lru_cache(maxsize=1024)
def holds_label(text: str, kind: str, *, is_glued: bool = False) -> bool:
    """Whether a folded value of a kind holds a label: …第二医院起止年限2024年.

    In text that lost its gaps a name is doubted for less.
    """
    if kind == NAME and not is_glued:
        return any(_shows_label(label, text) for label in _labels(text))
    kinds = _NEVER_IN_BODIES if kind in (BODY, TERM) else _SELDOM_IN_NAMES
    if kind == ANY:
        return False
    if kind == BODY and is_glued and not ends_as_body(text):
        return True
    ends = (end for end in _end().finditer(text) if _kinds()[end["end"]] in kinds)
    behinds = [text[end.end("others") :] for end in ends]
    if kind == NAME:
        behinds = [behind for behind in behinds if not ends_as_name(behind)]
    return any(behinds) or any(_shows_label(label, text) for label in _labels(text))


def _shows_label(label: _Label, text: str) -> bool:
    """Whether a possible label within the name of a project is one, by its kind and what stands behind it."""
    behind = text[label.end :]
    if not (label.start and behind):
        return False
    match label.kind:
        case "body":
            return ends_as_body(behind) and not ends_as_name(behind)
        case "person":
            return not ends_as_name(behind)
        case "phone" | "date" | "code" | "money":
            return behind[0].isdigit()
        case _:
            return False
