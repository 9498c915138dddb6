"""The two levels of indicators a rule book names, and the words forms print for them."""

import re
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path
from typing import Any

from jixiao import chinese
from jixiao.errors import FaultyEntry
from jixiao.library import load_tables, refuse_unknown

_FOLDER = Path(__file__).with_name("frameworks")
_MADE_OF = ("before", "bare", "behind", "stems")
"""What a file says of the words that bureaus make for the levels."""


@dataclass(frozen=True, slots=True)
class Framework:
    """The dimensions and aspects of one rule book, in its order.

    `dimension_words` and `aspect_words` map a printed word, squeezed and in half width, to the
    framework's own; `dimension_of` maps an aspect to its dimension. `recognise` matches forms
    that can only be of this framework.
    """

    code: str
    title: str
    basis: str
    recognise: re.Pattern[str] | None
    dimension_words: dict[str, str]
    aspect_words: dict[str, str]
    dimension_of: dict[str, str]

    @property
    def aspects(self) -> tuple[str, ...]:
        """The aspects in the order forms print them."""
        return tuple(self.dimension_of)

    def with_words(self, more: dict[str, list[str]]) -> "Framework":
        """The framework with other words for its levels, by level.

        Raises:
            FaultyEntry: a key is no level of the framework.
        """
        dimensions = set(self.dimension_words.values())
        for level in more:
            if level not in dimensions and level not in self.dimension_of:
                known = "、".join([*dimensions, *self.dimension_of])
                message = f"levels 里的“{level}”不是框架 {self.code} 的指标；可写 {known}。请改正。"
                raise FaultyEntry(message)
        level_of = {
            chinese.key(word): level for level, words in more.items() for word in words
        }
        dimension_words, aspect_words = (
            dict(self.dimension_words),
            dict(self.aspect_words),
        )
        for word, level in level_of.items():
            words_of_kind = dimension_words if level in dimensions else aspect_words
            words_of_kind[word] = level
        return replace(self, dimension_words=dimension_words, aspect_words=aspect_words)

    def rank(self, aspect: str) -> int:
        """How far down a form the aspect stands."""
        return self.aspects.index(aspect)


def _framework(table: dict[str, Any]) -> Framework:
    about = table["framework"]
    refuse_unknown(
        f"{about['code']}.toml", table, ("framework", "dimensions", "aspects", "made")
    )
    words = ("code", "title", "basis", "extends", "recognise")
    refuse_unknown(f"{about['code']}.toml", about, words, "framework")
    dimensions: dict[str, list[str]] = table["dimensions"]
    aspects: dict[str, dict[str, list[str]]] = table["aspects"]
    if set(dimensions) != set(aspects):
        message = f"框架 {about['code']} 的 dimensions 与 aspects 不一致；请使两者的一级指标相同。"
        raise FaultyEntry(message)
    dimension_words, aspect_words, dimension_of = {}, {}, {}
    for dimension, wordings in dimensions.items():
        dimension_words.update({chinese.key(word): dimension for word in wordings})
        for aspect, words_of_aspect in aspects[dimension].items():
            if words_of_aspect:
                dimension_of[aspect] = dimension
                aspect_words.update(
                    {chinese.key(word): aspect for word in words_of_aspect}
                )
    made = table.get("made", {})
    refuse_unknown(f"{about['code']}.toml", made, ("dimensions", "aspects"), "made")
    known = {*dimensions, *(level for of in aspects.values() for level in of)}
    for kind in made.values():
        refuse_unknown(f"{about['code']}.toml", kind, _MADE_OF, "made")
        refuse_unknown(f"{about['code']}.toml", kind["stems"], known, "stems")
    dimension_words = _made(made.get("dimensions"), set(dimensions)) | dimension_words
    aspect_words = _made(made.get("aspects"), set(dimension_of)) | aspect_words
    return Framework(
        code=about["code"],
        title=about["title"],
        basis=about["basis"],
        recognise=re.compile(about["recognise"]) if "recognise" in about else None,
        dimension_words=dimension_words,
        aspect_words=aspect_words,
        dimension_of=dimension_of,
    )


def _made(table: dict[str, Any] | None, levels: set[str]) -> dict[str, str]:
    """Words for levels that are made of a stem, what stands before it, and what behind."""
    if table is None:
        return {}
    made: dict[str, str] = {}
    for level, stems in table["stems"].items():
        for stem in stems if level in levels else ():
            made |= {f"{before}{stem}": level for before in table["bare"]}
            made |= {
                f"{before}{stem}{behind}": level
                for before in ("", *table["before"])
                for behind in table["behind"]
            }
    return made


@cache
def frameworks() -> dict[str, Framework]:
    """Read the frameworks once, when first asked."""
    tables = load_tables([_FOLDER], "framework")
    return {code: _framework(table) for code, table in tables.items()}
