"""What is judged together: the tables and the budget of one document, and what is set beside it."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from difflib import SequenceMatcher
from functools import cached_property

from jixiao import chinese
from jixiao.budgets import Budget
from jixiao.checks.paper import Paper
from jixiao.checks.standard import ExpenditureStandard, cost_standards
from jixiao.checks.statements import CarriedOut, carried_out
from jixiao.checks.table_units import with_units_mended
from jixiao.documents import Document, Source
from jixiao.evidence import Evidence, places
from jixiao.reading import DocumentReading, LineCount
from jixiao.targets import Indicator, TargetTable

_ALIKE = 0.8
_YEARS = re.compile(r"20\d{2}年?度?")


class CannotCheck(Exception):
    """A check lacks what it needs; the reason is for the report."""


@dataclass(frozen=True)
class Beside:
    """What may be given beside a document: last year's tables, other bureaus', price ceilings.

    None is what was not given.
    """

    previous: tuple[TargetTable, ...] | None = None
    peers: tuple[TargetTable, ...] | None = None
    standards: tuple[ExpenditureStandard, ...] | None = None


@dataclass(frozen=True)
class Dossier:
    """The tables and the budget that are judged together, and the paper they were read from."""

    reading: DocumentReading
    document: Document | None = None
    beside: Beside = Beside()

    @classmethod
    def of(
        cls, tables: Iterable[TargetTable], beside: Beside | None = None
    ) -> "Dossier":
        """A dossier of tables that stand in no document: entered, or filled by the engine."""
        reading = DocumentReading(
            source=Source(path="", sha256="", format="entered"),
            tables=tuple(tables),
            budget=None,
            unread=(),
            coverage=LineCount(lines=0, used=0, labels=0, unread=0),
            sections=(),
            notes=(),
        )
        return cls(reading, beside=beside or Beside())

    @property
    def tables(self) -> tuple[TargetTable, ...]:
        """The target tables, as printed."""
        return self.reading.tables

    @cached_property
    def budget(self) -> Budget | None:
        """The department budget, where the document holds one.

        A table whose printed unit cannot be right has the unit that is meant.
        """
        printed = self.reading.budget
        return with_units_mended(printed) if printed else None

    @cached_property
    def paper(self) -> Paper:
        """The words of the document.

        Raises:
            CannotCheck: the dossier holds a reading without its document.
        """
        if self.document is None:
            raise CannotCheck("只有读出的内容，没有原文")
        return Paper(self.document)

    @cached_property
    def carried_out(self) -> tuple[CarriedOut, ...]:
        """Each budget and what was spent of it, as the narrative states them.

        Raises:
            CannotCheck: the document holds no budget, or is not at hand.
        """
        _, paper = self.narrative()
        return tuple(carried_out(paper))

    def narrative(self) -> tuple[Budget, Paper]:
        """The budget and the words in which its narrative stands.

        Raises:
            CannotCheck: the document holds no budget, or is not at hand.
        """
        if self.budget is None:
            raise CannotCheck("文件里没有部门预算")
        return self.budget, self.paper

    def require_all_rows(self, table: TargetTable) -> None:
        """Do nothing where every row of a table was read, and surely.

        Raises:
            CannotCheck: a row is unsure, or a line among the rows or behind them is unread.
        """
        unsure = [row.evidence for row in table.indicators if row.evidence.unsure]
        if unsure:
            message = f"有指标读得不确定（{places(unsure)}），对照原件确认后再查"
            raise CannotCheck(message)
        if any(map(_lacks_head, self._beside(table))):
            message = (
                "旁边有没有项目名称和资金的表，可能是同一张表的续页，对照原件后再查"
            )
            raise CannotCheck(message)
        unread = self._unread_near_rows(table)
        if unread:
            message = f"表里有没有读懂的内容（{places(unread)}），补齐指标后再查"
            raise CannotCheck(message)

    def _beside(self, table: TargetTable) -> list[TargetTable]:
        """A table and the one printed behind it, of several: the second may go on with the first."""
        if len(self.tables) == 1:
            return []
        at = next((i for i, each in enumerate(self.tables) if each is table), None)
        return [table] if at is None else list(self.tables[at : at + 2])

    def _unread_near_rows(self, table: TargetTable) -> list[Evidence]:
        """What is unread from the first line of a table to the next table, or close behind its rows."""
        first, last = _extent(table)
        starts = (_extent(other)[0] for other in self.tables)
        end = min((start for start in starts if start > last), default=last + _BEHIND)
        return [
            unread.evidence
            for unread in self.reading.unread
            if unread.evidence.lines and first <= unread.evidence.lines[0] < end
        ]

    def unread_beside(self, places_read: Iterable[Evidence]) -> bool:
        """Whether a line among places of the paper, or next to them, was not read."""
        lines = [line for place in places_read for line in place.lines or ()]
        if not lines:
            return False
        first, last = min(lines) - 1, max(lines) + 1
        unread = (each.evidence.lines for each in self.reading.unread)
        return any(first <= start <= last for start, _ in filter(None, unread))

    def with_last_year(self) -> list[tuple[TargetTable, TargetTable]]:
        """Each table with the same project's of last year; projects that are new are left out.

        Raises:
            CannotCheck: last year's documents were not given.
        """
        if self.beside.previous is None:
            raise CannotCheck("没有给出上年的文件（--previous）")
        return self._pairs_of_years

    @cached_property
    def _pairs_of_years(self) -> list[tuple[TargetTable, TargetTable]]:
        previous = self.beside.previous or ()
        pairs = ((table, _same_project(table, previous)) for table in self.tables)
        return [(table, before) for table, before in pairs if before]

    def last_year_row(
        self, table: TargetTable, row: Indicator
    ) -> tuple[TargetTable, Indicator] | None:
        """Last year's row of the same name: of the same project, else of the same bureau.

        Raises:
            CannotCheck: last year's documents were not given.
        """
        of_project = [before for now, before in self.with_last_year() if now is table]
        previous = self.beside.previous or ()
        of_bureau = [before for before in previous if _bureau(before) == _bureau(table)]
        name = chinese.key(row.name)
        for before in (*of_project, *of_bureau):
            for row_before in before.indicators:
                if chinese.key(row_before.name) == name:
                    return before, row_before
        return None

    def approved(self, table: TargetTable) -> TargetTable:
        """The targets that a self-evaluation or monitoring form answers: of its project and year.

        They stand in the same document, or among last year's: a year is evaluated in the next.

        Raises:
            CannotCheck: neither holds them.
        """
        at_hand = (*self.tables, *(self.beside.previous or ()))
        of_year = [other for other in at_hand if other.fiscal_year == table.fiscal_year]
        targets = [
            other for other in of_year if not other.evaluated and not other.monitored
        ]
        approved = _same_project(table, targets)
        if approved is None:
            raise CannotCheck("没有给出当年批复的绩效目标表（可用 --previous 给出）")
        return approved

    def peers(self) -> list[TargetTable]:
        """The tables of other bureaus.

        Raises:
            CannotCheck: none were given.
        """
        if self.beside.peers is None:
            raise CannotCheck("没有给出其他单位的文件（--peers）")
        judged = {_bureau(table) for table in self.tables}
        return [table for table in self.beside.peers if _bureau(table) not in judged]

    def standards(self) -> tuple[ExpenditureStandard, ...]:
        """The expenditure standards: those given, and the published ones of what they leave out."""
        given = self.beside.standards or ()
        items = {standard.item for standard in given}
        published = (
            standard
            for standard in cost_standards()
            if not any(standard.item in item for item in items)
        )
        return (*given, *published)


def _lacks_head(table: TargetTable) -> bool:
    """Whether a table prints rows and neither a project nor its money, as a further page does."""
    return (
        not table.project_name and not table.funding.totals and bool(table.indicators)
    )


_BEHIND = 6
"""How many lines behind the last row of a document's last table may still hold rows of it."""


def _extent(table: TargetTable) -> tuple[int, int]:
    """The first and last line that a table was read from; 0 and 0 of a table on no paper."""
    evidences = [*table.evidence.values(), *(row.evidence for row in table.indicators)]
    lines = [line for evidence in evidences for line in evidence.lines or ()]
    return min(lines, default=0), max(lines, default=0)


def _bureau(table: TargetTable) -> str:
    return chinese.key(table.supervising_department or table.implementing_unit or "")


def _name_without_years(table: TargetTable) -> str:
    return _YEARS.sub("", chinese.key(table.project_name or ""))


def _same_project(
    table: TargetTable, others: Iterable[TargetTable]
) -> TargetTable | None:
    """The project of the likest name among those of the same bureau, years left out of names."""
    name = _name_without_years(table)
    if not name:
        return None
    of_bureau = [other for other in others if _bureau(other) in ("", _bureau(table))]
    best, likest = None, 0.0
    for other in of_bureau:
        likeness = _likeness(name, _name_without_years(other))
        if likeness > likest:
            best, likest = other, likeness
    return best if likest >= _ALIKE else None


def _likeness(left: str, right: str) -> float:
    return SequenceMatcher(None, left, right, autojunk=False).ratio()
