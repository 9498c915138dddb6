"""Findings of internal control on the ledger of cases: opened once, mended, tested again by another."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from jixiao.fund.cases import Case, CaseLedger, Evidence
from jixiao.fund.cases.procedure import CLOSED
from jixiao.service.control.notes import LogLine, Mark, MarkKind, Part
from jixiao.service.control.samples import PointOutcome, PointResult

ENGINE = "control"
_MENDED, _PASSED = "整改", "复测通过"


@dataclass(frozen=True, slots=True)
class Rectifying:
    """How far the findings of a year are: opened, upheld, mended, passed again, closed, and late."""

    opened: int
    upheld: int
    mended: int
    passed: int
    closed: int
    late: int


def open_findings(
    ledger: CaseLedger,
    marks: Iterable[Mark],
    flawed: Iterable[PointOutcome],
    *,
    by: str,
    at: datetime,
    with_leads: bool = False,
) -> list[str]:
    """Open a case for each finding that has none; leads only where they are asked for.

    Returns the new codes.
    """
    wanted = (mark for mark in marks if with_leads or not mark.kind.is_lead)
    opened = [_open(ledger, *_of_mark(mark), by=by, at=at) for mark in wanted]
    opened += [
        _open(ledger, *_of_point(outcome), by=by, at=at)
        for outcome in flawed
        if outcome.result is PointResult.FLAWED
    ]
    return [code for code in opened if code]


_Content = tuple[str, str, str, list[Evidence]]
"""A case's rule, title, subject and evidence."""


def _of_mark(mark: Mark) -> _Content:
    values = {"部分": str(mark.kind.part), "说明": mark.says}
    amounts = (mark.amount, *(0 for _ in mark.rows[1:]))
    rows = [
        Evidence(table, key, values, 0, amount)
        for (table, key), amount in zip(mark.rows, amounts, strict=True)
    ]
    return str(mark.kind), f"{mark.kind}：{mark.says}"[:120], mark.subject, rows


def _of_point(outcome: PointOutcome) -> _Content:
    point = outcome.point
    rows = [
        Evidence(
            "内控测试",
            test.number,
            {
                "部分": str(point.part),
                "说明": test.remark or f"样本 {test.sample} 例外",
            },
            0,
            0,
        )
        for test in outcome.exceptions
    ]
    title = f"控制点 {point.number} {point.title}：{len(rows)} 个样本例外"
    return point.number, title, f"{point.number} {point.title}", rows


def _open(
    ledger: CaseLedger,
    rule: str,
    title: str,
    subject: str,
    rows: Sequence[Evidence],
    *,
    by: str,
    at: datetime,
) -> str | None:
    return ledger.open_case(
        engine=ENGINE,
        rule=rule,
        title=title,
        subject=subject,
        evidence=rows,
        by=by,
        at=at,
    )


def own_cases(ledger: CaseLedger) -> list[Case]:
    """Return the findings of internal control, without their evidence."""
    return [case for case in ledger.cases() if case.engine == ENGINE]


def rectifying(cases: Iterable[Case], year: int, day: date) -> Rectifying:
    """Count how far the findings opened in a year are on a day."""
    opened = [case for case in cases if case.events[0].at.year == year]
    steps = [{event.step for event in case.events} for case in opened]
    return Rectifying(
        len(opened),
        sum(case.outcome is not None and case.outcome.is_upheld for case in opened),
        sum(_MENDED in done for done in steps),
        sum(_PASSED in done for done in steps),
        sum(case.state == CLOSED for case in opened),
        sum(any(due.last_day < day for due in case.due) for case in opened),
    )


def ledger_lines(ledger: CaseLedger) -> Iterator[LogLine]:
    """Yield what people did in the ledger of cases as steps of a log: it is the office's own trail."""
    for case in ledger.cases():
        for event in case.events:
            number = f"{case.code}-{event.number}"
            yield LogLine(number, event.at, event.by, event.duty, case.code)


def part_of(case: Case) -> Part:
    """Return the part of internal control that a finding belongs to."""
    if case.rule in [*MarkKind]:
        return MarkKind(case.rule).part
    stated = [row.values.get("部分", "") for row in case.evidence]
    known = [Part(each) for each in stated if each in [*Part]]
    return known[0] if known else Part.SUPERVISION
