"""What exports wrap around a value without being of it, taken off in SQL.

White space of every width, signs that no eye sees, the apostrophe and the `="…"` by which sheets
keep a number as text, full-width letters and digits, and the words by which programs write that a
cell is empty.
"""

from collections.abc import Iterable, Mapping, Sequence
from functools import cache
from pathlib import Path

from jixiao.fund.store.sql import literal
from jixiao.library import load_toml

UNREADABLE = "\ufffd"
"""What stands for a character that could not be decoded."""
_UNSEEN = "\u00ad\u200b\u200c\u200d\u200e\u200f\u2060\ufeff"
_SPACES = "\\s\\x00-\\x1f\\x7f\\x{85}\\pZ"
"""White space and control characters, as a class of a regular expression."""
_FULL_WIDTH = "".join(map(chr, range(0xFF01, 0xFF5F))) + "\u2212"
_HALF_WIDTH = "".join(map(chr, range(0x21, 0x7F))) + "-"


@cache
def words() -> Mapping[str, Sequence[str]]:
    """Return the words by which programs write that a cell is empty or holds an error."""
    kinds = load_toml(Path(__file__).parent / "words.toml")
    return {kind: entry["words"] for kind, entry in kinds.items()}


def unwrapped(raw: str) -> str:
    """Return a cell (an expression of text) without what was wrapped around it; null if empty."""
    seen = f"translate({raw}, {literal(_UNSEEN)}, '')"
    shown = f"regexp_replace({seen}, '^[{_SPACES}]*=[{_SPACES}]*\"(.*)\"[{_SPACES}]*$', '\\1', 's')"
    trimmed = _trimmed(f"regexp_replace({_trimmed(shown)}, '^''(.*?)''?$', '\\1', 's')")
    lines = f"replace({trimmed}, chr(13) || chr(10), chr(10))"
    return f"nullif(nullif({lines}, ''), '''')"


def _trimmed(text: str) -> str:
    return f"regexp_replace({text}, '^[{_SPACES}]+|[{_SPACES}]+$', '', 'g')"


def half_width(text: str) -> str:
    """Return a text with the full-width letters, digits and signs in half width."""
    narrow = f"translate({text}, {literal(_FULL_WIDTH)}, {literal(_HALF_WIDTH)})"
    return f"replace({narrow}, '\u3000', ' ')"


def filled(text: str, kinds: Iterable[str]) -> str:
    """Return a text, null where it is one of the words that write an empty cell."""
    empty = (word for kind in kinds for word in words()[kind])
    listed = ", ".join(literal(word.upper()) for word in empty)
    return f"CASE WHEN upper({text}) NOT IN ({listed}) THEN {text} END"


def is_error_of_a_sheet(text: str) -> str:
    """Return the test for the word that a sheet prints where a formula failed."""
    listed = ", ".join(map(literal, words()["errors"]))
    return f"upper({text}) IN ({listed}) OR regexp_full_match({text}, '##+')"
