"""The phrases by which forms call a measure, and where they stand in the name of an indicator.

A phrase is parts parted by blanks, which must stand in the name, the last after all others, which
may stand in any order; a part may be one of several words (`a|b`), and each of them stands for what
forms write in its place (`synonyms.toml`). A part after a minus must not stand in it; one of the
words of a part after an at sign must stand in it or in the project's name; words after a question
mark may stand beside any phrase of the measure and change nothing.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from functools import cache
from itertools import permutations
from pathlib import Path

from jixiao.library import load_toml
from jixiao.measures.declaration import library

Span = tuple[int, int]
"""Where words stand in a name: the position of the first sign, and that after the last."""
Words = tuple[str, ...]
_KINDS = {
    "人数", "人次", "次数", "数", "数量", "总数", "个数", "家数", "件数", "份数", "条数", "篇数", "笔数",
    "人员数", "人员数量", "规模", "期数", "量", "例数",
}  # fmt: skip
"""Words that say only what kind of number is promised, as the printed unit does."""


@dataclass(frozen=True, slots=True)
class Phrase:
    """A phrase of a measure: parts that must stand, words that must not or may, the context."""

    wanted: tuple[Words, ...]
    never: Words
    context: tuple[Words, ...]
    allowed: Words
    tail: Words = ()

    def find_in(
        self, name: str, project: str, *, told_by_unit: bool = False
    ) -> tuple[Span, ...]:
        """Return where the parts stand in a name; nothing where they do not.

        With `told_by_unit` the last may be missing where it is but a word for a kind of number.
        """
        if any(word in name for word in self.never):
            return ()
        whole = name + project
        if not all(any(word in whole for word in part) for part in self.context):
            return ()
        *others, last = self.wanted
        for order in permutations(others):
            if spans := _in_order((*order, last), name):
                return spans
        if told_by_unit and others and _KINDS.issuperset(self.tail):
            return next(
                (s for order in permutations(others) if (s := _in_order(order, name))),
                (),
            )
        return ()

    def without_context(self) -> "Phrase":
        """Return the phrase, whose context says what a name is about and explains nothing of it."""
        return replace(self, context=())

    def spans_of_words(self, name: str) -> Iterator[Span]:
        """Yield every place of any of its words."""
        for part in (*self.wanted, *self.context):
            for word in part:
                yield from (
                    match.span() for match in re.finditer(re.escape(word), name)
                )


def _in_order(parts: tuple[Words, ...], name: str) -> tuple[Span, ...]:
    """Return where some parts stand one after another; nothing where they do not."""
    spans: list[Span] = []
    start = 0
    for part in parts:
        span = _first_of(part, name, start)
        if span is None:
            return ()
        spans.append(span)
        start = span[1]
    return tuple(spans)


def _first_of(part: Words, name: str, start: int) -> Span | None:
    """Where the first of some words stands from a position on; of two at one place the longer."""
    spans = [
        (at, at + len(word)) for word in part if (at := name.find(word, start)) >= 0
    ]
    return min(spans, key=lambda span: (span[0], -span[1]), default=None)


@cache
def phrases_of(code: str) -> tuple[Phrase, ...]:
    """Return the phrases of a measure."""
    return tuple(phrase for phrase in _all_of(code) if phrase.wanted)


@cache
def allowed_of(code: str) -> Words:
    """Return the words that may stand in a name beside any phrase of a measure."""
    return tuple(word for phrase in _all_of(code) for word in phrase.allowed)


def _all_of(code: str) -> Iterator[Phrase]:
    return map(_parsed, library()[code].words)


def _parsed(text: str) -> Phrase:
    parts = text.split()
    last = [part for part in parts if part[0] not in "-@?"][-1:]
    return Phrase(
        tail=_alternatives(last[0]) if last else (),
        wanted=tuple(_widened(part) for part in parts if part[0] not in "-@?"),
        never=tuple(part[1:] for part in parts if part[0] == "-"),
        context=tuple(_alternatives(part[1:]) for part in parts if part[0] == "@"),
        allowed=tuple(
            word for part in parts if part[0] == "?" for word in _alternatives(part[1:])
        ),
    )


def _alternatives(part: str) -> Words:
    return tuple(part.split("|"))


def _widened(part: str) -> Words:
    """Return the words of a part, with what forms write in place of each."""
    words = _alternatives(part)
    others = (other for word in words for other in _synonyms().get(word, ()))
    return tuple(dict.fromkeys((*words, *others)))


@cache
def _synonyms() -> dict[str, Words]:
    """Return what forms write in place of a word."""
    listed = load_toml(Path(__file__).with_name("synonyms.toml"))["alike"]
    return {word: tuple(alike) for alike in listed for word in alike}


def covered(spans: Iterable[Span]) -> set[int]:
    """Return the positions that some spans cover."""
    return {at for start, end in spans for at in range(start, end)}
