"""What people fill in: values that no record gives, bands, reasons, spending, with their evidence.

`filled.toml` is the bureau's own; each entry says who gave it and when.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import msgspec
from msgspec import Struct

from jixiao import chinese
from jixiao.errors import FaultyEntry
from jixiao.evaluation.scoring import Actual
from jixiao.evaluation.selfevaluation import Spending
from jixiao.library import load_toml
from jixiao.period import last_day
from jixiao.quantity import read_value
from jixiao.targets import TargetTable


class Value(Struct, frozen=True, forbid_unknown_fields=True):
    """What happened to an indicator: a value as a form prints it, or a band, or done or not.

    `reason` is why points were lost, or far more was done, and what will be done about it.
    """

    indicator: str
    by: str
    on: date
    project: str = ""
    value: str = ""
    band: str = ""
    share: Decimal | None = None
    yes: bool | None = None
    too_low: bool = False
    reason: str = ""
    evidence: tuple[str, ...] = ()

    @property
    def tells_actual(self) -> bool:
        """Whether it says what happened, and not only why."""
        return bool(self.value or self.band) or self.yes is not None


class Money(Struct, frozen=True, forbid_unknown_fields=True):
    """What a project had and spent, in the form's unit."""

    project: str
    by: str
    on: date
    initial: Decimal | None = None
    adjusted: Decimal | None = None
    executed: Decimal | None = None
    reason: str = ""


class Objective(Struct, frozen=True, forbid_unknown_fields=True):
    """What became of a project's objective, in words."""

    project: str
    achieved: str
    by: str
    on: date


class _File(Struct, frozen=True, forbid_unknown_fields=True):
    value: tuple[Value, ...] = ()
    spending: tuple[Money, ...] = ()
    objective: tuple[Objective, ...] = ()


@dataclass(frozen=True, slots=True)
class Entries:
    """What was filled in; of two entries for one thing the later holds."""

    values: Sequence[Value] = ()
    spending: Sequence[Money] = ()
    objectives: Sequence[Objective] = ()
    missing_files: Sequence[str] = field(default_factory=tuple)

    def of(self, table: TargetTable) -> Mapping[int, Value]:
        """Give the entries for a table by the places of its indicators."""
        own = [v for v in self.values if not v.project or _same(v.project, table.project_name)]
        return {
            place: entry
            for place, indicator in enumerate(table.indicators)
            for entry in own
            if _same(entry.indicator, indicator.name)
        }

    def actuals(self, table: TargetTable) -> dict[int, Actual]:
        """Give what happened to the indicators of a table, as people said it."""
        return {
            place: _actual(entry, table)
            for place, entry in self.of(table).items()
            if entry.tells_actual
        }

    def reasons(self, table: TargetTable) -> dict[int, str]:
        """Give the reasons for the indicators of a table."""
        return {place: entry.reason for place, entry in self.of(table).items() if entry.reason}

    def too_low(self, table: TargetTable) -> set[int]:
        """Give the places of the indicators of which somebody said that the target was too low."""
        return {place for place, entry in self.of(table).items() if entry.too_low}

    def achieved(self, table: TargetTable) -> str:
        """Say what became of a table's objective; nothing where nobody wrote it."""
        own = [o.achieved for o in self.objectives if _same(o.project, table.project_name)]
        return own[-1] if own else ""

    def spent(self, table: TargetTable, known: Spending) -> Spending:
        """Give what a project had and spent: what was filled in, else what is known."""
        for own in reversed(self.spending):
            if _same(own.project, table.project_name):
                return Spending(
                    known.initial if own.initial is None else own.initial,
                    known.adjusted if own.adjusted is None else own.adjusted,
                    known.executed if own.executed is None else own.executed,
                    own.reason,
                )
        return known


def load_entries(path: Path) -> Entries:
    """Read what people filled in; nothing where there is no such file.

    Raises:
        FaultyEntry: it says what entries do not know.
    """
    if not path.exists():
        return Entries()
    try:
        found = msgspec.convert(_plain(load_toml(path)), _File, strict=False)
    except msgspec.ValidationError as error:
        message = (
            f"{path.name} 读不了：{error}。[[value]] 写 indicator、by、on，以及 value、band 或 yes；"
            "[[spending]] 写 project、by、on，以及 adjusted、executed；"
            "[[objective]] 写 project、achieved、by、on。请改正。"
        )
        raise FaultyEntry(message) from error
    named = (name for value in found.value for name in value.evidence)
    missing = tuple(name for name in named if not (path.parent / name).is_file())
    return Entries(found.value, found.spending, found.objective, missing)


def _plain(told: dict[str, Any]) -> dict[str, Any]:
    """Print numbers that stand where words may: value = 96 is value = "96"."""
    for entry in told.get("value", []):
        if isinstance(entry.get("value"), (int, Decimal)):
            entry["value"] = str(entry["value"])
    return told


def _same(one: str, other: str | None) -> bool:
    return chinese.key(one) == chinese.key(other or "")


def _actual(entry: Value, table: TargetTable) -> Actual:
    if entry.band or entry.yes is not None:
        shown = entry.value or entry.band or ("是" if entry.yes else "否")
        return Actual(shown, band=entry.band, share=entry.share, yes=entry.yes)
    read, _ = read_value(entry.value, table.fiscal_year)
    day = last_day(read.deadline) if read.deadline else None
    return Actual(entry.value, read.number, day, too_low=entry.too_low)
