"""A month of bundles closed: each centre's due, used, billed apart, leaked, and what is carried."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from jixiao.errors import JixiaoError
from jixiao.fund.parameters import Terms
from jixiao.fund.payment.bundles.bundle import (
    Contracts,
    PersonMonth,
    PricedMonth,
    Refused,
    month_of,
    price_month,
)
from jixiao.fund.payment.bundles.charges import Charges, charges_of
from jixiao.fund.payment.bundles.facts import facts_of_month, read_contracts
from jixiao.fund.payment.bundles.months import last_day_before, persons_paid
from jixiao.fund.payment.kept import (
    BUNDLE_CLOSED,
    BUNDLE_LEAKS,
    BUNDLE_PERSONS,
    BUNDLE_REFUSED,
)
from jixiao.fund.records import Records
from jixiao.fund.store.engine import Engine
from jixiao.period import Period

KEYS = ("bundle.inpatient_days", "bundle.carry")
_LEAVING_OFF = "入院日到出院日"
_IN_YEAR, _NOT = "年内结转", "不结转"


@dataclass(frozen=True, slots=True)
class PersonAtCentre:
    """A person's closed month at a centre: what was due, and what was charged; money in fen."""

    person: str
    month: PersonMonth
    charges: Charges

    @property
    def gain(self) -> int:
        """What was due above what was used; below 0 the person cost more."""
        return self.month.due - self.charges.used


@dataclass(frozen=True, slots=True)
class CentreMonth:
    """A centre's closed month; money in fen.

    `opening` is what is carried into the month, `carried` what goes into the next: below 0 a loss.
    """

    centre: str
    persons: int
    days: int
    sessions: int
    beyond: int
    due: int
    charges: Charges
    over: int
    under: int
    opening: int
    carried: int

    @property
    def gain(self) -> int:
        """What was due above what was used of the items inside."""
        return self.due - self.charges.used


@dataclass(frozen=True, slots=True)
class ClosedMonth:
    """A month closed: its centres, its persons, what is not paid and why, what was not computed."""

    month: Period
    centres: tuple[CentreMonth, ...]
    persons: tuple[PersonAtCentre, ...]
    refused: tuple[Refused, ...]
    unnamed: tuple[Mapping[str, Any], ...]
    notes: tuple[str, ...]

    @property
    def due(self) -> int:
        """What all centres are due, in fen."""
        return sum(centre.due for centre in self.centres)


def close_month(engine: Engine, day: date, terms: Terms) -> ClosedMonth:
    """Close the month that a day lies in, and keep it beside the months closed before.

    `close_in_order` sees to it that months follow one another.

    Raises:
        NotLoaded: there are no contracts or no roster.
        JixiaoError: nobody is on a roster in the month.
    """
    month = month_of(day)
    records = Records(engine, month)
    contracts = read_contracts(records)
    people = facts_of_month(records)
    if not people:
        message = (
            f"{month.first:%Y-%m} 没有一个人在名册上。请检查月份，或先收包干名册。"
        )
        raise JixiaoError(message)
    paid = persons_paid(engine, month)
    leaving = terms.choice("bundle.inpatient_days") == _LEAVING_OFF
    by_contract = Contracts(each.contract for each in contracts)
    priced = {
        person: price_month(
            month, person, facts, by_contract, paid.get(person, {}), leaving_day_off=leaving
        )
        for person, facts in sorted(people.items())
    }  # fmt: skip
    charges = charges_of(engine, month, priced, contracts)
    persons = [*_persons(priced, charges.sums)]
    opening, notes = _openings(engine, month, terms)
    centres = [*_centres(persons, opening, terms)]
    closed = ClosedMonth(
        month,
        tuple(centres),
        tuple(persons),
        tuple(_together([*_refused(priced), *charges.refused])),
        charges.unnamed,
        (*charges.notes, *notes),
    )
    _keep(engine, closed, charges.leaks)
    return closed


def _persons(
    priced: Mapping[str, PricedMonth], sums: Mapping[tuple[str, str], Charges]
) -> Iterable[PersonAtCentre]:
    nothing = Charges()
    for person, month in priced.items():
        listed: set[str] = set()
        for centre_month in month.centres:
            # Charges are of a centre: of two kinds of care there they stand with the first.
            is_first = centre_month.centre not in listed
            listed.add(centre_month.centre)
            charged = (
                sums.get((person, centre_month.centre), nothing)
                if is_first
                else nothing
            )
            yield PersonAtCentre(person, centre_month, charged)


