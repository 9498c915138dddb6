"""How much of care away was settled where it was given, why the rest was not, and what 99 % takes."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from functools import cache
from pathlib import Path
from typing import Any

import ibis
from ibis import ir

from jixiao.fund.parameters import Terms
from jixiao.fund.records import Records
from jixiao.fund.records.away import BEYOND, WITHIN
from jixiao.fund.store.engine import Engine
from jixiao.fund.tables import codes
from jixiao.library import load_toml
from jixiao.period import Period

KEYS = ("away.target_rate",)
ALL, NO_REASON = "全部", "没有写原因"
CARES = ("住院", "普通门诊", "门诊慢特病")
MOST_ACTIONS, MOST_PLACES = 5, 20
DIRECT, BY_HAND, UNCLEAR = "direct", "by_hand", "unclear"
_STANDINGS = (DIRECT, BY_HAND, UNCLEAR)
_CELL = ("reach", "care", "filing", "not_direct", "fixmedins_code", "fix_blng_admdvs")
_SUMMED = ("medfee_sumamt", "fund_pay_sumamt")
_MONEY = ("visits", "fees", "fund")
Cell = dict[str, Any]
Persons = dict[str, int]


@dataclass(frozen=True, slots=True)
class Sums:
    """What some care adds up to; money in fen."""

    persons: int = 0
    visits: int = 0
    fees: int = 0
    fund: int = 0


@dataclass(frozen=True, slots=True)
class Share:
    """Care away of one kind: settled where it was given, by hand, and where nothing tells which.

    A person counts as direct all of whose visits were; as by hand, any of whose visits was.
    """

    name: str
    direct: Sums
    by_hand: Sums
    unclear: Sums

    def rate(self, of: str = "visits") -> Fraction | None:
        """Direct ÷ (direct + by hand) of "persons", "visits" or "fees"; none where there are none."""
        direct, by_hand = getattr(self.direct, of), getattr(self.by_hand, of)
        return Fraction(direct, direct + by_hand) if direct + by_hand else None

    def needed(self, target: Fraction) -> int:
        """How many more visits must be direct to reach the target."""
        whole = self.direct.visits + self.by_hand.visits
        least = -(-target.numerator * whole // target.denominator)
        return max(0, least - self.direct.visits)


@dataclass(frozen=True, slots=True)
class Reason:
    """Why some visits were not direct, and what is to be done about it; money in fen."""

    reason: str
    action: str
    visits: int
    fees: int


@dataclass(frozen=True, slots=True)
class Step:
    """One action: the visits that it moves, the rate when it and those before it are done."""

    reason: Reason
    rate: Fraction
    reaches: bool


@dataclass(frozen=True, slots=True)
class Filing:
    """Visits by how they were filed, with what the fund bore of them; money in fen."""

    kind: str
    visits: int
    fees: int
    fund: int


@dataclass(frozen=True, slots=True)
class Place:
    """An institution away none of whose bills came directly: perhaps it is not connected."""

    code: str
    area: str
    visits: int
    fees: int


@dataclass(frozen=True, slots=True)
class MonthOfCare:
    """The visits of a month, direct and by hand."""

    month: date
    direct: int
    by_hand: int


@dataclass(frozen=True, slots=True)
class CareAway:
    """A period's care away; `not_computed` says what could not be, and why."""

    shares: tuple[Share, ...]
    filings: tuple[Filing, ...]
    reasons: tuple[Reason, ...]
    places: tuple[Place, ...]
    months: tuple[MonthOfCare, ...]
    target: Fraction
    not_computed: tuple[str, ...]

    @property
    def beyond(self) -> Share:
        """Care in other provinces: what the published target speaks of."""
        return next(share for share in self.shares if share.name == BEYOND)

    @property
    def needed(self) -> int:
        """How many more visits in other provinces must be direct to reach the target."""
        return self.beyond.needed(self.target)

    @property
    def steps(self) -> tuple[Step, ...]:
        """The actions that move most visits in other provinces, each on top of those before it."""
        share, steps = self.beyond, []
        whole = share.direct.visits + share.by_hand.visits
        direct = share.direct.visits
        for reason in self.reasons[:MOST_ACTIONS]:
            direct += reason.visits
            rate = Fraction(direct, whole)
            steps.append(Step(reason, rate, rate >= self.target))
        return tuple(steps)


@cache
def actions() -> Mapping[str, str]:
    """Return what is to be done about each reason, by its code."""
    content = load_toml(Path(__file__).with_name("actions.toml"))
    actions: Mapping[str, str] = content["actions"]
    return actions


def care_away(engine: Engine, period: Period, terms: Terms) -> CareAway:
    """Add up a period's care away.

    Raises:
        NotLoaded: there are no settlements.
    """
    records = Records(engine, period)
    rows = records.record("care_away")
    standing = ibis.cases(
        (rows.direct.isnull(), UNCLEAR), (rows.direct, DIRECT), else_=BY_HAND
    )
    rows = rows.select(
        *_CELL, *_SUMMED, "psn_no",
        standing=standing,
        month=rows.setl_time.truncate("M").cast("date"),
    )  # fmt: skip
    cells = _cells(engine, rows)
    beyond = [cell for cell in cells if cell["reach"] == BEYOND]
    return CareAway(
        _shares(cells, _persons(engine, rows)),
        _filings(cells),
        _reasons(beyond),
        _unconnected(cells),
        _months(cells),
        terms.factor("away.target_rate"),
        tuple(_gaps(records)),
    )


