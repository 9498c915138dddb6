"""Which row of a table a person means: by its name, and what tells it from others of that name."""

from collections.abc import Sequence
from typing import Protocol

from jixiao import chinese
from jixiao.targets import Indicator, TargetTable


class RowAddress(Protocol):
    """What names a row: its indicator, and as far as it is needed its project, level and value."""

    @property
    def indicator(self) -> str:
        """The row's name."""

    @property
    def project(self) -> str:
        """The project's name; empty for any."""

    @property
    def level(self) -> str:
        """The first or second level that the row stands in, as 数量指标; empty for any."""

    @property
    def target(self) -> str:
        """The value as the row prints it; empty for any."""


def places_of(address: RowAddress, table: TargetTable) -> list[int]:
    """Return the places of the rows of a table that an address fits."""
    if address.project and not is_same(address.project, table.project_name):
        return []
    return [
        place
        for place, row in enumerate(table.indicators)
        if not row.not_applicable and fits(address, row)
    ]


def fits(address: RowAddress, row: Indicator) -> bool:
    """Whether a row bears the name, and the level and value where they are said."""
    if not is_same(address.indicator, row.name):
        return False
    levels = [_level(level) for level in (row.aspect, row.dimension) if level]
    if address.level and _level(address.level) not in levels:
        return False
    return not address.target or chinese.key(address.target) == chinese.key(
        row.target.text
    )


def is_clear(places: Sequence[int], table: TargetTable) -> bool:
    """Whether places are one row, or rows that are printed alike."""
    return len({_as_printed(table.indicators[place]) for place in places}) <= 1


def is_same(name: str, other: str | None) -> bool:
    """Whether two names are one but for blanks, marks and widths."""
    return _plain(name) == _plain(other or "")


def _as_printed(row: Indicator) -> tuple[str | None, str | None, str]:
    return row.dimension, row.aspect, chinese.key(row.target.text)


def _level(level: str) -> str:
    return _plain(level).removesuffix("指标")


def _plain(text: str) -> str:
    return "".join(sign for sign in chinese.key(text) if sign.isalnum())
