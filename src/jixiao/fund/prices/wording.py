"""Names as they are written, brought to the names that a reviewed list or this house's forms use."""

import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path

from rapidfuzz import fuzz, process

from jixiao.library import load_toml, refuse_unknown

_FILE = Path(__file__).with_name("forms.toml")
GENERIC, FORM, MAKER = "1", "2", "3"
KINDS = {GENERIC: "通用名", FORM: "剂型", MAKER: "生产企业"}
"""Kinds of names, as PRICE_WORD codes them."""
SUGAR_FREE = "无糖"
_NEAREST = 80


@dataclass(frozen=True, slots=True)
class Form:
    """A form of drugs by its usual name; `oral` decides how counts of pieces compare."""

    name: str
    oral: bool
    sugar_free: bool = False


@dataclass(frozen=True, slots=True)
class Proposal:
    """A way of writing that nobody has reviewed, the nearest reviewed name, and how near (0–100)."""

    kind: str
    written: str
    rows: int
    nearest: str
    likeness: int


@dataclass(frozen=True, slots=True)
class Wording:
    """What people reviewed: for each kind of name, the way of writing and the name used for it.

    Names that differ only in width, spaces or brackets are the same; any other are two names until
    somebody says otherwise.
    """

    reviewed: Mapping[tuple[str, str], str] = field(default_factory=dict)

    def name(self, kind: str, written: str) -> str:
        """Return the name used for a way of writing; itself where nobody reviewed it."""
        plain = plain_name(written)
        return self.reviewed.get((kind, plain), plain)

    def form(self, written: str) -> Form | None:
        """Return the form that is meant, or none where it is not known."""
        plain = self.name(FORM, written)
        is_sugar_free = SUGAR_FREE in plain
        bare = plain.replace("(无糖型)", "").replace("(无糖)", "")
        bare = bare.replace("无糖型", "").replace(SUGAR_FREE, "")
        known = _forms().get(bare)
        return known and Form(known.name, known.oral, is_sugar_free)


def plain_name(written: str) -> str:
    """Return a name without what never makes two names of one: width, spaces, kinds of brackets."""
    plain = unicodedata.normalize("NFKC", written)
    return "".join(plain.split()).replace("[", "(").replace("]", ")")


def reviewed_wording(rows: Iterable[Mapping[str, str]]) -> Wording:
    """Return the wording of PRICE_WORD's rows: kind, written, standard."""
    return Wording({
        (row["kind"], plain_name(row["written"])): plain_name(row["standard"])
        for row in rows
    })  # fmt: skip


def proposals(kind: str, counted: Mapping[str, int], used: Sequence[str]) -> list[Proposal]:  # fmt: skip
    """Return ways of writing that are no reviewed name, with the nearest one, the nearest first.

    `counted` has the rows of each way of writing, `used` the names of our own list. Nothing is
    merged by this: a person decides, and loads what was decided as PRICE_WORD.
    """
    names = sorted(set(used))
    strange = [written for written in counted if written not in set(names)]
    nearest = (process.extractOne(written, names, scorer=fuzz.ratio) for written in strange)  # fmt: skip
    proposed = [
        Proposal(kind, written, counted[written], match[0], round(match[1]))
        for written, match in zip(strange, nearest, strict=True)
        if match is not None and match[1] >= _NEAREST
    ]
    return sorted(proposed, key=lambda each: (-each.likeness, each.written))


@cache
def _forms() -> Mapping[str, Form]:
    content = load_toml(_FILE)
    refuse_unknown(_FILE.name, content, ("forms",))
    known: dict[str, Form] = {}
    for name, said in content["forms"].items():
        refuse_unknown(f"{_FILE.name} 的 {name}", said, ("oral", "also"))
        known |= dict.fromkeys((name, *said["also"]), Form(name, said["oral"]))
    return known
