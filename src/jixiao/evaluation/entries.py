"""What people fill in: values that no record gives, bands, reasons, spending, with their evidence.

They stand in a bureau's `filled.toml`; each entry says who gave it and when.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any, Protocol, Self, TypeVar

import msgspec
from msgspec import Struct

from jixiao.errors import FaultyEntry
from jixiao.evaluation.addressing import RowAddress, is_clear, is_same, places_of
from jixiao.evaluation.midyear import standards
from jixiao.evaluation.scoring import Actual
from jixiao.evaluation.selfevaluation import Spending
from jixiao.evaluation.spans import number_in_unit, unit_of
from jixiao.library import load_toml
from jixiao.period import last_day
from jixiao.quantity import TargetValue, read_value
from jixiao.targets import TargetTable


class ValueEntry(Struct, frozen=True, forbid_unknown_fields=True):
    """What happened to an indicator: a value as a form prints it, or a band, or done or not.

    `level` (数量指标 …) and `target` (the value as printed) say which row is meant where several
    bear its name. `reason` is why points were lost, or far more was done, and what will be done
    about it, or why the value is not that of the records; `accepted_by` is the second person who
    takes such a value for the year's.
    """

    indicator: str
    by: str
    on: date
    project: str = ""
    level: str = ""
    target: str = ""
    value: str = ""
    band: str = ""
    share: Decimal | None = None
    yes: bool | None = None
    too_low: bool = False
    reason: str = ""
    evidence: tuple[str, ...] = ()
    accepted_by: str = ""

    @property
    def is_accepted(self) -> bool:
        """Whether a second person accepts it, for a reason and with a file."""
        is_second = bool(self.accepted_by) and self.accepted_by != self.by
        return is_second and bool(self.reason and self.evidence)

    @property
    def has_actual(self) -> bool:
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
    level: str = ""
    target: str = ""
    actual: str = ""
    expected: str = ""
    causes: tuple[str, ...] = ()
    reason: str = ""
    likelihood: str = ""
    remark: str = ""

    @classmethod
    def blank(cls) -> Self:
        """Return an outlook that says nothing."""
        return cls("", "", date.min)


class Rectification(Struct, frozen=True, forbid_unknown_fields=True):
    """What must be put right in a project after monitoring, until when, and what became of it."""

    project: str
    by: str
    on: date
    demands: str
    until: date | None = None
    result: str = ""


class SpendingEntry(Struct, frozen=True, forbid_unknown_fields=True):
    """What a project had, spent, and in mid-year is `expected` to spend, in the form's unit."""

    project: str
    by: str
    on: date
    initial: Decimal | None = None
    adjusted: Decimal | None = None
    executed: Decimal | None = None
    expected: Decimal | None = None
    reason: str = ""


class ObjectiveEntry(Struct, frozen=True, forbid_unknown_fields=True):
    """What became of a project's objective, in words."""

    project: str
    achieved: str
    by: str
    on: date


class _File(Struct, frozen=True, forbid_unknown_fields=True):
    value: tuple[ValueEntry, ...] = ()
    spending: tuple[SpendingEntry, ...] = ()
    objective: tuple[ObjectiveEntry, ...] = ()
    outlook: tuple[Outlook, ...] = ()
    rectification: tuple[Rectification, ...] = ()


@dataclass(frozen=True, slots=True)
class Entries:
    """What was filled in; of two entries for the same thing the later holds."""

    values: Sequence[ValueEntry] = ()
    spending: Sequence[SpendingEntry] = ()
    objectives: Sequence[ObjectiveEntry] = ()
    outlook: Sequence[Outlook] = ()
    rectifications: Sequence[Rectification] = ()
    missing_files: Sequence[str] = field(default_factory=tuple)

    def of(self, table: TargetTable) -> Mapping[int, ValueEntry]:
        """Return the entries for a table by the places of its indicators."""
        return _by_place(self.values, table)

    def unclear(self, table: TargetTable) -> Mapping[int, str]:
        """Return, by the places of rows that share a name, that an entry does not say which it means."""
        return {
            place: _which(entry, table)
            for entry in self.values
            for place in places_of(entry, table)
            if not is_clear(places_of(entry, table), table)
        }

    def outlooks(self, table: TargetTable) -> Mapping[int, Outlook]:
        """Return what people said in mid-year of a table's indicators, by their places."""
        return _by_place(self.outlook, table)

    def expected(self, table: TargetTable) -> Decimal | None:
        """Return what a project is expected to spend in the year; None where nobody said."""
        entries = _of_project(self.spending, table)
        amounts = (entry.expected for entry in reversed(entries))
        return next((amount for amount in amounts if amount is not None), None)

    def rectified(self, table: TargetTable) -> dict[str, str]:
        """Return what must be put right, under the labels that monitoring forms print."""
        entries = _of_project(self.rectifications, table)
        if not entries:
            return {}
        last = entries[-1]
        until = (
            f"{last.until.year}年{last.until.month}月{last.until.day}日"
            if last.until
            else ""
        )
        texts = {
            "是否需要整改": "是",
            "整改要求和建议": last.demands,
            "整改期限": until,
            "整改结果和结论": last.result,
        }
        return {label: text for label, text in texts.items() if text}

    def actuals(self, table: TargetTable) -> dict[int, Actual]:
        """Return what happened to the indicators of a table, as people said it."""
        return {
            place: _actual(entry, table, table.indicators[place].target)
            for place, entry in self.of(table).items()
            if entry.has_actual
        }

    def reasons(self, table: TargetTable) -> dict[int, str]:
        """Return the reasons for the indicators of a table, by their places."""
        return {
            place: entry.reason
            for place, entry in self.of(table).items()
            if entry.reason
        }

    def too_low(self, table: TargetTable) -> set[int]:
        """Return the places of the indicators whose target somebody called too low."""
        return {place for place, entry in self.of(table).items() if entry.too_low}

    def achieved(self, table: TargetTable) -> str:
        """Return what became of a table's objective; empty where nobody wrote it."""
        entries = _of_project(self.objectives, table)
        return entries[-1].achieved if entries else ""

    def spent(self, table: TargetTable, known: Spending) -> Spending:
        """Return what a project had and spent: what was filled in, else what is known."""
        entries = _of_project(self.spending, table)
        if not entries:
            return known
        entry = entries[-1]
        return Spending(
            initial=known.initial if entry.initial is None else entry.initial,
            adjusted=known.adjusted if entry.adjusted is None else entry.adjusted,
            executed=known.executed if entry.executed is None else entry.executed,
            reason=entry.reason,
        )


