"""Planned visits on the ledger of cases, and the table of inspections that measures answer from."""

import csv
from collections.abc import Sequence
from datetime import date, datetime
from operator import itemgetter
from pathlib import Path

from jixiao.errors import whole
from jixiao.fund.cases import Case, CaseLedger, Evidence
from jixiao.fund.cases.procedure import CLOSED
from jixiao.fund.records import declared_records
from jixiao.fund.supervision.plan import Visit
from jixiao.money import in_yuan

ENGINE, PLANNED = "inspection", "检查计划"
_ENTERED = "进场"
_COLUMNS = (
    "inspection_no", "fixmedins_code", "inspected_on", "kind", "problems", "recovered", "closed_on",
)  # fmt: skip


def open_visits(
    ledger: CaseLedger,
    visits: Sequence[Visit],
    year: int,
    *,
    seed: str,
    by: str,
    at: datetime,
) -> list[str]:
    """Open a case for each planned visit of a year that has none yet, and return the new codes.

    `seed` is that of the draw behind the plan; blank where nothing was drawn.
    """
    opened = []
    for visit in visits:
        values = {
            "为什么去": visit.why,
            "检查组": visit.team or "",
            "种子": seed,
            "说明": f"{year} 年检查计划：{visit.why}",
        }
        key = f"{year} {visit.why} {visit.institution}"
        code = ledger.open_case(
            engine=ENGINE,
            rule=PLANNED,
            title=f"{year} 年{visit.why}检查",
            subject=visit.institution,
            evidence=[Evidence(PLANNED, key, values, 0, 0)],
            by=by,
            at=at,
        )
        opened += [code] if code else []
    return opened


def last_teams(ledger: CaseLedger, before: int) -> dict[str, str]:
    """Return which team was planned last for each institution in the years before one."""
    cases = [ledger.case(c.code) for c in ledger.cases() if c.rule == PLANNED]
    planned = [(case.subject, case.evidence[0]) for case in cases]
    of_years = [
        (int(row.key.split()[0]), subject, row.values.get("检查组", ""))
        for subject, row in planned
    ]
    return {
        subject: team
        for year, subject, team in sorted(of_years, key=itemgetter(0))
        if year < before and team
    }


def inspection_rows(ledger: CaseLedger, day: date) -> list[tuple[str, ...]]:
    """Return the visits that were entered by a day, as rows of the table of inspections, in yuan.

    A visit counts from the day on which it was entered. Its problems are the rows of evidence that
    a decision upheld; a visit as planned is no problem by itself. What is fined is another
    procedure's, and is left out.
    """
    cases = [ledger.case(c.code) for c in ledger.cases() if c.engine == ENGINE]
    rows = ((case, _entered_on(case)) for case in cases)
    return [_row(case, on, day) for case, on in rows if on is not None and on <= day]


def write_inspections(rows: Sequence[Sequence[str]], path: Path) -> None:
    """Write rows of INSPECTION as CSV under the titles of its columns, as `jixiao load` takes them."""
    columns = declared_records()["inspections"].columns
    heads = [columns[name].title for name in _COLUMNS]
    with (
        whole(path) as half,
        half.open("w", encoding="utf-8-sig", newline="") as file,
    ):
        csv.writer(file).writerows([heads, *rows])


def _entered_on(case: Case) -> date | None:
    days = (event.at.date() for event in case.events if event.step == _ENTERED)
    return next(days, None)


def _row(case: Case, entered_on: date, day: date) -> tuple[str, ...]:
    by_then = [event for event in case.events if event.at.date() <= day]
    recovered = sum(event.recovered for event in by_then)
    last = by_then[-1]
    is_closed = case.state == CLOSED and last.number == case.events[-1].number
    return (
        case.code,
        case.subject,
        entered_on.isoformat(),
        case.evidence[0].values.get("为什么去") or case.title,
        str(_problems(case)),
        in_yuan(recovered),
        last.at.date().isoformat() if is_closed else "",
    )


def _problems(case: Case) -> int:
    if case.outcome is None or not case.outcome.is_upheld:
        return 0
    proven = (row for nth, row in enumerate(case.evidence) if nth not in case.spared)
    return sum(row.table != PLANNED for row in proven) or 1
