"""Many checked documents at a glance: by unit and by cause, what most money hangs on first."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from decimal import Decimal
from pathlib import Path

from jixiao.checks.budget_cells import department_money
from jixiao.checks.table_units import with_units_mended
from jixiao.findings import Finding, Severity
from jixiao.publication.reports import CheckedDocument
from jixiao.publication.reviews import unit_of
from jixiao.targets import TargetTable

_TEN_THOUSAND = Decimal(10_000)


@dataclass(slots=True)
class Tally:
    """How many findings of each severity, in how many documents, and the money of their projects.

    `yuan` is of projects with an error or warning, each counted once; `numbers` are the places
    of the documents in the order they were checked.
    """

    name: str
    counts: dict[Severity, int] = field(
        default_factory=lambda: dict.fromkeys(Severity, 0)
    )
    yuan: Decimal = Decimal(0)
    numbers: list[int] = field(default_factory=list)

    @property
    def ten_thousands(self) -> Decimal:
        """The money in 万元."""
        return round(self.yuan / _TEN_THOUSAND, 2)

    @property
    def has_errors(self) -> bool:
        """Whether an error is among what it counts."""
        return self.counts[Severity.ERROR] > 0

    @property
    def gravest(self) -> Severity | None:
        """The gravest severity it holds; None where it holds nothing."""
        return next((each for each in Severity if self.counts[each]), None)


def by_unit(judged: Iterable[CheckedDocument]) -> list[Tally]:
    """A tally for each unit, the one with errors and most money first."""
    tallies: dict[str, Tally] = {}
    for number, document in enumerate(judged):
        name = unit_of(document.reading) or Path(document.reading.source.path).name
        tally = tallies.setdefault(name, Tally(name))
        tally.numbers.append(number)
        tally.yuan += _money_at_stake(document, document.report.findings)
        for finding in document.report.findings:
            tally.counts[finding.severity] += 1
    return sorted(tallies.values(), key=_weight)


def by_document(judged: Iterable[CheckedDocument]) -> list[Tally]:
    """A tally for each document, the gravest and dearest first; those without findings last."""
    tallies = []
    for number, document in enumerate(judged):
        tally = Tally(Path(document.reading.source.path).name, numbers=[number])
        tally.yuan = _money_at_stake(document, document.report.findings)
        for finding in document.report.findings:
            tally.counts[finding.severity] += 1
        tallies.append(tally)
    return sorted(tallies, key=_weight)


def by_cause(judged: Iterable[CheckedDocument]) -> list[Tally]:
    """A tally for each check that found something, the gravest and dearest first."""
    tallies: dict[str, Tally] = {}
    for number, document in enumerate(judged):
        of_check: dict[str, list[Finding]] = {}
        for finding in document.report.findings:
            of_check.setdefault(f"{finding.code} {finding.title}", []).append(finding)
        for name, findings in of_check.items():
            tally = tallies.setdefault(name, Tally(name))
            tally.numbers.append(number)
            tally.yuan += _money_at_stake(document, findings)
            for finding in findings:
                tally.counts[finding.severity] += 1
    return sorted(tallies.values(), key=_weight)


def _weight(tally: Tally) -> tuple[int, Decimal, int]:
    rank = tally.gravest.rank if tally.gravest else len(Severity)
    return rank, -tally.yuan, -sum(tally.counts.values())


def _money_at_stake(document: CheckedDocument, findings: Iterable[Finding]) -> Decimal:
    """The year's money that errors and warnings speak of, in yuan.

    That is the money of their projects; the department's where one speaks of its budget or accounts.
    """
    grave = [finding for finding in findings if finding.severity is not Severity.ADVICE]
    names = {finding.project_name for finding in grave}
    amounts = (
        _money_of(table, document.report.findings)
        for table in document.reading.tables
        if table.project_name in names
    )
    of_projects = sum((amount for amount in amounts if amount), Decimal(0))
    budget = document.reading.budget
    if budget and any(finding.place.startswith("budget") for finding in grave):
        return max(of_projects, department_money(with_units_mended(budget)))
    return of_projects


def _money_of(table: TargetTable, findings: Iterable[Finding]) -> Decimal | None:
    """A project's money of the year in yuan; the smaller amount where 元 and 万元 are mixed up."""
    for finding in findings:
        is_its_own = finding.project_name == table.project_name
        if finding.code == _UNITS_MIXED and is_its_own:
            return Decimal(str(finding.facts["least_yuan"]))
    return table.in_yuan(table.funding.annual.total or table.funding.own_level.total)


_UNITS_MIXED = "AR11"