def _centres(
    persons: Sequence[PersonAtCentre], opening: Mapping[str, int], terms: Terms
) -> Iterable[CentreMonth]:
    by_centre: dict[str, list[PersonAtCentre]] = defaultdict(list)
    for each in persons:
        by_centre[each.month.centre].append(each)
    for centre in sorted({*by_centre, *opening}):
        of_centre = by_centre.get(centre, [])
        charges = Charges.sum_of(each.charges for each in of_centre)
        due = sum(each.month.due for each in of_centre)
        before = opening.get(centre, 0)
        keeps = terms.choice("bundle.carry") != _NOT
        yield CentreMonth(
            centre,
            len({each.person for each in of_centre if each.month.days}),
            sum(each.month.days for each in of_centre),
            sum(each.month.sessions for each in of_centre),
            sum(each.month.beyond for each in of_centre),
            due,
            charges,
            sum(each.gain < 0 for each in of_centre),
            sum(each.gain > 0 for each in of_centre),
            before,
            before + due - charges.used if keeps else 0,
        )


def _refused(priced: Mapping[str, PricedMonth]) -> Iterable[Refused]:
    for month in priced.values():
        yield from month.refused


def _together(refused: Iterable[Refused]) -> list[Refused]:
    """Put the days of one person, centre and reason together: the first, and how many."""
    joined: dict[tuple[str, str, str, str], Refused] = {}
    for each in sorted(refused, key=lambda each: (each.on, each.subject)):
        key = (each.person, each.subject, each.centre, each.why)
        before = joined.get(key)
        joined[key] = each if before is None else replace(before, count=before.count + each.count)  # fmt: skip
    return list(joined.values())


def _openings(
    engine: Engine, month: Period, terms: Terms
) -> tuple[dict[str, int], list[str]]:
    """Return what each centre carries into a month, and what of it is not known."""
    carry = terms.choice("bundle.carry")
    is_first = month.first.month == 1
    if carry == _NOT or (carry == _IN_YEAR and is_first):
        return {}, []
    before = last_day_before(month)
    rows = BUNDLE_CLOSED.rows(engine)
    if not any(row["closed_on"] == before for row in rows):
        why = f"{before:%Y-%m} 没有月结，上月结转和年度限额按没有算。请按月份先后月结。"
        return {}, [why]
    listed = [row for row in rows if row["closed_on"] == before]
    return {row["fixmedins_code"]: row["carried"] for row in listed}, []


def _keep(
    engine: Engine, closed: ClosedMonth, leaks: Sequence[Mapping[str, Any]]
) -> None:
    on = closed.month.last
    rounds = [row.get("round") or 0 for row in BUNDLE_CLOSED.rows(engine)]
    this_round = max(rounds, default=0) + 1
    centres = [
        {
            "round": this_round,
            "centre_month": f"{each.centre}/{on:%Y-%m}", "fixmedins_code": each.centre,
            "closed_on": on, "persons": each.persons, "days": each.days,
            "sessions": each.sessions, "beyond": each.beyond, "due": each.due,
            **each.charges.kept, "opening": each.opening, "carried": each.carried,
        }
        for each in closed.centres
    ]  # fmt: skip
    persons = [
        {
            "psn_no": each.person, "fixmedins_code": each.month.centre, "closed_on": on,
            "care": each.month.care, "days": each.month.days,
            "sessions": each.month.sessions, "beyond": each.month.beyond,
            "cut": each.month.cut, "due": each.month.due, **each.charges.kept,
        }
        for each in closed.persons
    ]  # fmt: skip
    refused = [
        {
            "subject": each.subject, "psn_no": each.person, "fixmedins_code": each.centre,
            "on": each.on, "days": each.count, "why": each.why.value, "closed_on": on,
        }
        for each in closed.refused
    ]  # fmt: skip
    leaked = [{**row, "closed_on": on} for row in leaks]
    # Its centres come last: a month that was stopped on the way is not one that was closed.
    for table, rows in (
        (BUNDLE_PERSONS, persons), (BUNDLE_LEAKS, leaked),
        (BUNDLE_REFUSED, refused), (BUNDLE_CLOSED, centres),
    ):  # fmt: skip
        table.keep_beside(engine, rows, "closed_on", on)
