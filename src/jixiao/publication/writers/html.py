"""Findings as one self-contained page that reads on screen and prints on A4."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path
from typing import Any, Self

from jixiao.documents import Document
from jixiao.evidence import Evidence, places
from jixiao.findings import Finding, Severity, by_reason
from jixiao.publication.overview import by_cause, by_document, by_unit
from jixiao.publication.reports import CheckedDocument
from jixiao.publication.reviews import (
    SCHEMA,
    Mark,
    Review,
    Verdict,
    cause_of,
    unit_of,
)
from jixiao.publication.writers.page_pictures import picture_pages
from jixiao.publication.writers.rendering import fill_template, write_page
from jixiao.reading import DocumentReading, Failure
from jixiao.targets import TargetTable

_FAMILIES = {
    "AR": "算术",
    "BU": "预算表",
    "CH": "归类与相关",
    "CO": "完整",
    "NA": "情况说明",
    "PR": "与上年和他处相比",
    "TI": "时间",
    "VA": "指标值",
    "WO": "文字",
}
_MOST_BARS = 20
_MOST_ROWS = 12
"""How many units and causes with errors stand on the first screen; the others are folded."""
_FEW = 3
"""Up to so many documents are shown unfolded."""
_NO_PROJECT = "全部门（预算与多个项目）"


@dataclass(frozen=True, slots=True)
class FindingsBar:
    """One bar of a chart: how many findings of each severity."""

    name: str
    counts: dict[str, int]

    @property
    def total(self) -> int:
        """All findings of the bar."""
        return sum(self.counts.values())


@dataclass(frozen=True, slots=True)
class PlacedFinding:
    """A finding as the page shows it: where to go, and what lines it stands on."""

    finding: Finding
    lines: tuple[tuple[int, int], ...]
    id: str
    cause: str
    mark: Mark | None

    @classmethod
    def of(
        cls, finding: Finding, place: str, unit: str, marks: dict[str, Mark]
    ) -> Self:
        """A finding with the lines of its places, its anchor, and what a reviewer said of it."""
        lines = tuple(at.lines for at in finding.evidence if at.lines)
        cause = cause_of(unit, finding)
        return cls(finding, lines, place, cause, marks.get(cause))

    @property
    def dismissed(self) -> bool:
        """Whether a reviewer said that it is no fault."""
        return self.mark is not None and self.mark.verdict is Verdict.NO_FAULT

    @property
    def page(self) -> int | None:
        """The page of its first place that has one."""
        return next(
            (at.page for at in self.finding.evidence if at.page and at.box), None
        )

    @property
    def places(self) -> str:
        """Where a person looks for it."""
        return places(self.finding.evidence)

    @property
    def first_line(self) -> int:
        """The line it begins on; 0 where it stands on none."""
        return self.lines[0][0] if self.lines else 0


@dataclass(frozen=True, slots=True)
class CheckedCell:
    """A field or an indicator of a project's table, and the findings that stand on it."""

    label: str
    value: object
    marks: list[PlacedFinding]
    unsure: bool = False
    """Whether it was not read surely."""

    @property
    def severity(self) -> str:
        """The gravest of its findings; empty where there is none."""
        return _gravest(self.marks)

    @property
    def severities(self) -> str:
        """The severities of its findings, each once."""
        return " ".join(dict.fromkeys(mark.finding.severity for mark in self.marks))

    @property
    def codes(self) -> str:
        """The codes of its findings, each once."""
        return " ".join(dict.fromkeys(mark.finding.code for mark in self.marks))


@dataclass(frozen=True, slots=True)
class ErrorsOfProject:
    """The errors of one project of a document, as the first screen lists them."""

    document: str
    project: str
    marks: list[PlacedFinding]


def write_html(
    judged: Iterable[CheckedDocument],
    path: Path,
    failures: Iterable[Failure] = (),
    review: Review | None = None,
) -> Path:
    """Write the report of checked documents, with the marks of an earlier review.

    Raises:
        UnreadableFile: the file cannot be written.
    """
    return write_page(render(list(judged), list(failures), review), path)


