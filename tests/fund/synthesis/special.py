"""What the desks of care away and bundles find of what was planted: recall, precision, twins."""

import csv
import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from jixiao.fund.audit.kept import AUDIT_FINDINGS
from jixiao.fund.audit.runner import audit
from jixiao.fund.benefits import load_policies
from jixiao.fund.parameters import Terms
from jixiao.fund.payment.away import clear_month, manual_desk
from jixiao.fund.payment.away.manual_desk import ClaimState, DeskClaim
from jixiao.fund.payment.batch_discharge.preview import preview
from jixiao.fund.payment.bundles import close_month
from jixiao.fund.payment.kept import AWAY_CLEARED, BUNDLE_LEAKS, CLEARED
from jixiao.fund.payment.receivables.balances import receivables
from jixiao.fund.payment.topup.product import load_product
from jixiao.fund.payment.topup.year import product_year, whole_year
from jixiao.fund.prices.follow_up import follow_up
from jixiao.fund.prices.kept import LINKED_PRICES, STATES
from jixiao.fund.prices.linkage import link
from jixiao.fund.records import Records
from jixiao.fund.store.engine import Engine
from jixiao.fund.synthesis import open_stays as stories
from jixiao.fund.synthesis.prices import OURS
from jixiao.fund.synthesis.topup import OTHERWISE, UNPAID
from jixiao.period import Period

Marks = dict[str, set[str]]
PHRASES = {
    "没有批准文号": stories.UNAPPROVED, "免收押金": stories.DEPOSIT, "多于欠费上限": stories.BEYOND,
}  # fmt: skip
"""What doubts of agreements are planted as."""


@dataclass(frozen=True)
class Comparison:
    """How many were planted of a kind, found of them, marked beside them, and twins marked."""

    planted: int
    right: int
    beside: int
    twins: int


def answers(folder: Path, name: str) -> list[dict[str, str]]:
    with (folder / "answers" / name).open(encoding="utf-8-sig") as file:
        return list(csv.DictReader(file))


def compare(rows: list[dict[str, str]], marks: Marks) -> Mapping[str, Comparison]:
    """Compare what was found with what was planted, by what was expected."""
    kinds = {row["expected"] for row in rows}
    outcome = {}
    for kind in sorted(kinds):
        truth, twins = (
            {r["key"] for r in rows if (r["expected"], r["planted"]) == (kind, planted)}
            for planted in ("truth", "decoy")
        )
        marked = marks.get(kind, set())
        outcome[kind] = Comparison(
            len(truth), len(marked & truth), len(marked - truth), len(marked & twins)
        )
    return outcome


def clearing(engine: Engine, folder: Path) -> Mapping[str, Comparison]:
    """Clear every month of the answers; a line that agrees is found where it has to agree."""
    rows = [row for row in answers(folder, "away.csv") if row["desk"] == "clearing"]
    marks: Marks = {}
    for month in sorted({row["month"] for row in rows}):
        clear_month(engine, date.fromisoformat(f"{month}-01"))
        for pair in engine.fetch(AWAY_CLEARED.read(engine)).to_pylist():
            word = CLEARED[pair["state"]]
            if word != "一致":
                marks.setdefault(word, set()).add(pair["pair"].rpartition("#")[0])
    return compare([r for r in rows if r["expected"] != "一致"], marks)


def desk(
    engine: Engine, folder: Path, year: int, terms: Terms
) -> Mapping[str, Comparison]:
    rows = [row for row in answers(folder, "away.csv") if row["desk"] == "manual"]
    last = date(year, 12, 31)
    listed = manual_desk(engine, Period(date(year, 1, 1), last), last, terms)
    marks: Marks = {}
    for claim in listed.claims:
        for kind in _kinds(claim):
            marks.setdefault(kind, set()).add(claim.number)
    return compare(rows, marks)


def _kinds(claim: DeskClaim) -> list[str]:
    kinds = {
        "same_invoice": claim.same_invoice, "same_stay": claim.same_stay,
        "direct": claim.direct, "missing": claim.missing and claim.done_on is None,
        "overdue": claim.state is ClaimState.OVERDUE,
    }  # fmt: skip
    return [kind for kind, holds in kinds.items() if holds]


