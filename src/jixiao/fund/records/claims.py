"""Claims to settle again: each stay whole, with filing and visit as policies look at them."""

from collections.abc import Sequence
from typing import Any

import ibis
from ibis import ir

from jixiao.fund.records.declaration import RecordColumn, Unit, record
from jixiao.fund.records.netting import settlement_refunds
from jixiao.fund.records.proven import Grain
from jixiao.fund.records.settlements import INPATIENT, in_force
from jixiao.fund.records.settlements import settlements as standing_settlements

FILED = {"1": "long_term", "2": "referral"}
"""What policies call a kind of filing; of two in force the first listed holds."""
_EMERGENCY = ("13", "24")
_AWAY = ("3", "4")
_OF_VISITS = ("transfer", "cvlserv_flag", "third_party")
_PROVINCE = 2
"""How many digits of an area's code are its province's."""


@record(
    title="待遇核算的就诊",
    grain=Grain(
        "一次住院（中途结算合并）或其他的一次结算",
        "setl_id",
        "setl_time",
        "fixmedins_code",
    ),
    of=standing_settlements,
    adds={
        "settlements": RecordColumn("合并的结算笔数", Unit.NUMBER),
        "began": RecordColumn("就医开始日期", Unit.DAY),
        "year": RecordColumn("结算年度", Unit.NUMBER),
        "filing": RecordColumn("异地就医备案", Unit.CODE),
        "area": RecordColumn("就医地：本地、省内、省外", Unit.TEXT),
        "transfer": RecordColumn("转院后的就诊", Unit.CODE),
        "cvlserv_flag": RecordColumn("公务员标志", Unit.CODE),
        "third_party": RecordColumn("涉及第三方标志", Unit.CODE),
        "carried": RecordColumn("跨年住院的后一段", Unit.CODE),
        "acct_balc": RecordColumn("结算前的个人账户", Unit.FEN),
        "acct_mulaid_balc": RecordColumn("结算前的共济账户", Unit.FEN),
    },
)
def claims(
    settlements: ir.Table,
    visits: ir.Table | None = None,
    filings: ir.Table | None = None,
    parts_stays: bool = False,  # noqa: FBT002 — inputs come in their order
) -> ir.Table:
    """Join the settlements of each stay that was settled on the way (mid_setl_flag = 1).

    With `parts_stays` those of each year are joined by themselves.

    A stay is one claim, at the time and by the number of the last of its settlements: it pays one
    start line and climbs its bands once, in the year in which it ends; amounts are the sums.
    """
    rows = settlements.mutate(
        began=settlements.begndate.fill_null(settlements.setl_time.date()),
        acct_balc=settlements.balc.fill_null(0) + settlements.acct_pay.fill_null(0),
        acct_mulaid_balc=settlements.acct_mulaid_pay.fill_null(0),
    )
    rows = (
        _with_carried(rows, visits)
        if parts_stays
        else rows.mutate(carried=ibis.literal("0"))
    )
    rows = _stays_whole(rows, parts_stays=parts_stays)
    rows = _with_filing(rows, filings)
    rows = _with_visit(rows, visits)
    return rows.mutate(year=rows.setl_time.year().cast("int32"))


@record(
    title="住院",
    grain=Grain("一次住院，中途结算合并", "setl_id", "setl_time", "fixmedins_code"),
    of=claims,
)
def stays(claims: ir.Table) -> ir.Table:
    """Return the claims that are stays."""
    return claims.filter(claims.med_type.isin(INPATIENT))


def _with_carried(rows: ir.Table, visits: ir.Table | None) -> ir.Table:
    """Say which settlements are of what goes on of a stay after New Year.

    The visit began in an earlier year, or was settled on the way in one.
    """
    year = _year_of_care(rows)
    visit = ibis.window(group_by=["psn_no", "mdtrt_id"])
    first_year = year.min().over(visit)
    goes_on = (first_year < year) & rows.mdtrt_id.notnull()
    rows = rows.mutate(carried=ibis.ifelse(goes_on.fill_null(False), "1", "0"))
    if visits is None:
        return rows
    begun = visits.select(visit_begun="mdtrt_id", begun_in=visits.begntime.year())
    joined = rows.left_join(begun, rows.mdtrt_id == begun.visit_begun)
    since = joined.begndate.year()
    was_parted = (joined.begun_in < since).fill_null(False)
    carried = ibis.ifelse(was_parted, "1", joined.carried)
    return joined.mutate(carried=carried).select(*rows.columns)


def _year_of_care(rows: ir.Table) -> ir.IntegerValue:
    """The year in which what was settled ended."""
    return rows.enddate.fill_null(rows.setl_time.date()).year()


