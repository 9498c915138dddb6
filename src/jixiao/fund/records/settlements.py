"""Settlements that stand, net of refunds, with the person's identity on their day."""

from collections.abc import Sequence
from datetime import datetime, time, timedelta
from typing import Any

import ibis
from ibis import ir

from jixiao.fund.records.declaration import RecordColumn, Unit, record
from jixiao.fund.records.netting import settlement_refunds
from jixiao.fund.records.netting import settlement_rows as rows_of_the_table
from jixiao.fund.records.proven import Grain
from jixiao.period import Period

_AT_THE_COUNTER = ("2", "3", "4", "5")
_AT_THE_CENTRE = "1"
INPATIENT = ("21", "22", "23", "24", "52")
"""The kinds of care (med_type) that are a stay."""
_TRUE = ibis.literal(True)
_LAST = "9999"
"""The place of an identity that no order names: after all that one does."""


def is_stay(rows: ir.Table) -> ir.BooleanValue:
    """Whether rows are of a stay in hospital, that of childbirth as well; none where nobody says."""
    return rows.med_type.isin(INPATIENT)


_GRAIN = Grain("计入的一次结算，退费已减去", "setl_id", "setl_time", "fixmedins_code")


@record(title="计入的结算", grain=_GRAIN, of=rows_of_the_table)
def standing_settlements(
    settlement_rows: ir.Table, verdicts: ir.Table, period: Period | None = None
) -> ir.Table:
    """Return the settlements that stand, from the year's first day to the last of the period.

    Each is lowered by its refunds, whenever they came.
    """
    rows = _since_january(settlement_rows, period)
    fates = verdicts.select("status", "of", key="setl_id")
    return settlement_refunds().net(rows, settlement_rows, fates)


def _since_january(rows: ir.Table, period: Period | None) -> ir.Table:
    """Return the rows from the year's first day to the last of the period.

    Times are compared, not their days, which an engine would look up of every row.
    """
    if period is None:
        return rows
    begins = datetime(period.first.year, 1, 1)  # noqa: DTZ001 — the platform's own time
    ends = datetime.combine(period.last + timedelta(days=1), time())
    return rows.filter(rows.setl_time >= begins, rows.setl_time < ends)


@record(
    title="当年起算的结算",
    grain=_GRAIN,
    of=standing_settlements,
    adds={
        "within": RecordColumn("在期间内", Unit.FLAG),
        "direct": RecordColumn("在就医地直接结算", Unit.FLAG),
        "midway": RecordColumn("中途结算", Unit.FLAG),
    },
    kept="settlements_of_period",
)
def settlements_of_year(
    standing_settlements: ir.Table,
    settlement_rows: ir.Table,
    identity_spans: ir.Table | None = None,
    fixmedins_b: ir.Table | None = None,
    period: Period | None = None,
    identity_order: Sequence[str] = (),
) -> ir.Table:
    """Return the settlements that stand with what the person and the institution were on the day.

    `within` says whether one is in the period: the year before its first day is there too.
    `direct` is none where nothing tells where it was settled.
    """
    rows = standing_settlements
    rows = _with_area(rows, fixmedins_b)
    if identity_spans is not None:
        unstated = _since_january(settlement_rows, period)
        rows = _with_identity(rows, unstated, identity_spans, identity_order)
    by_hand = (rows.pay_loc == _AT_THE_CENTRE) | (
        rows.manl_reim_rea.fill_null("") != ""
    )
    at_counter = rows.pay_loc.isin(_AT_THE_COUNTER)
    within = _TRUE if period is None else rows.setl_time.cast("date") >= period.first
    return rows.mutate(
        within=within,
        direct=ibis.cases((by_hand, False), (at_counter, True), else_=None),
        midway=rows.mid_setl_flag.fill_null("0") == "1",
    )


@record(
    title="结算",
    grain=_GRAIN,
    of=settlements_of_year,
)
def settlements(settlements_of_year: ir.Table) -> ir.Table:
    """Return the settlements of the period itself."""
    return settlements_of_year.filter(settlements_of_year.within)


