"""Warnings and briefs written down beside the records, so that measures can count them."""

from collections.abc import Mapping
from datetime import date

from jixiao.fund.cases import Case, CaseLedger
from jixiao.fund.outlook.kept import BRIEFS, WARNINGS
from jixiao.fund.outlook.warning_cases import ENGINE, IGNORED
from jixiao.fund.store.engine import Engine

_ANSWERED = (IGNORED, "签发", "认定")
"""The steps by which a bureau has dealt with a warning: put aside, written, or judged."""


def keep_warnings(engine: Engine, ledger: CaseLedger) -> None:
    """Keep the warnings of a ledger as WARNINGS, a row each."""
    cases = (ledger.case(case.code) for case in ledger.cases() if case.engine == ENGINE)
    WARNINGS.keep_rows(engine, map(_row, cases))


def _row(case: Case) -> Mapping[str, object]:
    first, *_ = case.evidence
    opened = case.events[0].at.date()
    dealt = [e for e in case.events if e.step in _ANSWERED]
    return {
        "code": case.code,
        "signal": case.rule,
        "place": first.values["何处"],
        "month": date.fromisoformat(f"{first.values['月份']}-01"),
        "level": first.values["轻重"],
        "opened_on": opened,
        "dealt_on": dealt[0].at.date() if dealt else None,
        "late": any(event.late for event in case.events),
        "state": case.state,
        "outcome": str(case.outcome) if case.outcome else None,
    }


def keep_brief(engine: Engine, month: date, written_on: date, digest: str) -> None:
    """Keep, as BRIEFS, that a month's brief was written; one written anew stands in its place."""
    row = {"month": month, "written_on": written_on, "digest": digest}
    BRIEFS.keep_beside(engine, [row], "month", month)
