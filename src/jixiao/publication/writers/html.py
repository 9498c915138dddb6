"""Findings as one self-contained page that reads on screen and prints on A4."""

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path

from jixiao.evidence import Evidence, places
from jixiao.findings import Finding, Severity, by_reason
from jixiao.publication.reports import Judged
from jixiao.publication.writers.page_pictures import picture_pages
from jixiao.publication.writers.rendering import fill_template, write_page
from jixiao.reading import DocumentReading, Failure
from jixiao.targets import TargetTable

_FAMILIES = {
    "AR": "算术", "BU": "预算表", "CH": "归类与相关", "CO": "完整", "NA": "情况说明",
    "PR": "与上年和他处相比", "TI": "时间", "VA": "指标值", "WO": "文字",
}  # fmt: skip
_BARS = 20


@dataclass(frozen=True, slots=True)
class Bar:
    """One bar of a chart: findings by severity."""

    name: str
    counts: dict[str, int]

    @property
    def total(self) -> int:
        """All findings of the bar."""
        return sum(self.counts.values())


@dataclass(frozen=True, slots=True)
class Mark:
    """A finding as the page shows it: where to go, and what lines it stands on."""

    finding: Finding
    lines: tuple[tuple[int, int], ...]

    @property
    def page(self) -> int | None:
        """The page of its first place that has one."""
        return next((e.page for e in self.finding.evidence if e.page and e.box), None)

    @property
    def places(self) -> str:
        """Where a person looks for it."""
        return places(self.finding.evidence)


@dataclass(frozen=True, slots=True)
class Cell:
    """A field or an indicator of a project's table, and the findings that stand on it."""

    label: str
    value: object
    marks: list[Mark]

    @property
    def severity(self) -> str:
        """The gravest of its findings; empty where there is none."""
        return _gravest(self.marks)

    @property
    def codes(self) -> str:
        """The codes of its findings, each once."""
        return " ".join(dict.fromkeys(mark.finding.code for mark in self.marks))


def write_html(judged: Iterable[Judged], path: Path, failures: Iterable[Failure] = ()) -> Path:
    """Write the report of checked documents.

    Raises:
        UnreadableFile: the file cannot be written.
    """
    return write_page(render(list(judged), list(failures)), path)


def render(judged: list[Judged], failures: list[Failure]) -> str:
    """Give the page as text; everything printed is escaped."""
    findings = [finding for one in judged for finding in one.report.findings]
    charts = {"按方面": _families(findings), "按项目": _projects(findings)}
    return fill_template(
        "report.html",
        documents=[_document(one, number) for number, one in enumerate(judged)],
        counts=_bar("", findings).counts,
        failures=failures,
        names={s.value: s.word for s in Severity},
        charts={
            title: (bars, max((b.total for b in bars), default=1)) for title, bars in charts.items()
        },
    )


def _families(findings: list[Finding]) -> list[Bar]:
    """Count findings by family, in the families' order."""
    found = {code: [f for f in findings if f.code.startswith(code)] for code in _FAMILIES}
    return [_bar(_FAMILIES[code], own) for code, own in found.items() if own]


def _projects(findings: list[Finding]) -> list[Bar]:
    """Count findings by project, the most found first; the long tail is one bar."""
    found: dict[str, list[Finding]] = {}
    for finding in findings:
        found.setdefault(finding.project_name or "全部门（预算与多个项目）", []).append(finding)
    most = sorted(found.items(), key=lambda item: -len(item[1]))
    bars = [_bar(name, own) for name, own in most[:_BARS]]
    if len(most) > _BARS:
        rest = [finding for _, own in most[_BARS:] for finding in own]
        bars.append(_bar(f"其余 {len(most) - _BARS} 个项目", rest))
    return bars


def _bar(name: str, findings: list[Finding]) -> Bar:
    return Bar(name, {s.value: sum(f.severity is s for f in findings) for s in Severity})


