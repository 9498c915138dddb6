"""The heads of a table among its first rows, and what stands above them."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache

from jixiao.chinese import squeeze
from jixiao.fund.tables import head_key, tables

MOST_ROWS_ABOVE = 20
FEWEST_HEADS = 2
_UNIT = re.compile("(?:单位[:：]?(?:人民币)?|[（(](?:人民币)?)([十百千万亿]+元|角|分)")


@dataclass(frozen=True, slots=True)
class Heads:
    """The heads of a table, the place of the first row below them, and how many are known.

    `above` is what stands above them.
    """

    words: tuple[str, ...]
    below: int
    known: int
    above: str = ""


@cache
def known_heads() -> frozenset[str]:
    """Return every wording of a head that some table knows."""
    return frozenset(key for table in tables().values() for key in table.heads)


def find_heads(rows: Sequence[Sequence[str]]) -> Heads:
    """Find the heads among the first rows of a table, which a title or a unit may precede.

    A cell that is merged with the cell above has its head there; a second row of the same heads is
    passed over.
    """
    known = known_heads()
    best = Heads(tuple(rows[0]) if rows else (), below=1, known=0)
    above: Sequence[str] = ()
    for place, row in enumerate(rows):
        padded = [*above, *[""] * (len(row) - len(above))]
        words = tuple(cell or over for cell, over in zip(row, padded, strict=False))
        count = sum(head_key(word) in known for word in words)
        if count > max(best.known, FEWEST_HEADS - 1):
            best = Heads(words, below=place + 1, known=count)
        above = row
    below = best.below
    while below < len(rows) and _is_row_of_heads(rows[below]):
        below += 1
    first = below - 1 if best.known else 0
    above = "\n".join(" ".join(filter(None, row)) for row in rows[:first])
    return Heads(best.words, below, best.known, above)


def _is_row_of_heads(row: Sequence[str]) -> bool:
    keys = [head_key(cell) for cell in row if cell]
    return len(keys) >= FEWEST_HEADS and known_heads().issuperset(keys)


def foreign_unit(text: str) -> str | None:
    """Return the unit in which amounts are said to be, where it is another than yuan."""
    said = _UNIT.search(squeeze(text))
    return said[1] if said else None
