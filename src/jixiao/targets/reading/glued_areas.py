"""Values of areas run together behind a sign, a line for each row: 处数(处)≥23 below two towns is ≥, 2 and 3."""

import re
from collections.abc import Iterator, Sequence
from functools import cache
from itertools import pairwise

from jixiao import chinese
from jixiao.documents import Line
from jixiao.quantity import is_bare_unit
from jixiao.targets.dialect import BASE, dialects
from jixiao.targets.reading.heads import any_of
from jixiao.targets.reading.shape_words import level_label

_FEWEST = 2
_AREA = r"[\u4e00-\u9fff]{1,3}(?:镇|乡|县|区|市|街道|场)"
_SIGN = re.compile(r"[≥≤><=]{1,2}|是/否|定[性量]")
_BEHIND_UNIT = re.compile(r"(?<=[)）])(?=[\u4e00-\u9fff\d][^()（）]*$)")
"""Where an explanation begins behind a name that ends in its unit: 处数(处) | 完成数量."""
_RUN = re.compile(r"[\d.]+")
_NUMBER = re.compile(r"(?:0|[1-9]\d*)(?:\.\d+)?")
_LONGEST_WORDS = 8
_FEWEST_ROWS = 2


def with_area_values_apart(lines: Sequence[Line]) -> list[Line]:
    """The lines with rows that end in a value for each area on lines of their own, their values apart."""
    restated: list[Line] = []
    for line in lines:
        parted = [] if line.cells or "\t" in line.text else _parts(line.text)
        restated += [
            Line(line.number, text, line.page) for text in parted or [line.text]
        ]
    return restated if len(restated) > len(lines) else list(lines)


def _parts(text: str) -> list[str]:
    """A text run together as what stands above its heads, the heads, and its rows; nothing where it is no such text."""
    folded = chinese.fold(text)
    heads = _heads().search(folded)
    if heads is None or " " in text.strip():
        return []
    areas = re.findall(_AREA, heads["areas"])
    rows = list(_rows(text[heads.end() :], len(areas)))
    if len(areas) < _FEWEST or len(rows) <= _FEWEST_ROWS:
        return []
    words = _head_words().findall(folded, heads.start(), heads.start("areas"))
    return [text[: heads.start()], " ".join((*words, "".join(areas))), *rows]


def _rows(text: str, count: int) -> Iterator[str]:
    """The rows of a text, each down to its last area's value; what is left over last."""
    folded = chinese.fold(text)
    at = 0
    while sign := _SIGN.search(folded, at):
        values = _values(folded, sign.end(), count)
        if not values:
            break
        cells = [text[first:last] for first, last in pairwise(values)]
        words = _BEHIND_UNIT.sub(" ", text[at : sign.start()], count=1)
        yield " ".join((words, sign[0], *cells))
        at = values[-1]
    if text[at:].strip():
        yield text[at:]


def _values(text: str, start: int, count: int) -> list[int]:
    """Where the values of the areas begin behind a sign, and where the last ends; nothing where they cannot be told."""
    return (
        _equal_words(text, start, count)
        or _with_unit(text, start, count)
        or _bare(text, start, count)
    )


def _equal_words(text: str, start: int, count: int) -> list[int]:
    """The same words for each area: 否否."""
    for length in range(1, _LONGEST_WORDS):
        word = text[start : start + length]
        if (
            len(word) == length
            and word.isalpha()
            and text.startswith(word * count, start)
        ):
            return [start + length * n for n in range(count + 1)]
    return []


def _with_unit(text: str, start: int, count: int) -> list[int]:
    """Figures with one unit for each area: 12座17座."""
    first = _NUMBER.match(text, start)
    if first is None:
        return []
    for length in range(1, _LONGEST_WORDS):
        unit = text[first.end() : first.end() + length]
        places, at = [start], start
        while (number := _NUMBER.match(text, at)) and text.startswith(
            unit, number.end()
        ):
            at = number.end() + length
            places.append(at)
        is_unit = unit in "%‰" or is_bare_unit(unit)
        if len(places) == count + 1 and is_unit:
            return places
    return []


def _bare(text: str, start: int, count: int) -> list[int]:
    """Figures without a unit, each as long as the others: 1.51.4, 23."""
    run = _RUN.match(text, start)
    if run is None or len(run[0]) % count:
        return []
    length = len(run[0]) // count
    places = [start + length * n for n in range(count + 1)]
    parts = [text[first : first + length] for first in places[:-1]]
    return places if all(map(_NUMBER.fullmatch, parts)) else []


@cache
def _head_words() -> re.Pattern[str]:
    base = dialects()[BASE]
    return re.compile(any_of(word for words in base.heads.values() for word in words))


@cache
def _heads() -> re.Pattern[str]:
    """Heads that end in a sign's and names of areas, with the first label of a level right behind."""
    signs = any_of(dialects()[BASE].heads["sign"])
    names = any_of(dialects()[BASE].heads["dimension"])
    return re.compile(
        rf"(?:{names}).{{0,40}}(?:{signs})(?P<areas>(?:{_AREA}){{2,}}?)(?={level_label().pattern})"
    )