def load_entries(path: Path) -> Entries:
    """Read what people filled in; nothing where there is no such file.

    Raises:
        FaultyEntry: it says what entries do not know.
    """
    if not path.exists():
        return Entries()
    try:
        content = msgspec.convert(
            _with_values_as_text(load_toml(path)), _File, strict=False
        )
    except msgspec.ValidationError as error:
        message = (
            f"{path.name} 读不了：{error}。[[value]] 写 indicator、by、on，以及 value、band 或 yes，"
            "同名的行写 level 或 target；"
            "[[spending]] 写 project、by、on，以及 adjusted、executed；"
            "[[objective]] 写 project、achieved、by、on；[[outlook]] 写 indicator、by、on，以及 "
            "causes、reason、likelihood、remark；[[rectification]] 写 project、demands、by、on。请改正。"
        )
        raise FaultyEntry(message) from error
    for outlook in content.outlook:
        _check_words(path, outlook)
    evidence = (name for value in content.value for name in value.evidence)
    missing = tuple(name for name in evidence if not (path.parent / name).is_file())
    return Entries(
        values=content.value,
        spending=content.spending,
        objectives=content.objective,
        outlook=content.outlook,
        rectifications=content.rectification,
        missing_files=missing,
    )


def _check_words(path: Path, outlook: Outlook) -> None:
    """Refuse causes and likelihoods that the form has no place to tick for.

    Raises:
        FaultyEntry: the outlook has such.
    """
    causes = standards()["causes"]["names"]
    likelihoods = list(standards()["outlook"].values())
    unknown = [cause for cause in outlook.causes if cause not in causes]
    if unknown:
        message = (
            f"{path.name} 里“{outlook.indicator}”的 causes 写了“{unknown[0]}”；"
            f"监控表上只有 {'、'.join(causes)}。请改正。"
        )
        raise FaultyEntry(message)
    if outlook.likelihood and outlook.likelihood not in likelihoods:
        message = (
            f"{path.name} 里“{outlook.indicator}”的 likelihood 写了“{outlook.likelihood}”；"
            f"监控表上只有 {'、'.join(likelihoods)}。请改正。"
        )
        raise FaultyEntry(message)


def _with_values_as_text(content: dict[str, Any]) -> dict[str, Any]:
    """Print numbers that stand where words may: value = 96 is value = "96"."""
    for entry in content.get("value", []):
        if isinstance(entry.get("value"), (int, Decimal)):
            entry["value"] = str(entry["value"])
    return content


class _OfProject(Protocol):
    """An entry about a project."""

    @property
    def project(self) -> str: ...


_ProjectEntry = TypeVar("_ProjectEntry", bound=_OfProject)
_IndicatorEntry = TypeVar("_IndicatorEntry", bound=RowAddress)


def _of_project(
    entries: Sequence[_ProjectEntry], table: TargetTable
) -> list[_ProjectEntry]:
    """Return the entries about the project of a table, in the order in which they were written."""
    return [entry for entry in entries if is_same(entry.project, table.project_name)]


def _by_place(
    entries: Sequence[_IndicatorEntry], table: TargetTable
) -> dict[int, _IndicatorEntry]:
    """Return the entries for a table by the places of its indicators; the last holds.

    One that fits several rows that are not printed alike is for none of them.
    """
    by_place: dict[int, _IndicatorEntry] = {}
    for entry in entries:
        places = places_of(entry, table)
        if is_clear(places, table):
            by_place |= dict.fromkeys(places, entry)
    return by_place


def _which(entry: RowAddress, table: TargetTable) -> str:
    """Ask which of several rows of a name an entry means."""
    rows = [table.indicators[place] for place in places_of(entry, table)]
    listed = "、".join(
        f"{row.aspect or row.dimension or ''} {row.target.text}" for row in rows
    )
    return (
        f"填写的“{entry.indicator}”有 {len(rows)} 行同名（{listed}），不知道是哪一行："
        "请在 filled.toml 里写明 level（如 数量指标）或 target（印的指标值）"
    )


def _actual(entry: ValueEntry, table: TargetTable, target: TargetValue) -> Actual:
    """What was filled in, as a number in the target's unit; none where the units do not fit."""
    if entry.band or entry.yes is not None:
        shown = entry.value or entry.band or ("是" if entry.yes else "否")
        return Actual(shown, band=entry.band, share=entry.share, yes=entry.yes)
    read, _ = read_value(entry.value, table.fiscal_year)
    day = last_day(read.deadline) if read.deadline else None
    number = number_in_unit(read, unit_of(target))
    return Actual(entry.value, number, day, too_low=entry.too_low)
