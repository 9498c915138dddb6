"""How long papers are kept: terms by kind of paper, and the year in which they end."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path

from jixiao.errors import FaultyEntry
from jixiao.fund.records.plain_text import plain
from jixiao.library import load_toml, refuse_unknown

_FILE = Path(__file__).with_name("retention.toml")
_ABOUT = ("title", "since", "confirmed")
YEARS: Mapping[str, int | None] = {"Y": None, "H": 100, "C": 50, "Z": 30, "D": 10}
"""The years of each term's code; none for ever."""
NEXT_YEAR = "次年"
"""The choice that counts a term from the year after that of the papers."""


@dataclass(frozen=True, slots=True)
class Schedule:
    """The terms that papers must have, by kind; `confirmed` says whether its text was seen."""

    title: str
    since: date
    confirmed: bool
    terms: Mapping[str, str]

    def term(self, kind: str) -> str | None:
        """Return the term of a kind of paper; none where the schedule does not name it."""
        return self.terms.get(plain(kind))

    @property
    def line(self) -> str:
        """The schedule as people cite it."""
        doubt = "" if self.confirmed else "，未核对"
        return f"{self.title}（{self.since} 起{doubt}）"


@cache
def load_schedule() -> Schedule:
    """Return the schedule of the package.

    Raises:
        FaultyEntry: it says what is not known.
    """
    content = load_toml(_FILE)
    refuse_unknown(_FILE.name, content, ("schedule", "terms"))
    about = content["schedule"]
    refuse_unknown(f"{_FILE.name} 的 [schedule]", about, _ABOUT)
    if strange := sorted(set(content["terms"].values()) - set(YEARS)):
        message = f"{_FILE.name} 里的期限 {'、'.join(strange)} 不存在；可写 {'、'.join(YEARS)}。"
        raise FaultyEntry(message)
    terms = {plain(kind): term for kind, term in content["terms"].items()}
    return Schedule(about["title"], about["since"], about["confirmed"], terms)


def expires(year: int, term: str, counts_from: str) -> date | None:
    """Return the last day papers of a year are kept; none for ever."""
    years = YEARS[term]
    if years is None:
        return None
    last = year + years if counts_from == NEXT_YEAR else year + years - 1
    return date(last, 12, 31)