def render(
    judged: list[CheckedDocument],
    failures: list[Failure],
    review: Review | None = None,
) -> str:
    """The page as text; everything printed is escaped."""
    findings = [finding for document in judged for finding in document.report.findings]
    marks = (review or Review()).by_cause()
    documents = [
        _document(document, number, marks) for number, document in enumerate(judged)
    ]
    tallies = by_document(judged)
    are_many = len(judged) > _FEW
    order = [tally.numbers[0] for tally in tallies] if are_many else range(len(judged))
    in_order = [documents[number] for number in order]
    return fill_template(
        "report.html",
        documents=in_order,
        tallies={tally.numbers[0]: tally for tally in tallies},
        errors=list(_errors_by_project(in_order)),
        most_rows=_MOST_ROWS,
        are_many=are_many,
        units=by_unit(judged) if len(judged) > 1 else [],
        causes=by_cause(judged) if len(judged) > 1 else [],
        verdicts={verdict.value: verdict.word for verdict in Verdict},
        schema=SCHEMA,
        counts=_bar("", findings).counts,
        failures=failures,
        names={severity.value: severity.word for severity in Severity},
        charts={
            "按方面": _with_longest(_families(findings)),
            "按项目": _with_longest(_projects(findings)),
        },
    )


def _with_longest(bars: list[FindingsBar]) -> tuple[list[FindingsBar], int]:
    """The bars of a chart, and the total that the others are measured against."""
    return bars, max((bar.total for bar in bars), default=1)


def _families(findings: list[Finding]) -> list[FindingsBar]:
    """The findings by family, in the families' order; a family without findings has no bar."""
    bars = []
    for code, name in _FAMILIES.items():
        of_family = [finding for finding in findings if finding.code.startswith(code)]
        if of_family:
            bars.append(_bar(name, of_family))
    return bars


def _projects(findings: list[Finding]) -> list[FindingsBar]:
    """The findings by project, the most of them first; the long tail is one bar."""
    by_project: dict[str, list[Finding]] = {}
    for finding in findings:
        by_project.setdefault(finding.project_name or _NO_PROJECT, []).append(finding)
    most_first = sorted(by_project.items(), key=lambda named: -len(named[1]))
    bars = [_bar(name, of_project) for name, of_project in most_first[:_MOST_BARS]]
    if tail := most_first[_MOST_BARS:]:
        rest = [finding for _, of_project in tail for finding in of_project]
        bars.append(_bar(f"其余 {len(tail)} 个项目", rest))
    return bars


def _bar(name: str, findings: list[Finding]) -> FindingsBar:
    severities = [finding.severity for finding in findings]
    return FindingsBar(
        name, {severity.value: severities.count(severity) for severity in Severity}
    )


def _errors_by_project(documents: list[dict[str, Any]]) -> Iterator[ErrorsOfProject]:
    """The errors that nobody dismissed, by document and project in the order of the page."""
    for document in documents:
        of_projects = [(_NO_PROJECT, document["general"])]
        for project in document["projects"]:
            name = project["table"].project_name or "（未印项目名称）"
            of_projects.append((name, project["marks"]))
        for name, marks in of_projects:
            errors = [
                mark
                for mark in marks
                if mark.finding.severity is Severity.ERROR and not mark.dismissed
            ]
            if errors:
                yield ErrorsOfProject(document["name"], name, errors)


def _document(
    judged: CheckedDocument, number: int, verdicts: dict[str, Mark]
) -> dict[str, Any]:
    reading, report = judged.reading, judged.report
    unit = unit_of(reading)
    marks = [
        PlacedFinding.of(finding, f"d{number}f{place}", unit, verdicts)
        for place, finding in enumerate(report.findings)
    ]
    *by_table, general = _by_table(reading.tables, marks)
    return {
        "id": f"d{number}",
        "number": number,
        "name": Path(reading.source.path).name,
        "holds": _holds(reading),
        "general": general,
        "projects": [
            _project(table, of_table, marks)
            for table, of_table in zip(reading.tables, by_table, strict=True)
        ],
        "lines": _lines(judged.document, marks),
        "pictures": picture_pages(judged.document, _places_of(report.findings)),
        "unread": [passage.evidence.place for passage in reading.unread],
        "silenced": report.silenced,
        "unchecked": by_reason(report.unchecked),
    }


def _project(
    table: TargetTable, of_table: list[PlacedFinding], marks: list[PlacedFinding]
) -> dict[str, object]:
    """A table's findings, its fields and rows with what stands on them, and of how many it does."""
    fields = _fields(table, marks)
    rows = [
        CheckedCell(
            row.name, row, _standing_on(marks, row.evidence), row.evidence.unsure
        )
        for row in table.indicators
    ]
    return {
        "table": table,
        "marks": of_table,
        "fields": fields,
        "rows": rows,
        "shown": sum(bool(cell.marks) for cell in (*fields, *rows)),
    }


