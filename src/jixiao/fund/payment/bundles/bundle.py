"""A person's month in a bundle: the days that count, the sessions, what is due; of no disease.

Whatever is paid by the session with a monthly cap, or by the head and month in proportion to days,
is priced here; what the centre, the care and the disease are called is for others to say.
"""

from bisect import bisect_right
from calendar import monthrange
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from enum import StrEnum
from fractions import Fraction

from jixiao.fund.payment.apportionment import rounded
from jixiao.period import Period

_DAY = timedelta(days=1)
_NEVER = date(9999, 12, 31)


class Mode(StrEnum):
    """How a bundle is paid."""

    BY_SESSION = "1"
    BY_HEAD = "2"


class WhyNot(StrEnum):
    """Why a session or a day is not paid."""

    NO_ROSTER = "当天不在任何名册上"
    OTHER_CENTRE = "当天在别家机构的名册上"
    OTHER_KIND = "名册上登记的是另一种治疗方式"
    TWO_CENTRES = "同一天在两家机构的名册上，要先定一家"
    NO_CONTRACT = "当天没有有效的协议"
    STAY = "住院期间停付"
    DEAD = "死亡以后"
    LINE = "不付包干的日子里按包干病种收的费"


@dataclass(frozen=True, slots=True)
class Contract:
    """What a centre is paid for a kind of care from day to day; money in fen.

    `month_cap` is how many sessions of a person's month are paid at most, `year_cap` what a
    person's year brings at most; none where the contract has no such cap.
    """

    number: str
    centre: str
    care: str
    mode: Mode
    rate: int
    first: date
    last: date | None = None
    month_cap: int | None = None
    year_cap: int | None = None

    def holds_on(self, day: date) -> bool:
        """Whether it is in force on a day."""
        return self.first <= day <= (self.last or _NEVER)


@dataclass(frozen=True, slots=True)
class Span:
    """Days of a person, both ends included; an open end is none."""

    first: date
    last: date | None

    def days(self, period: Period) -> Iterable[date]:
        """Yield its days in a period."""
        day = max(self.first, period.first)
        last = min(self.last or period.last, period.last)
        while day <= last:
            yield day
            day += _DAY


@dataclass(frozen=True, slots=True)
class Placed:
    """Days of a person on a centre's roster for a kind of care."""

    centre: str
    care: str
    span: Span


@dataclass(frozen=True, slots=True)
class Session:
    """One session: its number, where, of which kind, on which day."""

    number: str
    centre: str
    care: str
    on: date


@dataclass(frozen=True, slots=True)
class Refused:
    """A session or a line by its number, or some days of a person (""), not paid, and why."""

    person: str
    subject: str
    centre: str
    on: date
    count: int
    why: WhyNot


@dataclass(frozen=True, slots=True)
class PersonMonth:
    """What a centre is due for a person's month of a kind of care: days, sessions, money in fen.

    `beyond` are the sessions above the monthly cap, `cut` what the yearly cap took.
    """

    centre: str
    care: str
    days: int
    sessions: int
    beyond: int
    due: int
    cut: int


@dataclass(frozen=True, slots=True)
class PersonFacts:
    """What is known of a person: roster, sessions of the month, stays, and the day of death."""

    placed: Sequence[Placed]
    sessions: Sequence[Session] = ()
    stays: Sequence[Span] = ()
    died_on: date | None = None


@dataclass(frozen=True, slots=True)
class PricedMonth:
    """A person's month: what each centre is due, what is not paid, and the days that count.

    Each day that counts has the contract it counts under.
    """

    centres: tuple[PersonMonth, ...]
    refused: tuple[Refused, ...]
    counted: Mapping[date, Contract]


class Contracts:
    """Contracts by centre and kind of care, found by the day."""

    def __init__(self, contracts: Iterable[Contract]) -> None:
        self._by_key: dict[tuple[str, str], list[Contract]] = {}
        for contract in sorted(contracts, key=lambda each: each.first):
            self._by_key.setdefault((contract.centre, contract.care), []).append(
                contract
            )
        self._firsts = {
            key: [each.first for each in listed] for key, listed in self._by_key.items()
        }
        self._known: dict[tuple[str, str, date], Contract | None] = {}

    def on(self, centre: str, care: str, day: date) -> Contract | None:
        """Return the contract in force on a day: of two the one that began later."""
        asked = (centre, care, day)
        if asked not in self._known:
            self._known[asked] = self._contract_on(centre, care, day)
        return self._known[asked]

    def _contract_on(self, centre: str, care: str, day: date) -> Contract | None:
        key = (centre, care)
        place = bisect_right(self._firsts.get(key, ()), day)
        for contract in reversed(self._by_key.get(key, ())[:place]):
            if contract.holds_on(day):
                return contract
        return None


def month_of(day: date) -> Period:
    """Return the month that a day lies in."""
    last = monthrange(day.year, day.month)[1]
    return Period(day.replace(day=1), day.replace(day=last))


def price_month(
    month: Period,
    person: str,
    facts: PersonFacts,
    contracts: Contracts,
    paid_before: Mapping[str, int],
    *,
    leaving_day_off: bool = False,
) -> PricedMonth:
    """Price a person's month.

    A day counts at one centre: a day on two rosters counts at none, nor does one of a stay (with
    `leaving_day_off` the day of leaving neither) or after the day of death. By the head the rate is
    taken by the days that count of the month's days, half up to the fen for each contract. By the
    session each session on a day that counts is paid, to the cap, at the rate of its day.
    `paid_before` is what was due before in the year, by kind of care, in fen.
    """
    off = suspended_days(facts.stays, month, leaving_day_off=leaving_day_off)
    days = _Days(month, person, facts, off)
    counted = days.contracts(contracts)
    dues = [*_by_head(month, counted), *_by_session(facts, days, contracts)]
    dues.sort(key=lambda due: due.since)
    return PricedMonth(
        tuple(_of_centres(counted, _capped(dues, paid_before))),
        tuple(days.refused),
        counted,
    )