def _cells(engine: Engine, rows: ir.Table) -> list[Cell]:
    """Add up care by all that it is looked at by."""
    summed = rows.group_by(*_CELL, "standing", "month").aggregate(
        visits=rows.count(),
        fees=rows.medfee_sumamt.sum(),
        fund=rows.fund_pay_sumamt.sum(),
    )
    cells = engine.fetch(summed).to_pylist()
    return [cell | {name: int(cell[name] or 0) for name in _MONEY} for cell in cells]


def _persons(engine: Engine, rows: ir.Table) -> dict[tuple[str, str], Persons]:
    """Count persons by reach and kind of care, "" for all: by hand, direct, unclear."""
    counts: dict[tuple[str, str], Persons] = {}
    for by in ([], ["reach"], ["reach", "care"]):
        of_person = rows.group_by(*by, "psn_no").aggregate(
            by_hand=(rows.standing == BY_HAND).any(),
            direct=(rows.standing == DIRECT).any(),
        )
        counted = of_person.group_by(*by, "by_hand", "direct").aggregate(
            persons=of_person.count()
        )
        for row in engine.fetch(counted).to_pylist():
            of = counts.setdefault((row.get("reach", ""), row.get("care", "")), {})
            kind = BY_HAND if row["by_hand"] else DIRECT if row["direct"] else UNCLEAR
            of[kind] = of.get(kind, 0) + row["persons"]
    return counts


def _gaps(records: Records) -> Sequence[str]:
    missing = {
        "filings": "没有收异地就医备案表：备案率、未备案的都没有算",
        "manual_desk": "没有收零星报销受理表：没有直接结算的原因只看结算表写的",
        "visits": "没有收就诊信息表：病组没有算",
    }
    return [why for name, why in missing.items() if not records.has(name)]


def _shares(
    cells: Sequence[Cell], persons: Mapping[tuple[str, str], Persons]
) -> tuple[Share, ...]:
    """Add up all care, each reach, and each kind of care in each reach."""
    names = [("", "")]
    for reach in (BEYOND, WITHIN):
        names += [(reach, ""), *((reach, care) for care in CARES)]
    return tuple(
        Share(
            "".join(name) or ALL,
            *(_sums(cells, name, s, persons.get(name, {})) for s in _STANDINGS),
        )
        for name in names
    )


def _sums(
    cells: Sequence[Cell], name: tuple[str, str], standing: str, persons: Persons
) -> Sums:
    reach, care = name
    counted = [
        cell
        for cell in cells
        if cell["standing"] == standing
        and (not reach or cell["reach"] == reach)
        and (not care or cell["care"] == care)
    ]
    return Sums(
        persons.get(standing, 0),
        *(sum(cell[each] for cell in counted) for each in _MONEY),
    )


_FILED_AS = {
    "long_term": "异地长期居住备案",
    "referral": "临时转诊备案",
    "emergency": "急诊，没有备案",
    "unfiled": "没有备案",
}


def _filings(cells: Sequence[Cell]) -> tuple[Filing, ...]:
    summed = _by(cells, "filing", _MONEY)
    return tuple(
        Filing(word, *summed[kind])
        for kind, word in _FILED_AS.items()
        if kind in summed
    )


def _by(
    cells: Sequence[Cell], key: str, names: Sequence[str]
) -> dict[Any, tuple[int, ...]]:
    """Add cells up by the values of a column."""
    sums: dict[Any, list[int]] = {}
    for cell in cells:
        of_value = sums.setdefault(cell[key], [0] * len(names))
        for n, name in enumerate(names):
            of_value[n] += cell[name]
    return {value: tuple(of_value) for value, of_value in sums.items()}


def _reasons(cells: Sequence[Cell]) -> tuple[Reason, ...]:
    by_hand = [cell for cell in cells if cell["standing"] == BY_HAND]
    sums: dict[tuple[str, str], list[int]] = {}
    for said, (visits, fees) in _by(by_hand, "not_direct", ("visits", "fees")).items():
        code = (said or "").strip()
        word = codes()["not_direct"].get(code, code) or NO_REASON
        of_reason = sums.setdefault(
            (word, actions().get(code) or actions()["unknown"]), [0, 0]
        )
        of_reason[0] += visits
        of_reason[1] += fees
    reasons = [Reason(*named, *each) for named, each in sums.items()]
    return tuple(sorted(reasons, key=lambda each: (-each.visits, each.reason)))


def _unconnected(cells: Sequence[Cell]) -> tuple[Place, ...]:
    direct = {c["fixmedins_code"] for c in cells if c["standing"] == DIRECT}
    others = [
        cell
        for cell in cells
        if cell["standing"] == BY_HAND and cell["fixmedins_code"] not in direct
    ]
    areas = {cell["fixmedins_code"]: cell["fix_blng_admdvs"] or "" for cell in others}
    summed = _by(others, "fixmedins_code", ("visits", "fees"))
    places = [Place(code, areas[code], *sums) for code, sums in summed.items()]
    places.sort(key=lambda each: (-each.visits, each.code))
    return tuple(places[:MOST_PLACES])


def _months(cells: Sequence[Cell]) -> tuple[MonthOfCare, ...]:
    months: dict[date, dict[str, int]] = {}
    for cell in cells:
        visits = months.setdefault(cell["month"], {DIRECT: 0, BY_HAND: 0, UNCLEAR: 0})
        visits[cell["standing"]] += cell["visits"]
    return tuple(
        MonthOfCare(month, visits[DIRECT], visits[BY_HAND])
        for month, visits in sorted(months.items())
    )