@record(
    title="住院结算",
    grain=_GRAIN,
    of=settlements,
    costly=True,
)
def inpatient_settlements(settlements: ir.Table) -> ir.Table:
    """Return the settlements of stays: few of all, and asked for by many measures."""
    return settlements.filter(settlements.med_type.isin(INPATIENT))


@record(
    title="上年同期的结算",
    grain=Grain(
        "上年同期计入的一次结算，按当年的日子排",
        "setl_id",
        "setl_time",
        "fixmedins_code",
    ),
    of=standing_settlements,
    adds={"midway": RecordColumn("中途结算", Unit.FLAG)},
)
def settlements_before(
    settlement_rows: ir.Table, verdicts: ir.Table, period: Period
) -> ir.Table:
    """Return the settlements of the same days a year before, net of refunds, each a year later."""
    later = settlement_rows.setl_time + ibis.interval(years=1)
    moved = settlement_rows.mutate(setl_time=later)
    rows = _since_january(moved, period)
    rows = rows.filter(rows.setl_time.cast("date") >= period.first)
    fates = verdicts.select("status", "of", key="setl_id")
    rows = settlement_refunds().net(rows, settlement_rows, fates)
    return rows.mutate(midway=rows.mid_setl_flag.fill_null("0") == "1")


def _with_area(rows: ir.Table, fixmedins_b: ir.Table | None) -> ir.Table:
    """Take the area of an institution from its register where a settlement does not state it."""
    if fixmedins_b is None:
        return rows
    listed = fixmedins_b.select(listed_code="fixmedins_code", area="fix_blng_admdvs")
    joined = rows.left_join(listed, rows.fixmedins_code == listed.listed_code)
    area = joined.fix_blng_admdvs.fill_null(joined.area)
    return joined.mutate(fix_blng_admdvs=area).select(*rows.columns)


def _with_identity(
    rows: ir.Table,
    settlements: ir.Table,
    identity_spans: ir.Table,
    order: Sequence[str],
) -> ir.Table:
    """Give settlements that state no identity the one their persons held on the day.

    `settlements` are the same ones as they were loaded, or more: that is quicker to look up.
    """
    unstated = settlements.filter(settlements.psn_idet_type.isnull())
    unstated = unstated.select("setl_id", "psn_no", day=unstated.setl_time.date())
    held = held_identities(unstated, identity_spans, "setl_id", order)
    joined = rows.left_join(held, "setl_id", rname="{name}_held")
    identity = joined.psn_idet_type.fill_null(joined.identity)
    return joined.mutate(psn_idet_type=identity).select(*rows.columns)


def held_identities(
    days: ir.Table, identity_spans: ir.Table, key: str, order: Sequence[str]
) -> ir.Table:
    """Return `key` and the `identity` that the person of each held on its `day`.

    Of several the first in `order`, then the smallest code.
    """
    held = identity_spans.select("psn_no", "begntime", "endtime", held="psn_idet_type")
    on_day = days.join(held, "psn_no")
    on_day = on_day.filter(in_force(on_day, on_day.begntime, on_day.endtime))
    places: list[tuple[Any, str]] = [(code, f"{n:04}") for n, code in enumerate(order)]
    place = on_day.held.cases(*places, else_=_LAST) if places else ibis.literal(_LAST)
    on_day = on_day.mutate(ranked=place + on_day.held)
    ranked = on_day.group_by(key).aggregate(first=on_day.ranked.min())
    return ranked.select(key, identity=ranked["first"].substr(len(_LAST)))


def in_force(
    rows: ir.Table, begins: ir.DateValue, ends: ir.DateValue
) -> ir.BooleanValue:
    """Whether what begins and ends (never, where it does not say) holds on the row's `day`."""
    return (begins <= rows.day) & (ends.isnull() | (ends >= rows.day))
