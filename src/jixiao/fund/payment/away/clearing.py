"""A month's clearing of care away, line by line: ours beside the other side's."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

import ibis
from ibis import ir

from jixiao.errors import JixiaoError
from jixiao.fund.payment.kept import AWAY_CLEARED, CLEARED
from jixiao.fund.records import NotLoaded, Records
from jixiao.fund.store.engine import Engine

AGREED, UNLIKE, NOT_OURS, NOT_THEIRS = CLEARED
_OF_A_LINE = (
    "line", "month", "matched_as", "nth", "is_refund", "setl_id", "psn_no", "insu_admdvs",
    "care_admdvs", "medfee_sumamt", "fund_pay_sumamt",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class ClearedState:
    """How many lines stand so, with both sides' money of the month, in fen."""

    state: str
    lines: int
    own_fund: int
    other_fund: int

    @property
    def word(self) -> str:
        """The state as officials read it."""
        return CLEARED[self.state]


@dataclass(frozen=True, slots=True)
class OtherSide:
    """An area's clearing of the month: lines, how many do not agree, both sides' money in fen."""

    area: str
    lines: int
    unlike: int
    own_fund: int
    other_fund: int

    @property
    def difference(self) -> int:
        """Ours less theirs."""
        return self.own_fund - self.other_fund


@dataclass(frozen=True, slots=True)
class Clearing:
    """A month cleared: by state, by area; `across` pairs stand in different months of the two sides."""

    month: date
    states: tuple[ClearedState, ...]
    sides: tuple[OtherSide, ...]
    across: int
    refunds: int

    @property
    def own_fund(self) -> int:
        """What our side lists for the month, in fen."""
        return sum(state.own_fund for state in self.states)

    @property
    def other_fund(self) -> int:
        """What the other side lists for the month, in fen."""
        return sum(state.other_fund for state in self.states)

    def state(self, code: str) -> ClearedState:
        """Return one state; nothing stands in one that is not there."""
        empty = ClearedState(code, 0, 0, 0)
        return next((each for each in self.states if each.state == code), empty)


def clear_month(engine: Engine, month: date) -> Clearing:
    """Match both sides' lines of a month, keep the pairs as AWAY_CLEARED, and add them up.

    Lines match by the settlement's number, refunds by their original's, whatever the months; of
    several alike the first with the first. A pair is listed in each month that one of its lines is
    of, and its money counts for a side in that side's month.

    Raises:
        NotLoaded: there are neither settlements nor clearing files.
        JixiaoError: no line of either side is of the month.
    """
    month = month.replace(day=1)
    records = Records(engine)
    pairs = _pairs(records.record("outarea_lines"), month)
    pairs = AWAY_CLEARED.keep(engine, _judged(pairs, month, _home(records)))
    states = _states(engine, pairs)
    if not states:
        message = f"{month:%Y-%m} 没有任何一方的异地结算。请检查月份，或先收清算单。"
        raise JixiaoError(message)
    differ = pairs.own_month.notnull() & pairs.other_month.notnull()
    differ = differ & (pairs.own_month != pairs.other_month)
    counted = engine.fetch(
        pairs.aggregate(
            across=differ.cast("int64").sum(),
            refunds=pairs.is_refund.cast("int64").sum(),
        )
    ).to_pylist()[0]
    sides = _sides(engine, pairs)
    return Clearing(month, states, sides, counted["across"] or 0, counted["refunds"] or 0)  # fmt: skip


def cleared_month(engine: Engine) -> date | None:
    """Return the month that was cleared last, none where none was.

    Raises:
        NotLoaded: no month was cleared yet.
    """
    rows = engine.fetch(AWAY_CLEARED.read(engine).limit(1)).to_pylist()
    return rows[0]["month"] if rows else None


def kept_states(engine: Engine) -> tuple[date, tuple[ClearedState, ...]]:
    """Return the month that was cleared last, and its lines by state.

    Raises:
        NotLoaded: no month was cleared yet.
    """
    month = cleared_month(engine)
    if month is None:
        why = "还没有核对过一个月"
        raise NotLoaded(why, f"{why}。请先核对一个月的清算。")
    return month, _states(engine, AWAY_CLEARED.read(engine))


def unlike_pairs(engine: Engine, most: int | None = None) -> list[dict[str, Any]]:
    """Return the kept pairs that do not agree, those with most money first.

    Raises:
        NotLoaded: no month was cleared yet.
    """
    rows = AWAY_CLEARED.read(engine)
    rows = rows.filter(rows.state != AGREED)
    money = ibis.greatest(
        rows.own_fund.fill_null(0).abs(), rows.other_fund.fill_null(0).abs()
    )
    rows = rows.order_by(ibis.desc(money), "pair")
    fetched: list[dict[str, Any]] = engine.fetch(
        rows if most is None else rows.limit(most)
    ).to_pylist()
    return fetched


def _pairs(lines: ir.Table, month: date) -> ir.Table:
    of_month = lines.filter(lines.month == month).select("matched_as").distinct()
    lines = _in_order(lines.semi_join(of_month, "matched_as"))
    ours = _side(lines.filter(lines.ours), "own")
    theirs = _side(lines.filter(~lines.ours), "other")
    joined = ours.outer_join(
        theirs,
        [
            ours.own_matched_as == theirs.other_matched_as,
            ours.own_nth == theirs.other_nth,
        ],
    )
    is_of_month = (joined.own_month == month) | (joined.other_month == month)
    return joined.filter(is_of_month.fill_null(False))


