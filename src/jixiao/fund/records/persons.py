"""Persons: who is insured, and who holds which identity."""

from calendar import monthrange
from collections.abc import Sequence
from datetime import date, timedelta

import ibis
from ibis import ir

from jixiao.fund.records.declaration import NotLoaded, RecordColumn, Unit, record
from jixiao.fund.records.periods import SINCE, holding, with_since
from jixiao.fund.records.proven import Grain
from jixiao.fund.records.settlements import held_identities
from jixiao.period import Period

_HALF_A_YEAR = 183
_NEVER = ibis.date(9999, 12, 31)


@record(
    title="期末参保",
    grain=Grain(
        "期末有效的一段参保", "psn_no", "since", "insu_admdvs", of_persons=True
    ),
    of="PSN_INSU_D",
    adds=SINCE,
)
def enrolments(psn_insu_d: ir.Table, period: Period) -> ir.Table:
    """Return who is enrolled on the last day."""
    rows = holding(psn_insu_d, "begndate", "enddate", period.last, period.last)
    return with_since(rows, "begndate", period)


@record(
    title="上年同日参保",
    grain=Grain(
        "期末一年以前有效的一段参保", "psn_no", "since", "insu_admdvs", of_persons=True
    ),
    of="PSN_INSU_D",
    adds=SINCE,
)
def enrolled_a_year_before(psn_insu_d: ir.Table, period: Period) -> ir.Table:
    """Return who was enrolled a year before the last day; `since` is the period's first day."""
    day = _a_year_before(period.last)
    rows = holding(psn_insu_d, "begndate", "enddate", day, day)
    return rows.mutate(since=ibis.literal(period.first))


def _a_year_before(day: date) -> date:
    """Return the day of the same month a year before, or that month's last."""
    year = day.year - 1
    return date(year, day.month, min(day.day, monthrange(year, day.month)[1]))


@record(
    title="期内参保",
    grain=Grain(
        "期内有效的一段参保", "psn_no", "since", "insu_admdvs", of_persons=True
    ),
    of="PSN_INSU_D",
    adds={**SINCE, "fresh": RecordColumn("为当年缴费", Unit.FLAG)},
)
def enrolled_in_period(psn_insu_d: ir.Table, period: Period) -> ir.Table:
    """Return who was enrolled at any time of the period; `fresh` for what was paid for its year."""
    rows = holding(psn_insu_d, "begndate", "enddate", period.first, period.last)
    rows = with_since(rows, "begndate", period)
    early = period.first.replace(month=1, day=1) - timedelta(days=_HALF_A_YEAR)
    return rows.mutate(fresh=rows.paid_on.fill_null(rows.begndate) >= early)


@record(
    title="期末的人",
    grain=Grain(
        "一人一险种，期末以前最近的一段参保",
        "psn_no",
        "begndate",
        "insu_admdvs",
        of_persons=True,
    ),
    of="PSN_INSU_D",
    adds={
        "psn_idet_type": RecordColumn("期末的救助身份", Unit.CODE),
        "lapsed": RecordColumn("期末已停保", Unit.FLAG),
    },
)
def persons(
    psn_insu_d: ir.Table,
    period: Period,
    identity_spans: ir.Table | None = None,
    identity_order: Sequence[str] = (),
) -> ir.Table:
    """Return each person and scheme on the last day: kind, identity, and whether it has lapsed."""
    begun = psn_insu_d.filter(psn_insu_d.begndate <= period.last)
    latest_first = ibis.window(
        group_by=["psn_no", "insutype"],
        order_by=[ibis.desc("begndate"), ibis.desc(begun.enddate.fill_null(_NEVER))],
    )
    rows = begun.mutate(place=ibis.row_number().over(latest_first))
    rows = rows.filter(rows.place == 0).drop("place")
    rows = rows.mutate(lapsed=rows.enddate.fill_null(_NEVER) < period.last)
    if identity_spans is None:
        return rows.mutate(psn_idet_type=ibis.null("string"))
    days = (
        rows.select("psn_no")
        .distinct()
        .mutate(key="psn_no", day=ibis.literal(period.last))
    )
    held = held_identities(days, identity_spans, "key", identity_order)
    joined = rows.left_join(held, rows.psn_no == held.key)
    return joined.mutate(psn_idet_type=joined.identity)


