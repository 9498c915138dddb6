"""Lists of burdens kept from month to month: who is new, who was recognised, who fell below the line."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass, replace
from datetime import date, timedelta

import ibis

from jixiao.entry import Overrides
from jixiao.errors import JixiaoError
from jixiao.fund import kept_tables
from jixiao.fund.cases import Case, CaseLedger, Evidence
from jixiao.fund.outlook.history import YEAR, history_until, month_end
from jixiao.fund.outlook.kept import RELIEF_ALERTS
from jixiao.fund.outlook.printing import month_in_words
from jixiao.fund.outlook.rollcall import RollCall, roll_calls
from jixiao.fund.outlook.warning_cases import Hand
from jixiao.fund.records import Records
from jixiao.fund.store.engine import Engine

ENGINE = "relief"
PERSONS, HOUSEHOLDS = "RL01", "RL02"
LISTS = (PERSONS, HOUSEHOLDS)
FRESH, LISTED = "新列", "在册"
RECOGNISED, NOT_RECOGNISED, BELOW = "已认定", "不认定", "回到线下"
_OPEN = (FRESH, LISTED)
_LEFT_ALONE = timedelta(days=365)
"""Whoever was looked at is not listed anew within so long."""


@dataclass(frozen=True, slots=True)
class Alert:
    """A person or a household on a list; amounts in fen. `psn_no` does not leave the store whole."""

    number: int
    list: str
    psn_no: str
    month: date
    seen: date
    identity: str | None
    borne: int
    line: int
    state: str
    closed_on: date | None

    @property
    def is_open(self) -> bool:
        """Whether nothing has come of it yet."""
        return self.state in _OPEN


@dataclass(frozen=True, slots=True)
class Result:
    """What was found of a person: the identity that was recognised, none where none was."""

    checked_on: date
    identity: str | None


def list_alerts(
    engine: Engine, month: date, overrides: Overrides | None = None
) -> list[Alert]:
    """List a month's burdens over their lines beside those of before, keep them all, and return them.

    Whoever is still over the line stays listed under the first number; whoever fell below it, as
    by a refund, is closed and stays in the list's history.

    Raises:
        NotLoaded: settlements or registers were not loaded.
        JixiaoError: a later month was listed already.
    """
    before = kept_alerts(engine)
    if before and (latest := max(alert.seen for alert in before)) > month:
        message = (
            f"名单已经看到 {latest:%Y-%m}，不能再回头列 {month:%Y-%m}。请换后面的月份。"
        )
        raise JixiaoError(message)
    records = Records(engine, history_until(month, YEAR), kept=kept_tables())
    alerts = before
    for code in LISTS:
        rows = _over_the_line(records, roll_calls()[code], overrides)
        results = _results(records, code, month)
        alerts = _followed(alerts, code, rows, results, month)
    RELIEF_ALERTS.keep_rows(engine, map(asdict, alerts))
    return alerts


def kept_alerts(engine: Engine) -> list[Alert]:
    """Return the alerts that are kept, by number; none where nothing was listed yet."""
    rows = sorted(RELIEF_ALERTS.rows(engine), key=lambda row: row["number"])
    return [Alert(**row) for row in rows]


SETTLED_AGAIN = "重算"
"""The step that says what came of a list."""

Row = tuple[str | None, int, int]
"""An identity, what was borne, and the line, in fen."""


def _over_the_line(
    records: Records, entry: RollCall, overrides: Overrides | None
) -> Mapping[str, Row]:
    rows = entry.mark(records, overrides).rows
    return {
        row["key"]: (row["place"], row["above"], row["below"])
        for row in records.engine.fetch(rows).to_pylist()
    }


def _results(records: Records, code: str, month: date) -> Mapping[str, Result]:
    """Return the last result of each person, or of each household by any of its members."""
    relief_results = Records(records.engine).record_if_loaded("relief_results")
    if relief_results is None:
        return {}
    relief_results = relief_results.filter(
        relief_results.checked_on <= month_end(month)
    ).order_by("checked_on")
    if code == HOUSEHOLDS:
        members = records.record("persons").select("psn_no", "household_no").distinct()
        relief_results = relief_results.join(members, "psn_no").mutate(
            psn_no=ibis._.household_no
        )
    columns = relief_results.select("psn_no", "checked_on", "psn_idet_type")
    results: dict[str, Result] = {}
    for row in records.engine.fetch(columns).to_pylist():
        if row["psn_no"]:
            result = Result(row["checked_on"], row["psn_idet_type"] or None)
            results[row["psn_no"]] = _later(results.get(row["psn_no"]), result)
    return results


def _later(known: Result | None, other: Result) -> Result:
    if known is None or (known.checked_on, known.identity is not None) <= (
        other.checked_on,
        other.identity is not None,
    ):
        return other
    return known


def _followed(
    alerts: Sequence[Alert],
    code: str,
    rows: Mapping[str, Row],
    results: Mapping[str, Result],
    month: date,
) -> list[Alert]:
    """Return the alerts of all lists, those of one list as they are this month."""
    followed = [
        _now(alert, rows.get(alert.psn_no), results.get(alert.psn_no), month)
        if alert.list == code and alert.is_open
        else alert
        for alert in alerts
    ]
    spared = {a.psn_no for a in followed if a.list == code and _is_spared(a, month)}
    number = max((alert.number for alert in followed), default=0)
    fresh = sorted(rows.keys() - spared)
    return followed + [
        Alert(number + n, code, key, month, month, *rows[key], FRESH, None)
        for n, key in enumerate(fresh, 1)
    ]


def _is_spared(alert: Alert, month: date) -> bool:
    """Whether somebody is not to be listed anew: listed still, or looked at not long ago."""
    if alert.is_open:
        return True
    if alert.state == BELOW or alert.closed_on is None:
        return False
    return month_end(month) - alert.closed_on < _LEFT_ALONE


def _now(alert: Alert, row: Row | None, result: Result | None, month: date) -> Alert:
    if result is not None and result.checked_on >= alert.month:
        state = RECOGNISED if result.identity else NOT_RECOGNISED
        return replace(alert, seen=month, state=state, closed_on=result.checked_on)
    if row is None:
        return replace(alert, seen=month, state=BELOW, closed_on=month_end(month))
    identity, borne, line = row
    state = FRESH if alert.month == month else LISTED
    return replace(
        alert, seen=month, identity=identity, borne=borne, line=line, state=state
    )


def hand_over(
    ledger: CaseLedger, alerts: Sequence[Alert], month: date, hand: Hand
) -> list[str]:
    """Open a case for each list with its new persons or households; return the codes.

    The ledger holds no whole numbers of persons: a row is known by its number on the list.
    """
    opened = []
    for code in LISTS:
        fresh = [a for a in alerts if (a.list, a.month) == (code, month) and a.is_open]
        if not fresh:
            continue
        entry = roll_calls()[code]
        case = ledger.open_case(
            engine=ENGINE,
            rule=code,
            title=f"{entry.title}（{month:%Y-%m}）",
            subject=entry.to,
            evidence=list(_evidence(entry, fresh)),
            by=hand.by,
            at=hand.at,
        )
        if case is None:
            continue
        opened.append(case)
        if hand.owner:
            ledger.move(case, "分派", by=hand.by, at=hand.at, text=hand.owner)
    return opened


def _evidence(entry: RollCall, alerts: Sequence[Alert]) -> Iterator[Evidence]:
    for alert in alerts:
        values = {
            "月份": f"{alert.month:%Y-%m}",
            "编号": RELIEF_ALERTS.masked({"psn_no": alert.psn_no})["psn_no"],
            "身份": alert.identity or "",
            "说明": entry.sentence(alert.borne, alert.line),
        }
        yield Evidence(f"{entry.code} 名单", f"{alert.number:06}", values, 0, 0)


def list_facts(case: Case) -> Mapping[str, str]:
    """Return what the letters of a list are told: its month and how many are on it."""
    unit = "户" if case.rule == HOUSEHOLDS else "人"
    facts = {
        "matter": roll_calls()[case.rule].title,
        "count": f"{len(case.evidence)} {unit}",
    }
    if month := case.evidence[0].values.get("月份"):
        facts["month"] = month_in_words(date.fromisoformat(f"{month}-01"))
    return facts