def _in_order(lines: ir.Table) -> ir.Table:
    """Add which of several alike of a side a line is; most are the only one, and need no sorting."""
    key = ["ours", "matched_as"]
    counted = lines.group_by(key).aggregate(times=lines.count())
    several = counted.filter(counted.times > 1)
    once = lines.anti_join(several, key).mutate(nth=ibis.literal(0, "int64"))
    again = lines.semi_join(several, key)
    in_order = ibis.window(group_by=key, order_by=["settled_on", "line"])
    nth = ibis.row_number().over(in_order).cast("int64")
    return once.union(again.mutate(nth=nth))


def _home(records: Records) -> list[str]:
    """Return the areas of the insured: the other side of a line is the end that is none of them."""
    areas = records.record_if_loaded("insured_areas")
    if areas is None:
        return []
    return [row["area"] for row in records.engine.fetch(areas).to_pylist()]


def _side(lines: ir.Table, side: str) -> ir.Table:
    return lines.select(**{f"{side}_{name}": name for name in _OF_A_LINE})


def _either(rows: ir.Table, name: str) -> ir.Value:
    return rows[f"own_{name}"].fill_null(rows[f"other_{name}"])


def _judged(rows: ir.Table, month: date, home: Sequence[str]) -> ir.Table:
    same_fund = rows.own_fund_pay_sumamt == rows.other_fund_pay_sumamt
    same_fees = (rows.own_medfee_sumamt == rows.other_medfee_sumamt).fill_null(True)
    state = ibis.cases(
        (rows.own_line.isnull(), NOT_OURS),
        (rows.other_line.isnull(), NOT_THEIRS),
        (same_fund & same_fees, AGREED),
        else_=UNLIKE,
    )
    matched = _either(rows, "matched_as")
    insured, care = _either(rows, "insu_admdvs"), _either(rows, "care_admdvs")
    nth = _either(rows, "nth").cast("int64")
    judged = rows.mutate(state=state, insured=insured, care=care)
    return judged.select(
        pair=matched + "#" + (nth + 1).cast("string"),
        month=ibis.literal(month),
        state="state",
        why=_why(judged, same_fund),
        other_side=ibis.ifelse(judged.care.isin(home), judged.insured, judged.care),
        is_refund=_either(rows, "is_refund"),
        setl_id=_either(rows, "setl_id"),
        psn_no=_either(rows, "psn_no"),
        insu_admdvs="insured",
        care_admdvs="care",
        own_line="own_line",
        other_line="other_line",
        own_month="own_month",
        other_month="other_month",
        own_fund="own_fund_pay_sumamt",
        other_fund="other_fund_pay_sumamt",
        own_fees="own_medfee_sumamt",
        other_fees="other_medfee_sumamt",
    )


def _why(rows: ir.Table, same_fund: ir.BooleanValue) -> ir.StringValue:
    once_more_theirs = rows.own_line.isnull() & (rows.other_nth > 0)
    once_more_ours = rows.other_line.isnull() & (rows.own_nth > 0)
    in_another_month = (rows.own_month != rows.other_month).fill_null(False)
    return ibis.cases(
        (once_more_theirs.fill_null(False), "对方把同一笔列了不止一次"),
        (once_more_ours.fill_null(False), "我方把同一笔列了不止一次"),
        (rows.own_line.isnull(), "我方没有这一笔"),
        (rows.other_line.isnull(), "对方没有这一笔"),
        ((rows.state == UNLIKE) & same_fund, "基金相同，医疗费不同"),
        (rows.state == UNLIKE, "基金不同"),
        (in_another_month & rows.own_is_refund, "退费，两方列在不同的月份，对上原结算"),
        (in_another_month, "两方列在不同的月份"),
        (rows.own_is_refund.fill_null(False), "退费，对上原结算"),
        else_="",
    )


def _money(pairs: ir.Table) -> dict[str, ir.Value]:
    of_ours = (pairs.own_month == pairs.month).fill_null(False)
    of_theirs = (pairs.other_month == pairs.month).fill_null(False)
    return {
        "own_fund": ibis.ifelse(of_ours, pairs.own_fund, 0).sum(),
        "other_fund": ibis.ifelse(of_theirs, pairs.other_fund, 0).sum(),
    }


def _states(engine: Engine, pairs: ir.Table) -> tuple[ClearedState, ...]:
    summed = pairs.group_by("state").aggregate(lines=pairs.count(), **_money(pairs))
    rows = engine.fetch(summed.order_by("state")).to_pylist()
    return tuple(
        ClearedState(r["state"], r["lines"], int(r["own_fund"]), int(r["other_fund"]))
        for r in rows
    )


def _sides(engine: Engine, pairs: ir.Table) -> tuple[OtherSide, ...]:
    unlike = (pairs.state != AGREED).cast("int64").sum()
    summed = pairs.group_by("other_side").aggregate(
        lines=pairs.count(), unlike=unlike, **_money(pairs)
    )
    rows: Sequence[dict[str, Any]] = engine.fetch(
        summed.order_by("other_side")
    ).to_pylist()
    return tuple(
        OtherSide(
            row["other_side"], row["lines"], int(row["unlike"]), int(row["own_fund"]),
            int(row["other_fund"]),
        )
        for row in rows
    )  # fmt: skip