def suspended_days(
    stays: Sequence[Span], month: Period, *, leaving_day_off: bool
) -> set[date]:
    """Return the days of a month on which stays suspend the bundle; one day at least for each."""
    days: set[date] = set()
    for stay in stays:
        last = stay.last
        if last is not None and not leaving_day_off:
            last = max(last - _DAY, stay.first)
        days.update(Span(stay.first, last).days(month))
    return days


@dataclass(frozen=True, slots=True)
class _Due:
    """What a part of a contract's month brings, and from which day; the year's cap is not yet taken."""

    contract: Contract
    since: date
    amount: int
    sessions: int = 0
    beyond: int = 0
    cut: int = 0


class _Days:
    """A person's days of a month: where each counts, and why the others do not."""

    def __init__(
        self, month: Period, person: str, facts: PersonFacts, off: set[date]
    ) -> None:
        self._person = person
        self._off = off
        self._died = facts.died_on or _NEVER
        self._rosters: dict[date, list[Placed]] = {}
        for placed in facts.placed:
            for day in placed.span.days(month):
                self._rosters.setdefault(day, []).append(placed)
        self.refused: list[Refused] = []
        self.placed: dict[date, Placed] = {}
        for day, listed in sorted(self._rosters.items()):
            why = self.why_not(day)
            if why is None:
                self.placed[day] = listed[0]
            else:
                self._refuse(listed, day, why)

    def _refuse(self, listed: Sequence[Placed], day: date, why: WhyNot) -> None:
        centres = sorted({each.centre for each in listed})
        self.refused += [Refused(self._person, "", c, day, 1, why) for c in centres]

    def why_not(self, day: date) -> WhyNot | None:
        """Say why a day counts nowhere; none where it counts."""
        listed = self._rosters.get(day)
        if not listed:
            return WhyNot.NO_ROSTER
        if day > self._died:
            return WhyNot.DEAD
        if len({(each.centre, each.care) for each in listed}) > 1:
            return WhyNot.TWO_CENTRES
        return WhyNot.STAY if day in self._off else None

    def contracts(self, contracts: Contracts) -> dict[date, Contract]:
        """Return the contract of each day that counts; a day without one is refused."""
        counted = {}
        for day, placed in self.placed.items():
            contract = contracts.on(placed.centre, placed.care, day)
            if contract is None:
                self._refuse([placed], day, WhyNot.NO_CONTRACT)
            else:
                counted[day] = contract
        return counted

    def refuses(self, session: Session, contract: Contract | None) -> bool:
        """Write down why a session is not paid, where it is not."""
        why = self.why_not(session.on)
        if why is None:
            placed = self.placed[session.on]
            if placed.centre != session.centre:
                why = WhyNot.OTHER_CENTRE
            elif placed.care != session.care:
                why = WhyNot.OTHER_KIND
            elif contract is None:
                why = WhyNot.NO_CONTRACT
        if why is not None:
            self.refused.append(
                Refused(
                    self._person, session.number, session.centre, session.on, 1, why
                )
            )
        return why is not None


def _by_head(month: Period, counted: Mapping[date, Contract]) -> list[_Due]:
    whole = (month.last - month.first).days + 1
    days = Counter(counted.values())
    since = {contract: day for day, contract in sorted(counted.items(), reverse=True)}
    return [
        _Due(contract, since[contract], rounded(Fraction(contract.rate * count, whole)))
        for contract, count in days.items()
        if contract.mode is Mode.BY_HEAD
    ]


def _by_session(
    facts: PersonFacts, days: _Days, contracts: Contracts
) -> Iterator[_Due]:
    paid: Counter[tuple[str, str]] = Counter()
    for session in sorted(facts.sessions, key=lambda each: (each.on, each.number)):
        key = (session.centre, session.care)
        contract = contracts.on(*key, session.on)
        if days.refuses(session, contract) or contract is None:
            continue
        if contract.mode is Mode.BY_HEAD:
            yield _Due(contract, session.on, 0, sessions=1)
        elif contract.month_cap is None or paid[key] < contract.month_cap:
            paid[key] += 1
            yield _Due(contract, session.on, contract.rate, sessions=1)
        else:
            yield _Due(contract, session.on, 0, beyond=1)


def _capped(dues: Sequence[_Due], paid_before: Mapping[str, int]) -> list[_Due]:
    """Cut what goes above the yearly cap of its kind of care, in the order of their days."""
    if all(due.contract.year_cap is None for due in dues):
        return [*dues]
    so_far = dict(paid_before)
    capped = []
    for due in dues:
        before, cap = so_far.get(due.contract.care, 0), due.contract.year_cap
        amount = due.amount if cap is None else max(0, min(due.amount, cap - before))
        so_far[due.contract.care] = before + amount
        capped.append(replace(due, amount=amount, cut=due.amount - amount))
    return capped


def _of_centres(
    counted: Mapping[date, Contract], dues: Sequence[_Due]
) -> Iterator[PersonMonth]:
    days = Counter((each.centre, each.care) for each in counted.values())
    by_key: dict[tuple[str, str], list[_Due]] = {key: [] for key in days}
    for due in dues:
        by_key.setdefault((due.contract.centre, due.contract.care), []).append(due)
    for key, of_centre in sorted(by_key.items()):
        yield PersonMonth(
            *key,
            days[key],
            sum(due.sessions for due in of_centre),
            sum(due.beyond for due in of_centre),
            sum(due.amount for due in of_centre),
            sum(due.cut for due in of_centre),
        )
