"""Numbers changed one at a time in sound documents: which changes are noticed, and where.

One digit of one number is changed, as a slip of the hand changes it. A change is noticed where a
new finding stands on its line (a hundredth is told as advice); what is new elsewhere and not
on the line is counted apart.
"""

import random
import re
import tempfile
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path

from jixiao.checks import Dossier, run
from jixiao.documents import Document, open_document
from jixiao.findings import Finding
from jixiao.reading import DocumentReading, read_opened

_NUMBER = re.compile(r"(?<![\d.\-/])\d[\d,]*\.\d+|(?<![\d.\-/])\d+(?=\s*(?:万元|元|%))")
_IN_TARGETS = re.compile(
    r"(?<![\d.\-/])\d[\d,]*(?:\.\d+)?(?=%|[^\d.\-/年月日号、．】\]]|$)"
)
"""Amounts and rates; codes, dates and numbers of lists are left alone."""
_Key = tuple[str, str]


class Part(StrEnum):
    """Where a changed number stands."""

    TABLES = "tables of accounts"
    NARRATIVE = "narrative"
    TARGETS = "target tables"


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of one change."""

    part: Part
    line: str
    noticed: bool
    elsewhere: int


def opened(text: str) -> Document:
    """A text as the reader of text files opens it."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "document.txt"
        path.write_text(text, "utf-8")
        return open_document(path)


def judged(text: str) -> tuple[DocumentReading, tuple[Finding, ...]]:
    """What is read from a text, and what is found in it."""
    document = opened(text)
    reading = read_opened(document)
    return reading, run(Dossier(reading, document)).findings


def parts_of_lines(reading: DocumentReading) -> dict[int, Part]:
    """The lines that hold numbers that are judged, each with its part."""
    parts: dict[int, Part] = {}
    for table in reading.tables:
        places = [*table.evidence.values(), *(row.evidence for row in table.indicators)]
        _put(parts, (at.lines for at in places), Part.TARGETS)
    if reading.budget:
        rows = (row for table in reading.budget.tables for row in table.rows)
        _put(
            parts,
            (figure.evidence.lines for figure in reading.budget.figures),
            Part.NARRATIVE,
        )
        _put(parts, (row.evidence.lines for row in rows), Part.TABLES)
    return parts


def _put(
    parts: dict[int, Part], spans: Iterable[tuple[int, int] | None], part: Part
) -> None:
    for first, last in filter(None, spans):
        parts.update(dict.fromkeys(range(first, last + 1), part))


def outcomes(text: str, most: int, seed: int = 0) -> Iterator[Outcome]:
    """Change up to `most` numbers of a text, each in a copy of its own."""
    reading, before = judged(text)
    known = Counter(map(_key, before))
    lines = text.split("\n")
    places = [
        (number, part, match)
        for number, part in parts_of_lines(reading).items()
        for match in _pattern(part).finditer(lines[number - 1])
    ]
    chance = random.Random(seed)  # noqa: S311 — the same changes on every run
    for number, part, match in chance.sample(places, min(most, len(places))):
        line = lines[number - 1]
        slipped = _slip(match[0], chance)
        changed = line[: match.start()] + slipped + line[match.end() :]
        copy = "\n".join([*lines[: number - 1], changed, *lines[number:]])
        new = [f for f in judged(copy)[1] if not known[_key(f)]]
        here = [f for f in new if _stands_on(f, number)]
        yield Outcome(
            part, f"{match[0]} → {slipped}: {line}", bool(here), len(new) - len(here)
        )


def _pattern(part: Part) -> re.Pattern[str]:
    return _IN_TARGETS if part is Part.TARGETS else _NUMBER


def _slip(number: str, chance: random.Random) -> str:
    """A number with one digit changed to another, and no zero put before it."""
    digits = [at for at, sign in enumerate(number) if sign.isdigit()]
    at = chance.choice(digits)
    others = [digit for digit in "123456789" if digit != number[at]]
    return number[:at] + chance.choice(others) + number[at + 1 :]


def _key(finding: Finding) -> _Key:
    return finding.code, finding.message


def _stands_on(finding: Finding, line: int) -> bool:
    spans = (at.lines for at in finding.evidence)
    return any(first <= line <= last for first, last in filter(None, spans))