@record(
    title="参保人的地区",
    grain=Grain(
        "期末以前最近一段写明地区的参保",
        "psn_no",
        "begndate",
        "insu_admdvs",
        of_persons=True,
    ),
    of="PSN_INSU_D",
)
def person_areas(psn_insu_d: ir.Table, period: Period) -> ir.Table:
    """Return of each person the enrolment that began last by the last day and states an area."""
    begun = psn_insu_d.filter(
        psn_insu_d.begndate <= period.last, psn_insu_d.insu_admdvs.notnull()
    )
    latest_first = ibis.window(
        group_by="psn_no",
        order_by=[ibis.desc("begndate"), "insutype", "insu_admdvs"],
    )
    rows = begun.mutate(nth=ibis.row_number().over(latest_first))
    return rows.filter(rows.nth == 0).drop("nth")


@record(
    title="救助身份",
    grain=Grain("一人一身份一段时间", "psn_no", "begntime", of_persons=True),
    of="PSN_IDET_C",
)
def identity_spans(psn_idet_c: ir.Table) -> ir.Table:
    """Return who held which identity, from when to when."""
    return psn_idet_c


@record(
    title="期初的救助身份",
    grain=Grain("期初有效的一段身份", "psn_no", "since", of_persons=True),
    of="PSN_IDET_C",
    adds=SINCE,
)
def identities(identity_spans: ir.Table, period: Period) -> ir.Table:
    """Return who held which identity on the first day."""
    rows = holding(identity_spans, "begntime", "endtime", period.first, period.first)
    return with_since(rows, "begntime", period)


@record(
    title="出生日期",
    grain=Grain("知道出生日期的一人", "psn_no", "brdy", of_persons=True),
    adds={
        "psn_no": RecordColumn("人员编号", Unit.PERSON),
        "brdy": RecordColumn("出生日期", Unit.DAY),
    },
)
def births(
    psn_insu_d: ir.Table | None = None, mdtrt_d: ir.Table | None = None
) -> ir.Table:
    """Return the day of birth of each person of whom registers or visits state one, the earliest."""
    stated = [table for table in (psn_insu_d, mdtrt_d) if table is not None]
    if not stated:
        raise NotLoaded.table("PSN_INSU_D")
    born = ibis.union(*(table.select("psn_no", "brdy") for table in stated))
    born = born.filter(born.brdy.notnull())
    return born.group_by("psn_no").aggregate(brdy=born.brdy.min())


@record(
    title="连续参保",
    grain=Grain("一人一险种一段不中断的参保", "psn_no", "since", of_persons=True),
    of="PSN_INSU_D",
    adds={
        "since": RecordColumn("连续参保的第一天", Unit.DAY),
        "until": RecordColumn("连续参保的最后一天", Unit.DAY),
    },
)
def unbroken_insurance(psn_insu_d: ir.Table) -> ir.Table:
    """Join each person's spans of an insurance that follow one another without a day between."""
    spans = psn_insu_d.mutate(until=psn_insu_d.enddate.fill_null(_NEVER))
    before = ibis.window(
        group_by=["psn_no", "insutype"],
        order_by=["begndate", "until"],
        preceding=(None, 1),
    )
    spans = spans.mutate(reached=spans.until.max().over(before))
    is_new = spans.reached.isnull() | (
        spans.begndate > spans.reached + ibis.interval(days=1)
    )
    spans = spans.mutate(new=is_new.cast("int64"))
    so_far = ibis.window(
        group_by=["psn_no", "insutype"],
        order_by=["begndate", "until"],
        preceding=None,
        following=0,
    )
    spans = spans.mutate(piece=spans.new.sum().over(so_far))
    pieces = ibis.window(group_by=["psn_no", "insutype", "piece"])
    whole = spans.mutate(
        since=spans.begndate.min().over(pieces), until=spans.until.max().over(pieces)
    )
    return whole.filter(whole.new == 1).select(*psn_insu_d.columns, "since", "until")
