"""A pencil that draws a bureau's rows at random, plain or with all that makes records hard to count."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from random import Random

_FIRST, _LAST = date(2026, 1, 1), date(2026, 12, 31)
EDGES = (date(2025, 12, 31), _FIRST, _LAST, date(2027, 1, 1))
AREAS = ("990101", "990102", "990201", "980101")
INSTITUTIONS = tuple(f"H{n:02}" for n in range(1, 9))
PROJECT = "医保业务经费"
Row = dict[str, str]


@dataclass(slots=True)
class Drawing:
    """A pencil: a seed, and whether it draws what is hard to count."""

    seed: int
    hard: bool
    random: Random = field(init=False)

    def __post_init__(self) -> None:
        """Begin at the seed."""
        self.random = Random(self.seed)

    def pick(self, choice: Sequence[str]) -> str:
        """Draw one of some words."""
        return self.random.choice(choice)

    def maybe(self, share: float) -> bool:
        """Draw whether something hard is so; never in plain records."""
        return self.hard and self.random.random() < share

    def or_blank(self, text: str, share: float = 0.2) -> str:
        """Leave a cell blank now and then."""
        return "" if self.maybe(share) else text

    def day(self) -> date:
        """Draw a day of the year, or of its edges."""
        if self.maybe(0.25):
            return self.random.choice(EDGES)
        return _FIRST + timedelta(days=self.random.randrange(365))

    def time(self) -> datetime:
        """Draw a time, at the edges of the year the first or the last second."""
        day = self.day()
        clock = (0, 0, 0) if day == _FIRST else (23, 59, 59) if day == _LAST else ()
        at = clock or (self.random.randrange(24), self.random.randrange(60), 0)
        return datetime(day.year, day.month, day.day, *at)

    def after(self, day: date, most: int) -> date:
        """Draw a day some days later; in hard records now and then before."""
        return day + timedelta(days=self.random.randint(-2 if self.hard else 0, most))

    def count(self, least: int, most: int) -> int:
        """Draw a number."""
        return self.random.randint(least, most)

    def yuan(self, most: int) -> int:
        """Draw an amount in fen."""
        return self.random.randrange(most * 100)


def money(fen: int) -> str:
    return f"{'-' if fen < 0 else ''}{abs(fen) // 100}.{abs(fen) % 100:02}"


def spans(pencil: Drawing) -> tuple[str, str]:
    """Draw when something begins and ends: mostly over the year, hard ones with changes in it."""
    if not pencil.hard:
        return "2024-01-01", ""
    begins = pencil.pick(
        (
            "2024-01-01",
            "2025-12-31",
            "2026-01-01",
            "2026-12-31",
            "2027-01-01",
            "2026-05-01",
        )
    )
    ends = pencil.pick(("", "", "2025-12-31", "2026-12-31", "2026-12-30", "2026-06-30"))
    return (begins, ends) if not ends or ends >= begins else (begins, "")


def persons() -> list[str]:
    return [f"p{n:02}" for n in range(24)]


def dealt_with(pencil: Drawing, key: str, begun: str, done: str) -> Iterator[Row]:
    for n in range(25):
        on = pencil.day()
        yield {
            key: f"{key[0]}{n}",
            begun: on.isoformat(),
            "due_date": pencil.or_blank(pencil.after(on, 30).isoformat()),
            done: pencil.or_blank(pencil.after(on, 40).isoformat()),
        }