def _lines(document: Document, marks: list[PlacedFinding]) -> list[dict[str, object]]:
    """The lines of the source that print something, each with the gravest of its findings."""
    by_line: dict[int, list[PlacedFinding]] = {}
    for mark in marks:
        for first, last in mark.lines:
            for number in range(first, last + 1):
                by_line.setdefault(number, []).append(mark)
    return [
        {
            "number": line.number,
            "text": line.text,
            "severity": _gravest(by_line.get(line.number, [])),
        }
        for line in document.lines
        if line.text.strip()
    ]


def _places_of(findings: Iterable[Finding]) -> Iterator[tuple[Severity, str, Evidence]]:
    for finding in findings:
        for evidence in finding.evidence:
            yield finding.severity, finding.code, evidence


def _holds(reading: DocumentReading) -> str:
    """What a document holds, in words."""
    parts = []
    if reading.tables:
        parts.append(f"{len(reading.tables)} 张绩效目标表")
    if reading.budget:
        rows = [row for table in reading.budget.tables for row in table.rows]
        unsure = sum(not row.sure for row in rows)
        doubts = f"（{unsure} 行的数字归入哪一栏要对照原件）" if unsure else ""
        parts.append(f"部门预算或决算{doubts}")
    return "、".join(parts) or "没有绩效目标表，也没有部门预算"


def _gravest(marks: list[PlacedFinding]) -> str:
    severities = (mark.finding.severity for mark in marks)
    return min(severities, key=lambda severity: severity.rank, default="")


def _by_table(
    tables: tuple[TargetTable, ...], marks: list[PlacedFinding]
) -> list[list[PlacedFinding]]:
    """The findings of each table, then those about no single table."""
    starts = [_first_line(table) for table in tables]
    names = [table.project_name for table in tables]
    shared: list[list[PlacedFinding]] = [[] for _ in range(len(tables) + 1)]
    for mark in marks:
        shared[_table_of(mark, names, starts)].append(mark)
    return shared


def _first_line(table: TargetTable) -> int:
    lines = [
        evidence.lines[0] for evidence in table.evidence.values() if evidence.lines
    ]
    return min(lines, default=0)


def _table_of(mark: PlacedFinding, names: list[str | None], starts: list[int]) -> int:
    """The table that a finding speaks of; -1 for none.

    Names may repeat or be missing, so among tables of the same name the lines decide.
    """
    project = mark.finding.project_name
    of_name = [place for place, name in enumerate(names) if name == project]
    begun = [place for place in of_name if starts[place] <= mark.first_line]
    if begun:
        return begun[-1]
    return of_name[0] if of_name and project else -1


def _fields(table: TargetTable, marks: list[PlacedFinding]) -> list[CheckedCell]:
    """What stands above the indicators, each with the findings that stand on it."""
    funding = table.funding
    objective = table.objective.text if table.objective else None
    own_level = table.own_level_objective.text if table.own_level_objective else None
    if objective and own_level == objective:
        own_level = "同年度目标"
    unit = table.money_unit or ""
    stated = {
        "project_nature": ("项目属性", table.project_nature),
        "term": ("项目期", table.term),
        "funding.project_total": ("项目资金总额", _money(funding.project_total, unit)),
        "funding.annual.total": ("年度资金总额", _money(funding.annual.total, unit)),
        "funding.own_level.total": ("本级资金", _money(funding.own_level.total, unit)),
        "funding.lower_level.total": (
            "转移下级资金",
            _money(funding.lower_level.total, unit),
        ),
        "funding.from_above.total": (
            "上级补助资金",
            _money(funding.from_above.total, unit),
        ),
        "objective": ("年度目标", objective),
        "own_level_objective": ("本级目标", own_level),
    }
    return [
        CheckedCell(label, value, _standing_on(marks, at), bool(at and at.unsure))
        for field, (label, value) in stated.items()
        if value
        for at in (table.evidence.get(field),)
    ]


def _money(amount: Decimal | None, unit: str) -> str | None:
    return None if amount is None else f"{amount}{unit}"


def _standing_on(
    marks: list[PlacedFinding], at: Evidence | None
) -> list[PlacedFinding]:
    """The findings that have this very place among their evidence."""
    return [mark for mark in marks if at and at in mark.finding.evidence]
