"""What people fill in: values that no record gives, bands, reasons, spending, with their evidence.

`filled.toml` is the bureau's own; each entry says who gave it and when.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any, Protocol, Self, TypeVar

import msgspec
from msgspec import Struct

from jixiao import chinese
from jixiao.errors import FaultyEntry
from jixiao.evaluation.midyear import standards
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


class Outlook(Struct, frozen=True, forbid_unknown_fields=True):
    """What a monitoring form says of an indicator: so far, expected, causes, likelihood, remark.

    `remark` says why it will not be reached by the year's end, and what will be done.
    """

    indicator: str
    by: str
    on: date
    project: str = ""
    actual: str = ""
    expected: str = ""
    causes: tuple[str, ...] = ()
    reason: str = ""
    likelihood: str = ""
    remark: str = ""

    @classmethod
    def blank(cls) -> Self:
        """Give one that says nothing."""
        return cls("", "", date.min)


class Rectification(Struct, frozen=True, forbid_unknown_fields=True):
    """What must be put right in a project after monitoring, until when, and what became of it."""

    project: str
    by: str
    on: date
    demands: str
    until: date | None = None
    result: str = ""


class Money(Struct, frozen=True, forbid_unknown_fields=True):
    """What a project had, spent, and in mid-year is `expected` to spend, in the form's unit."""

    project: str
    by: str
    on: date
    initial: Decimal | None = None
    adjusted: Decimal | None = None
    executed: Decimal | None = None
    expected: Decimal | None = None
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
    outlook: tuple[Outlook, ...] = ()
    rectification: tuple[Rectification, ...] = ()


@dataclass(frozen=True, slots=True)
class Entries:
    """What was filled in; of two entries for one thing the later holds."""

    values: Sequence[Value] = ()
    spending: Sequence[Money] = ()
    objectives: Sequence[Objective] = ()
    outlook: Sequence[Outlook] = ()
    rectifications: Sequence[Rectification] = ()
    missing_files: Sequence[str] = field(default_factory=tuple)

    def of(self, table: TargetTable) -> Mapping[int, Value]:
        """Give the entries for a table by the places of its indicators."""
        return _by_place(self.values, table)

    def outlooks(self, table: TargetTable) -> Mapping[int, Outlook]:
        """Give what people said in mid-year of a table's indicators, by their places."""
        return _by_place(self.outlook, table)

    def expected(self, table: TargetTable) -> Decimal | None:
        """Give what a project is expected to spend in the year; None where nobody said."""
        own = [m.expected for m in self.spending if _same(m.project, table.project_name)]
        return next((amount for amount in reversed(own) if amount is not None), None)

    def rectified(self, table: TargetTable) -> dict[str, str]:
        """Give what must be put right, under the labels that monitoring forms print."""
        own = [r for r in self.rectifications if _same(r.project, table.project_name)]
        if not own:
            return {}
        last = own[-1]
        until = f"{last.until.year}年{last.until.month}月{last.until.day}日" if last.until else ""
        told = {
            "是否需要整改": "是", "整改要求和建议": last.demands, "整改期限": until,
            "整改结果和结论": last.result,
        }  # fmt: skip
        return {label: text for label, text in told.items() if text}

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
            "[[objective]] 写 project、achieved、by、on；[[outlook]] 写 indicator、by、on，以及 "
            "causes、reason、likelihood、remark；[[rectification]] 写 project、demands、by、on。请改正。"
        )
        raise FaultyEntry(message) from error
    for one in found.outlook:
        _check_words(path, one)
    named = (name for value in found.value for name in value.evidence)
    missing = tuple(name for name in named if not (path.parent / name).is_file())
    return Entries(
        found.value, found.spending, found.objective, found.outlook, found.rectification, missing
    )


def _check_words(path: Path, told: Outlook) -> None:
    """Refuse causes and likelihoods that the form has no place to tick for."""
    causes, likely = standards()["causes"]["names"], list(standards()["outlook"].values())
    wrong = [cause for cause in told.causes if cause not in causes]
    if wrong:
        message = (
            f"{path.name} 里“{told.indicator}”的 causes 写了“{wrong[0]}”；"
            f"监控表上只有 {'、'.join(causes)}。请改正。"
        )
        raise FaultyEntry(message)
    if told.likelihood and told.likelihood not in likely:
        message = (
            f"{path.name} 里“{told.indicator}”的 likelihood 写了“{told.likelihood}”；"
            f"监控表上只有 {'、'.join(likely)}。请改正。"
        )
        raise FaultyEntry(message)


def _plain(told: dict[str, Any]) -> dict[str, Any]:
    """Print numbers that stand where words may: value = 96 is value = "96"."""
    for entry in told.get("value", []):
        if isinstance(entry.get("value"), (int, Decimal)):
            entry["value"] = str(entry["value"])
    return told


class _Said(Protocol):
    """An entry about an indicator, of one project or of all."""

    @property
    def project(self) -> str: ...
    @property
    def indicator(self) -> str: ...


_Entry = TypeVar("_Entry", bound=_Said)


def _by_place(entries: Sequence[_Entry], table: TargetTable) -> dict[int, _Entry]:
    """Give the entries for a table by the places of its indicators; the last one holds."""
    own = [e for e in entries if not e.project or _same(e.project, table.project_name)]
    return {
        place: entry
        for place, indicator in enumerate(table.indicators)
        for entry in own
        if _same(entry.indicator, indicator.name)
    }


def _same(one: str, other: str | None) -> bool:
    return chinese.key(one) == chinese.key(other or "")


def _actual(entry: Value, table: TargetTable) -> Actual:
    if entry.band or entry.yes is not None:
        shown = entry.value or entry.band or ("是" if entry.yes else "否")
        return Actual(shown, band=entry.band, share=entry.share, yes=entry.yes)
    read, _ = read_value(entry.value, table.fiscal_year)
    day = last_day(read.deadline) if read.deadline else None
    return Actual(entry.value, read.number, day, too_low=entry.too_low)