def _stays_whole(rows: ir.Table, *, parts_stays: bool) -> ir.Table:
    rows = rows.mutate(part=_year_of_care(rows) if parts_stays else ibis.literal(0))
    alone, parts = _alone_and_parts(rows)
    # Sums that were kept as a table are wider than whole numbers of 64 bits.
    amounts = {name: alone[name].cast("int64") for name in settlement_refunds().amounts}
    alone = alone.mutate(settlements=ibis.literal(1, "int64"), **amounts)
    keys = ["psn_no", "mdtrt_id", "part"]
    stay = ibis.window(group_by=keys)
    summed = parts.mutate(
        **{name: parts[name].sum().over(stay).cast("int64") for name in amounts},
        began=parts.began.min().over(stay),
        settlements=parts.count().over(stay).cast("int64"),
        place=ibis.row_number().over(_latest_first(keys)),
    )
    whole = summed.filter(summed.place == 0).select(*alone.columns)
    return alone.union(whole).drop("part")


def _alone_and_parts(rows: ir.Table) -> tuple[ir.Table, ir.Table]:
    """Return the settlements that are a claim by themselves, and those of stays settled on the way."""
    midway = rows.filter(rows.midway).select("psn_no", "mdtrt_id").distinct()
    of_stay = ["psn_no", "mdtrt_id"]
    return rows.anti_join(midway, of_stay), rows.semi_join(midway, of_stay)


def _latest_first(keys: Sequence[str]) -> Any:
    order = [ibis.desc("setl_time"), ibis.desc("setl_id")]
    return ibis.window(group_by=keys, order_by=order)


def last_settlements(settlements: ir.Table) -> ir.Table:
    """Return the last settlement of each claim: of a stay settled on the way no earlier one."""
    alone, parts = _alone_and_parts(settlements)
    last = ibis.row_number().over(_latest_first(["psn_no", "mdtrt_id"])) == 0
    return alone.union(parts.filter(last))


def _with_filing(rows: ir.Table, filings: ir.Table | None) -> ir.Table:
    """Say how care outside the person's own area was filed on the day it began."""
    away = (rows.insu_admdvs != rows.fix_blng_admdvs) | rows.pay_loc.isin(_AWAY)
    rows = rows.mutate(away=away.fill_null(False))
    filed: list[tuple[Any, str]] = []
    if filings is not None:
        rows = _with_kind(rows, filings)
        filed = [(rows.kind == code, name) for code, name in FILED.items()]
    filing = ibis.cases(
        (~rows.away, "local"),
        *filed,
        (rows.med_type.isin(_EMERGENCY), "emergency"),
        else_="unfiled",
    )
    both = rows.insu_admdvs.notnull() & rows.fix_blng_admdvs.notnull()
    province = rows.insu_admdvs.substr(0, _PROVINCE)
    is_within = province == rows.fix_blng_admdvs.substr(0, _PROVINCE)
    area = ibis.cases(
        (~rows.away, "本地"),
        (both & is_within, "省内"),
        (both & ~is_within, "省外"),
        else_="",
    )
    return rows.mutate(filing=filing, area=area)


def _with_kind(rows: ir.Table, filings: ir.Table) -> ir.Table:
    """Add the `kind` of filing in force on the day care away began."""
    away = rows.filter(rows.away).select("setl_id", "psn_no", day="began")
    asked = away.join(filings.select("psn_no", "kind", "begndate", "enddate"), "psn_no")
    asked = asked.filter(in_force(asked, asked.begndate, asked.enddate))
    kinds = asked.group_by("setl_id").aggregate(kind=asked.kind.min())
    return rows.left_join(kinds, "setl_id", rname="{name}_filed").drop("setl_id_filed")


def _with_visit(rows: ir.Table, visits: ir.Table | None) -> ir.Table:
    """Say of each claim whether its visit follows a transfer, is a civil servant's, is another's to pay."""
    if visits is None:
        return rows.mutate(**{name: ibis.literal("0") for name in _OF_VISITS})
    moved = visits.refl_old_mdtrt_id.notnull()
    is_special = (
        moved | (visits.cvlserv_flag == "1") | (visits.rel_ttp_flag == "1")
    ).fill_null(False)
    special = visits.filter(is_special).select(
        visit="mdtrt_id",
        of_visit_transfer=ibis.ifelse(moved, "1", "0"),
        of_visit_cvlserv_flag=visits.cvlserv_flag,
        of_visit_third_party=visits.rel_ttp_flag,
    )
    joined = rows.left_join(special, rows.mdtrt_id == special.visit)
    return joined.mutate(
        **{name: joined[f"of_visit_{name}"].fill_null("0") for name in _OF_VISITS}
    )
