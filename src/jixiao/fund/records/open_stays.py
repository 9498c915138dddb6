"""Stays that nobody settled: what their lines come to by year, and where the person went later."""

import ibis
from ibis import ir

from jixiao.fund.records.declaration import RecordColumn, Unit, record, table_columns
from jixiao.fund.records.proven import Grain
from jixiao.fund.records.settlements import INPATIENT
from jixiao.period import Period

FEES = (
    "det_item_fee_sumamt",
    "fulamt_ownpay_amt",
    "overlmt_selfpay",
    "preselfpay_amt",
    "inscp_amt",
)
"""The amounts of fee lines: the whole, and its parts outside and within the scope."""
_LATER = {
    "later_mdtrt_id": RecordColumn("以后的住院", Unit.TEXT),
    "later_place": RecordColumn("以后住院的机构", Unit.TEXT),
    "later_on": RecordColumn("以后住院的入院日期", Unit.DAY),
}


@record(
    title="没有结算的住院",
    grain=Grain("没有结算的一次住院", "mdtrt_id", "begntime", "fixmedins_code"),
    of="MDTRT_D",
    adds={
        "midway": RecordColumn("有中途结算", Unit.FLAG),
        "first_line": RecordColumn("第一条收费的日期", Unit.DAY),
        "last_line": RecordColumn("最后一条收费的日期", Unit.DAY),
        "lines": RecordColumn("收费条数", Unit.NUMBER),
        "fees": RecordColumn("费用合计", Unit.FEN),
        **_LATER,
    },
)
def open_stays(
    visits: ir.Table,
    standing_settlements: ir.Table,
    open_stay_fees: ir.Table | None = None,
) -> ir.Table:
    """Return the valid stays without a settlement that stands, or with only one on the way."""
    settled = standing_settlements.group_by(settled="mdtrt_id").aggregate(
        ended=(standing_settlements.mid_setl_flag.fill_null("0") != "1").max()
    )
    rows = visits.filter(visits.med_type.isin(INPATIENT))
    joined = rows.left_join(settled, rows.mdtrt_id == settled.settled)
    is_open = ~joined.ended.fill_null(False)
    open_rows = joined.filter(is_open).mutate(midway=joined.settled.notnull())
    open_rows = open_rows.select(*rows.columns, "midway")
    return _with_later(_with_fees(open_rows, open_stay_fees), rows)


@record(
    title="期末没有结算的住院",
    grain=Grain("没有结算的一次住院", "mdtrt_id", "begntime", "fixmedins_code"),
    of="MDTRT_D",
    adds={
        "fees": RecordColumn("费用合计", Unit.FEN),
        "silent_days": RecordColumn("到期末几天没有入院、收费", Unit.NUMBER),
        "has_left": RecordColumn("期末以前已出院、已死亡或已到别处住院", Unit.FLAG),
    },
)
def stays_left_open(open_stays: ir.Table, period: Period) -> ir.Table:
    """Return the open stays begun by the end of the period, with the days since their last sign."""
    rows = open_stays.filter(open_stays.begntime.date() <= period.last)
    last = ibis.literal(period.last)
    sign = rows.last_line.fill_null(rows.begntime.date())
    days = last.delta(ibis.least(sign, last), unit="day")
    ends = (rows.die_date, rows.later_on, rows.endtime.date())
    ended = ibis.or_(*((day <= last).fill_null(False) for day in ends))
    return rows.mutate(silent_days=days, has_left=ended)


@record(
    title="没有结算的住院的费用",
    grain=Grain("一次没有结算的住院在一年里的费用", "stay_year", "last_line"),
    adds={
        "stay_year": RecordColumn("就诊ID和年份", Unit.TEXT),
        "mdtrt_id": table_columns("FEE_LIST_D")["mdtrt_id"],
        "year": RecordColumn("年份", Unit.NUMBER),
        "first_line": RecordColumn("第一条收费的日期", Unit.DAY),
        "last_line": RecordColumn("最后一条收费的日期", Unit.DAY),
        "lines": RecordColumn("收费条数", Unit.NUMBER),
        **{name: table_columns("FEE_LIST_D")[name] for name in FEES},
    },
)
def open_stay_fees(fee_list_d: ir.Table, visits: ir.Table) -> ir.Table:
    """Return what the valid lines of no settlement come to, refunds taken off, by stay and year."""
    lines = fee_list_d.filter(
        fee_list_d.vali_flag.fill_null("1") != "0", fee_list_d.setl_id.isnull()
    )
    stays = visits.filter(visits.med_type.isin(INPATIENT)).select("mdtrt_id")
    lines = lines.semi_join(stays, "mdtrt_id")
    day = lines.fee_ocur_time.date()
    by_year = lines.group_by("mdtrt_id", year=day.year().cast("int64")).aggregate(
        first_line=day.min(),
        last_line=day.max(),
        lines=lines.count(),
        **{name: lines[name].fill_null(0).sum().cast("int64") for name in FEES},
    )
    return by_year.mutate(stay_year=by_year.mdtrt_id + "/" + by_year.year.cast("string"))  # fmt: skip


def _with_fees(rows: ir.Table, fees: ir.Table | None) -> ir.Table:
    if fees is None:
        nothing = {name: ibis.null("date") for name in ("first_line", "last_line")}
        zero = ibis.literal(0, "int64")
        return rows.mutate(**nothing, lines=zero, fees=zero)
    whole = fees.group_by(fees_of="mdtrt_id").aggregate(
        first_line=fees.first_line.min(),
        last_line=fees.last_line.max(),
        lines=fees.lines.sum().cast("int64"),
        fees=fees.det_item_fee_sumamt.sum().cast("int64"),
    )
    joined = rows.left_join(whole, rows.mdtrt_id == whole.fees_of)
    return joined.mutate(
        lines=joined.lines.fill_null(0), fees=joined.fees.fill_null(0)
    ).drop("fees_of")


def _with_later(rows: ir.Table, stays: ir.Table) -> ir.Table:
    """Add the first stay elsewhere that began after the last sign of this one."""
    others = stays.select(
        of_person="psn_no",
        later_mdtrt_id="mdtrt_id",
        later_place="fixmedins_code",
        later_on=stays.begntime.date(),
    )
    sign = rows.last_line.fill_null(rows.begntime.date())
    asked = rows.mutate(sign=sign)
    both = asked.join(
        others,
        [
            asked.psn_no == others.of_person,
            asked.fixmedins_code != others.later_place,
            others.later_on >= asked.sign,
        ],
    ).select("mdtrt_id", *_LATER)
    order = ibis.window(
        group_by="mdtrt_id", order_by=[both.later_on, both.later_mdtrt_id]
    )
    first = both.mutate(nth=ibis.row_number().over(order))
    first = first.filter(first.nth == 0).drop("nth").rename(of_stay="mdtrt_id")
    return rows.left_join(first, rows.mdtrt_id == first.of_stay).drop("of_stay")
