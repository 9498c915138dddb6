"""The phrases by which forms call a measure, and where they stand in the name of an indicator.

A phrase is parts parted by blanks, which must stand in the name, the last after all others, which
may stand in any order; a part may be one of several words (`a|b`), and each of them stands for what
forms write in its place (`synonyms.toml`); `<identity>` stands for all words of a dimension. A part
after a minus must not stand in it; one of the words of a part after an at sign must stand in it or in
the project's name; words after a question mark may stand beside any phrase of the measure and change
nothing. What the printed unit says the last part need not, and a subject that the project's name
bears (`subjects` in `words.toml`) the name need not repeat.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from functools import cache
from itertools import permutations
from pathlib import Path

from jixiao.library import load_toml
from jixiao.measures.declaration import library
from jixiao.measures.scopes import words

Span = tuple[int, int]
"""Where words stand in a name: the position of the first sign, and that after the last."""
Words = tuple[str, ...]

_RATE, _IN_TIME, _RATE_IN_TIME = "率", "及时", "及时率"
_SHARES = ("比例", "比率", "占比", "比重")
"""What forms write in place of the last sign of a word for a rate."""
_LEAST_TURNED = 2
"""A phrase of fewer parts says nothing but when."""


@dataclass(frozen=True, slots=True)
class Phrase:
    """A phrase of a measure: parts that must stand, words that must not or may, the context."""

    wanted: tuple[Words, ...]
    never: Words
    context: tuple[Words, ...]
    allowed: Words
    tail: Words = ()

    def find_in(
        self, name: str, project: str, *, by_unit: Words = ()
    ) -> tuple[Span, ...]:
        """Return where the parts stand in a name; nothing where they do not.

        The last may be missing where its words are all among those that the printed unit tells.
        """
        *others, last = self.wanted
        if not all(any(word in name for word in part) for part in others):
            return ()
        if any(word in name for word in self.never):
            return ()
        whole = name + project
        if not all(any(word in whole for word in part) for part in self.context):
            return ()
        for order in permutations(others):
            if spans := _in_order((*order, last), name):
                return spans
        if others and set(by_unit).issuperset(self.tail):
            return next(
                (s for order in permutations(others) if (s := _in_order(order, name))),
                (),
            )
        return ()

    def of_project(self, project: str) -> Iterator[tuple["Phrase", str]]:
        """Yield the phrase without each part whose word the project's name bears, and that word."""
        for part in self.wanted[:-1]:
            known = [word for word in part if word in _subjects() and word in project]
            if known:
                rest = tuple(other for other in self.wanted if other is not part)
                yield replace(self, wanted=rest), max(known, key=len)

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


def _in_order(parts: tuple[Words, ...], name: str, start: int = 0) -> tuple[Span, ...]:
    """Return where some parts stand one after another; nothing where they do not.

    Of the places of a part the first is tried before others, and there the longest word.
    """
    first, *others = parts
    for span in _places_of(first, name, start):
        if not others:
            return (span,)
        if rest := _in_order(tuple(others), name, span[1]):
            return (span, *rest)
    return ()


def _places_of(part: Words, name: str, start: int) -> list[Span]:
    """Return where the words of a part stand from a position on, by place, the longest first."""
    spans = {
        (match.start(), match.start() + len(word))
        for word in part
        if word in name
        for match in re.finditer(re.escape(word), name[start:])
    }
    placed = ((start + begin, start + end) for begin, end in spans)
    return sorted(placed, key=lambda span: (span[0], -span[1]))


@cache
def phrases_of(code: str) -> tuple[Phrase, ...]:
    """Return the phrases of a measure."""
    return tuple(phrase for phrase in _all_of(code) if phrase.wanted)


@cache
def allowed_of(code: str) -> Words:
    """Return the words that may stand in a name beside any phrase of a measure."""
    return tuple(word for phrase in _all_of(code) for word in phrase.allowed)


def _all_of(code: str) -> Iterator[Phrase]:
    """Yield the phrases of a measure as declared, and as a form may turn them."""
    for text in library()[code].words:
        yield _parsed(text)
        if turned := _turned(text):
            yield _parsed(turned)


def _turned(text: str) -> str:
    """Return a phrase that says in time before what is done, said after it, and the other way round.

    支付 及时率 is 及时 支付 率. Empty where it says nothing of time.
    """
    parts = text.split()
    wanted = [part for part in parts if part[0] not in "-@?"]
    others = [part for part in parts if part not in wanted]
    if len(wanted) < _LEAST_TURNED:
        return ""
    *before, last = wanted
    if _RATE_IN_TIME in last.split("|"):
        return " ".join((*before, _IN_TIME, _RATE, *others))
    timely = [part for part in before if _IN_TIME in part.split("|")]
    if timely and last.split("|")[0] == _RATE:
        rest = [part for part in before if part not in timely]
        return " ".join((*rest, _RATE_IN_TIME, *others))
    return ""


def _parsed(text: str) -> Phrase:
    parts = text.split()
    last = [part for part in parts if part[0] not in "-@?"][-1:]
    return Phrase(
        tail=_alternatives(last[0]) if last else (),
        wanted=tuple(_widened(part) for part in parts if part[0] not in "-@?"),
        never=tuple(part[1:] for part in parts if part[0] == "-"),
        context=tuple(_alternatives(part[1:]) for part in parts if part[0] == "@"),
        allowed=tuple(
            word for part in parts if part[0] == "?" for word in _widened(part[1:])
        ),
    )


def _alternatives(part: str) -> Words:
    """Return the words of a part; for the name of a dimension all words that forms say of it."""
    return tuple(word for each in part.split("|") for word in _words_of(each))


def _words_of(word: str) -> Words:
    if not word.startswith("<"):
        return (word,)
    said: Iterable[list[str]] = words()["says"][word.strip("<>")].values()
    return tuple(each for listed in said for each in listed)


def _widened(part: str) -> Words:
    """Return the words of a part, with what forms write in place of each."""
    listed = _alternatives(part)
    others = (other for word in listed for other in _synonyms().get(word, ()))
    alike = tuple(dict.fromkeys((*listed, *others)))
    return tuple(dict.fromkeys((*alike, *_shares_of(alike))))


def _shares_of(alike: Words) -> Iterator[str]:
    """Yield the words for rates with the other words for a share: 合格比例 for 合格率."""
    for word in alike:
        stem = word.removesuffix(_RATE)
        if stem and stem != word:
            yield from (stem + ending for ending in _SHARES)


@cache
def _synonyms() -> dict[str, Words]:
    """Return what forms write in place of a word."""
    listed = load_toml(Path(__file__).with_name("synonyms.toml"))["alike"]
    return {word: tuple(alike) for alike in listed for word in alike}


@cache
def _subjects() -> frozenset[str]:
    """Return the words for what a project may be about as a whole."""
    return frozenset(words()["subjects"]["words"])


def covered(spans: Iterable[Span]) -> set[int]:
    """Return the positions that some spans cover."""
    return {at for start, end in spans for at in range(start, end)}