def bundles(
    engine: Engine, folder: Path, year: int, terms: Terms
) -> Mapping[str, Comparison]:
    """Close April and ask the rules of dialysis."""
    closed = close_month(engine, date(year, 4, 1), terms)
    marks: Marks = {}
    for each in closed.refused:
        marks.setdefault(each.why.value, set()).add(each.subject or each.person)
    # The days after a death or of a stay are refused to the person, too: the stories are of sessions.
    for why in ("死亡以后", "住院期间停付"):
        marks[why] = {key for key in marks.get(why, ()) if key.startswith("Z")}
    leaks = engine.fetch(BUNDLE_LEAKS.read(engine)).to_pylist()
    marks["leak"] = {row["bkkp_sn"] for row in leaks}
    marks["beyond"] = {each.person for each in closed.persons if each.month.beyond}
    rules = [f"DY0{n}" for n in range(1, 8)]
    audit(engine, Period(date(year, 1, 1), date(year, 12, 31)), codes=rules)
    for row in engine.fetch(AUDIT_FINDINGS.read(engine)).to_pylist():
        marks.setdefault(row["rule"], set()).add(row["key"])
    return compare(answers(folder, "bundles.csv"), marks)


def prices(
    engine: Engine, folder: Path, on: date, terms: Terms
) -> Mapping[str, Comparison]:
    """Link the prices of a day and follow the year's orders; what is to stay is found nowhere."""
    link(engine, on, OURS, terms)
    marks: Marks = {}
    for row in engine.fetch(LINKED_PRICES.read(engine)).to_pylist():
        state = STATES[row["state"]]
        marks.setdefault(f"{state} {row['flag'] or ''}".strip(), set()).add(
            row["listing_code"]
        )
    year = Period(date(on.year, 1, 1), date(on.year, 12, 31))
    came = follow_up(Records(engine, year))
    marks[_ORDERS] = {row["order_no"] for row in came.orders_above}
    rows = [
        {**row, "planted": "truth", "expected": _priced(row)}
        for row in answers(folder, "prices.csv")
    ]
    return compare(rows, marks)


_ORDERS = "订单高于联动后价格"


def _priced(row: Mapping[str, str]) -> str:
    if row["about"] == "订单":
        return _ORDERS
    return f"{row['state']} {row['flag']}".strip()


def discharged(engine: Engine, terms: Terms) -> Marks:
    """Preview the open stays of 30 June."""
    policy = load_policies()["sample_2024"]
    came = preview(engine, date(2026, 6, 30), [policy], terms)
    marks: Marks = {
        stories.IN_HOSPITAL: {stay.mdtrt_id for stay in came.in_hospital},
        stories.APART: {stay.mdtrt_id for stay, _ in came.apart},
    }
    for closing in came.closings:
        marks.setdefault(str(closing.stay.kind), set()).add(closing.stay.mdtrt_id)
    return marks


def owed(engine: Engine, terms: Terms) -> Marks:
    """Age what is owed at the end of the year, and say what does not hold together."""
    came = receivables(Records(engine), date(2026, 12, 31), terms)
    marks: Marks = {stories.OVERDUE: {each.agreement for each in came.reminders}}
    for doubt in came.doubts:
        kind = next(kind for words, kind in PHRASES.items() if words in doubt)
        (number,) = re.findall(r"XY\d+", doubt)
        marks.setdefault(kind, set()).add(number)
    return marks


def paid_out(engine: Engine) -> Marks:
    """Compare a year's payouts with the sample product."""
    period = whole_year(2026)
    came = product_year(Records(engine, period), load_product(), period)
    marks: Marks = {}
    for each in came.differences:
        kind = UNPAID if each.paid is None else OTHERWISE
        marks.setdefault(kind, set()).add(each.setl_id)
    return marks


def of_stays(engine: Engine, folder: Path, terms: Terms) -> Mapping[str, Comparison]:
    """Find what was planted of open stays, agreements and payouts."""
    outcome: dict[str, Comparison] = {}
    for name, marks in (
        ("discharge", discharged(engine, terms)),
        ("credit", owed(engine, terms)),
        ("topup", paid_out(engine)),
    ):
        outcome |= compare(answers(folder, f"{name}.csv"), marks)
    return outcome