def _document(one: Judged, number: int) -> dict[str, object]:
    marks = [
        Mark(finding, tuple(e.lines for e in finding.evidence if e.lines))
        for finding in one.report.findings
    ]
    lines: dict[int, list[Mark]] = {}
    for mark in marks:
        for first, last in mark.lines:
            for line in range(first, last + 1):
                lines.setdefault(line, []).append(mark)
    *own, general = _shared(one.reading.tables, marks)
    return {
        "id": f"d{number}",
        "name": Path(one.reading.source.path).name,
        "holds": _holds(one.reading),
        "general": general,
        "projects": [
            {
                "table": table,
                "marks": found,
                "fields": _fields(table, marks),
                "rows": [Cell(row.name, row, _on(marks, row.evidence)) for row in table.indicators],
            }
            for table, found in zip(one.reading.tables, own, strict=True)
        ],
        "lines": [
            {
                "number": line.number,
                "text": line.text,
                "severity": _gravest(lines.get(line.number, [])),
            }
            for line in one.document.lines
            if line.text.strip()
        ],
        "pictures": picture_pages(
            one.document,
            (
                (mark.finding.severity, mark.finding.code, evidence)
                for mark in marks
                for evidence in mark.finding.evidence
            ),
        ),
        "unread": [item.evidence.place for item in one.reading.unread],
        "silenced": one.report.silenced,
        "unchecked": by_reason(one.report.unchecked),
    }


def _holds(reading: DocumentReading) -> str:
    tables = f"{len(reading.tables)} 张绩效目标表" if reading.tables else ""
    budget = "部门预算" if reading.budget else ""
    return "、".join(part for part in (tables, budget) if part) or "没有绩效目标表，也没有部门预算"


def _gravest(marks: list[Mark]) -> str:
    found = (mark.finding.severity for mark in marks)
    return min(found, key=lambda severity: severity.rank, default="")


def _shared(tables: tuple[TargetTable, ...], marks: list[Mark]) -> list[list[Mark]]:
    """Give each table's findings, then those about no single table.

    Names may repeat or be missing, so among tables of the same name the lines decide.
    """
    starts = [
        min((e.lines[0] for e in table.evidence.values() if e.lines), default=0) for table in tables
    ]
    shared: list[list[Mark]] = [[] for _ in range(len(tables) + 1)]
    for mark in marks:
        named = [n for n, t in enumerate(tables) if t.project_name == mark.finding.project_name]
        first = mark.lines[0][0] if mark.lines else 0
        begun = [n for n in named if starts[n] <= first]
        one = begun[-1] if begun else named[0] if named and mark.finding.project_name else -1
        shared[one].append(mark)
    return shared


def _fields(table: TargetTable, marks: list[Mark]) -> list[Cell]:
    """Give what stands above the indicators, each with the findings that stand on it."""
    funding, unit = table.funding, table.money_unit or ""
    objective, own = table.objective, table.own_level_objective
    same = objective and own and own.text == objective.text
    stated = {
        "project_nature": ("项目属性", table.project_nature),
        "term": ("项目期", table.term),
        "funding.project_total": ("项目资金总额", _money(funding.project_total, unit)),
        "funding.annual.total": ("年度资金总额", _money(funding.annual.total, unit)),
        "funding.own_level.total": ("本级资金", _money(funding.own_level.total, unit)),
        "funding.lower_level.total": ("转移下级资金", _money(funding.lower_level.total, unit)),
        "funding.from_above.total": ("上级补助资金", _money(funding.from_above.total, unit)),
        "objective": ("年度目标", objective and objective.text),
        "own_level_objective": ("本级目标", "同年度目标" if same else own and own.text),
    }  # fmt: skip
    return [
        Cell(label, value, _on(marks, table.evidence.get(key)))
        for key, (label, value) in stated.items()
        if value
    ]


def _money(amount: Decimal | None, unit: str) -> str | None:
    return None if amount is None else f"{amount}{unit}"


def _on(marks: list[Mark], at: Evidence | None) -> list[Mark]:
    """Give the findings that have this very place among their evidence."""
    return [mark for mark in marks if at and at.lines and at.lines in mark.lines]
