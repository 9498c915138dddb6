"""The advances of care away: what each side holds, what was used of it, and when to ask for more."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from typing import Any

from jixiao.fund.cases.clocks import months_later
from jixiao.fund.parameters import Terms
from jixiao.fund.payment.apportionment import rounded
from jixiao.fund.records import Records
from jixiao.fund.store.engine import Engine

KEYS = ("away.advance_months", "away.advance_yellow", "away.advance_red")
PUT_IN, TOPPED_UP, USED, TAKEN_BACK = "1", "2", "3", "4"
_YEAR = 12


@dataclass(frozen=True, slots=True)
class Entry:
    """One move of an advance in fen, with the balance after it and the share used by then.

    `alarm` is "", 提醒, 报警 or 透支.
    """

    number: str
    on: date
    move: str
    amount: int
    balance: int
    used_share: Fraction | None
    alarm: str


@dataclass(frozen=True, slots=True)
class AdvanceLedger:
    """An area's advance: its moves in order, and what some months of clearing would take, in fen.

    `needed` is none where nothing was cleared in the twelve months before.
    """

    area: str
    entries: tuple[Entry, ...]
    needed: int | None

    @property
    def balance(self) -> int:
        """What is left, in fen."""
        return self.entries[-1].balance

    @property
    def alarm(self) -> str:
        """How it stands now."""
        return self.entries[-1].alarm

    @property
    def put_in(self) -> int:
        """What was put in less what was taken back, in fen."""
        signs = {PUT_IN: 1, TOPPED_UP: 1, TAKEN_BACK: -1}
        return sum(signs.get(each.move, 0) * each.amount for each in self.entries)

    @property
    def used(self) -> int:
        """What was used, in fen."""
        return sum(each.amount for each in self.entries if each.move == USED)

    @property
    def to_add(self) -> int | None:
        """What is missing to what is needed, in fen; below 0 there is more than is needed."""
        return None if self.needed is None else self.needed - self.balance


def keep_ledger(
    moves: Sequence[tuple[str, date, str, int]], terms: Terms
) -> tuple[Entry, ...]:
    """Add up moves (number, day, move, fen) by their days; what is used goes off what was put in."""
    yellow, red = (
        terms.factor("away.advance_yellow"),
        terms.factor("away.advance_red"),
    )
    put_in = used = 0
    entries = []
    order = {PUT_IN: 0, TOPPED_UP: 1, TAKEN_BACK: 2, USED: 3}
    for number, on, move, amount in sorted(
        moves, key=lambda each: (each[1], order[each[2]], each[0])
    ):
        put_in += amount if move in (PUT_IN, TOPPED_UP) else 0
        put_in -= amount if move == TAKEN_BACK else 0
        used += amount if move == USED else 0
        share = Fraction(used, put_in) if put_in > 0 else None
        balance = put_in - used
        alarm = _alarm(balance, share, yellow, red)
        entries.append(Entry(number, on, move, amount, balance, share, alarm))
    return tuple(entries)


def _alarm(balance: int, share: Fraction | None, yellow: Fraction, red: Fraction) -> str:  # fmt: skip
    if balance < 0:
        return "透支"
    if share is None or share < yellow:
        return ""
    return "报警" if share >= red else "提醒"


def advance_ledgers(engine: Engine, day: date, terms: Terms) -> list[AdvanceLedger]:
    """Return the advance of each area to a day, with what it should hold by the parameter's months.

    Raises:
        NotLoaded: the ledger of advances was not loaded.
    """
    records = Records(engine)
    rows = records.record("outarea_advances")
    listed = engine.fetch(rows.filter(rows.moved_on <= day)).to_pylist()
    means = _monthly_means(records, day)
    moves: dict[str, list[tuple[str, date, str, int]]] = {}
    for row in listed:
        move = (row["entry_no"], row["moved_on"], row["move"], row["amount"])
        moves.setdefault(row["other_side"], []).append(move)
    months = terms.factor("away.advance_months")
    return [
        AdvanceLedger(
            area,
            keep_ledger(of_area, terms),
            rounded(months * means[area]) if area in means else None,
        )
        for area, of_area in sorted(moves.items())
    ]


def _monthly_means(records: Records, day: date) -> dict[str, Fraction]:
    """Return what our lines of the twelve months to a day add up to in a month, by area, in fen."""
    lines = records.record_if_loaded("outarea_lines")
    if lines is None:
        return {}
    last = day.replace(day=1)
    first = months_later(last, -(_YEAR - 1))
    lines = lines.filter(lines.ours, lines.month.between(first, last))
    summed = lines.group_by("care_admdvs").aggregate(
        fund=lines.fund_pay_sumamt.sum(), months=lines.month.nunique()
    )
    rows: list[dict[str, Any]] = records.engine.fetch(summed).to_pylist()
    return {
        row["care_admdvs"]: Fraction(int(row["fund"] or 0), row["months"])
        for row in rows
    }
