"""Care away from home: what was settled there or by hand, and both sides' lines of its clearing."""

import ibis
from ibis import ir

from jixiao.fund.records.care_months import OTHER_CARE, UNKNOWN, care_kinds
from jixiao.fund.records.claims import claims as whole_claims
from jixiao.fund.records.declaration import (
    NotLoaded,
    RecordColumn,
    Unit,
    record,
    table_columns,
)
from jixiao.fund.records.periods import within
from jixiao.fund.records.proven import Grain
from jixiao.period import Period

WITHIN, BEYOND = "省内", "跨省"
"""Where care away was: in the person's own province, or in another."""
OURS, THEIRS = "1", "2"
"""Whose clearing file a line is of (outarea_side)."""
REFUND_MARK = "/退"
"""What is put behind the original's number to match refunds, whose own numbers differ."""
_POOLING, _PROVINCE = 4, 2
_PAID_AWAY = ("3", "4")
_ANOTHER_PROVINCE = "4"
_FILED = ("long_term", "referral")
_REFUND = "1"
_LINE = (
    "line", "ours", "month", "matched_as", "is_refund", "setl_id", "psn_no", "insu_admdvs",
    "care_admdvs", "fixmedins_code", "hosp_lv", "med_type", "settled_on", "medfee_sumamt",
    "fund_pay_sumamt",
)  # fmt: skip
_BILL = table_columns("OUTAREA_BILL")
_LINE_COLUMNS = {
    **{name: _BILL[name] for name in _LINE if name in _BILL},
    "line": RecordColumn("哪一方的哪一行", Unit.TEXT),
    "ours": RecordColumn("我方的", Unit.FLAG),
    "month": RecordColumn("清算月份", Unit.DAY),
    "matched_as": RecordColumn("核对用的编号：退费用原结算的", Unit.TEXT),
    "is_refund": RecordColumn("退费", Unit.FLAG),
    "settled_on": RecordColumn("结算日期", Unit.DAY),
}
_LINE_GRAIN = Grain("一方清算的一行", "line", "month", "care_admdvs")


def lies_away(rows: ir.Table) -> ir.BooleanValue:
    """Whether care was outside the person's pooling area: by the place of payment, or both areas."""
    here = rows.insu_admdvs.fill_null("").substr(0, _POOLING)
    there = rows.fix_blng_admdvs.fill_null("").substr(0, _POOLING)
    paid_away = rows.pay_loc.isin(_PAID_AWAY).fill_null(False)
    return paid_away | ((here != "") & (there != "") & (here != there))


def _reach(rows: ir.Table) -> ir.StringValue:
    other_province = rows.insu_admdvs.substr(0, _PROVINCE) != (
        rows.fix_blng_admdvs.substr(0, _PROVINCE)
    )
    beyond = (rows.pay_loc == _ANOTHER_PROVINCE) | other_province
    return ibis.ifelse(beyond.fill_null(False), BEYOND, WITHIN)


@record(
    title="异地就医",
    grain=Grain("一次异地住院，或其他的一次异地结算", "setl_id", "setl_time", "fixmedins_code"),
    of=whole_claims,
    adds={
        "reach": RecordColumn("省内、跨省", Unit.TEXT),
        "care": RecordColumn("类别（住院、普通门诊等）", Unit.TEXT),
        "filed": RecordColumn("备过案", Unit.FLAG),
        "not_direct": RecordColumn("没有直接结算的原因", Unit.TEXT),
        "principal": RecordColumn("主诊断", Unit.CODE),
    },
)  # fmt: skip
def care_away(
    claims: ir.Table,
    manual_claim: ir.Table | None = None,
    visits: ir.Table | None = None,
) -> ir.Table:
    """Return the claims of care outside the person's pooling area, direct or by hand.

    Why one was not direct is what the manual desk wrote, else what the settlement says.
    """
    rows = claims.filter(lies_away(claims))
    care = [(rows.med_type.isin(codes), kind) for kind, codes in care_kinds().items()]
    rows = rows.mutate(
        reach=_reach(rows),
        care=ibis.cases(*care, else_=OTHER_CARE),
        filed=rows.filing.isin(_FILED),
    )
    return _with_principal(_with_reason(rows, manual_claim), visits)


def _with_reason(rows: ir.Table, manual_claim: ir.Table | None) -> ir.Table:
    stated = rows.manl_reim_rea.nullif("")
    if manual_claim is None:
        return rows.mutate(not_direct=stated)
    written = manual_claim.filter(manual_claim.setl_id.notnull())
    written = written.group_by(settled="setl_id").aggregate(
        written=written.reason.min()
    )
    joined = rows.left_join(written, rows.setl_id == written.settled)
    joined = joined.mutate(not_direct=joined.written.fill_null(stated))
    return joined.select(*rows.columns, "not_direct")


def _with_principal(rows: ir.Table, visits: ir.Table | None) -> ir.Table:
    if visits is None:
        return rows.mutate(principal=ibis.null("string"))
    of_visit = visits.group_by(visit="mdtrt_id").aggregate(
        principal=visits.dscg_maindiag_code.nullif("").min()
    )
    return rows.left_join(of_visit, rows.mdtrt_id == of_visit.visit).drop("visit")


@record(
    title="住院的病组和去向",
    grain=Grain("一次住院", "setl_id", "setl_time", "fixmedins_code"),
    of=whole_claims,
    adds={
        "away": RecordColumn("在统筹地区以外", Unit.FLAG),
        "disease": RecordColumn("主诊断的类目（前三位）", Unit.CODE),
    },
)
def stays_by_disease(stays: ir.Table, visits: ir.Table) -> ir.Table:
    """Return the stays with the category of their main diagnosis, and whether they were away."""
    rows = _with_principal(stays.mutate(away=lies_away(stays)), visits)
    return rows.mutate(disease=rows.principal.substr(0, 3).nullif(""))


@record(
    title="异地清算的各行",
    grain=_LINE_GRAIN,
    adds={name: _LINE_COLUMNS[name] for name in _LINE},
)
def outarea_lines(
    outarea_bill: ir.Table | None = None, settlement_rows: ir.Table | None = None
) -> ir.Table:
    """Return the lines of both sides' clearing files, refunds as lines of their own.

    Ours are those of our own file, and the valid settlements paid away that it does not list.
    """
    if outarea_bill is None and settlement_rows is None:
        raise NotLoaded.table("OUTAREA_BILL")
    if outarea_bill is None:
        return _settled_away(settlement_rows)
    filed = _filed(outarea_bill)
    if settlement_rows is None:
        return filed
    listed = filed.filter(filed.ours).select("setl_id").distinct()
    return filed.union(_settled_away(settlement_rows).anti_join(listed, "setl_id"))


def _filed(bill: ir.Table) -> ir.Table:
    original = bill.init_setl_id.nullif("")
    is_refund = (bill.fund_pay_sumamt < 0) | (bill.medfee_sumamt < 0).fill_null(False)
    return bill.select(
        "setl_id", "psn_no", "insu_admdvs", "care_admdvs", "fixmedins_code", "hosp_lv",
        "med_type", "medfee_sumamt", "fund_pay_sumamt",
        line=bill.side + "-" + bill.bill_no,
        ours=bill.side == OURS,
        month=bill.clr_month.truncate("M").cast("date"),
        matched_as=_matched_as(bill.setl_id, original, is_refund),
        is_refund=is_refund,
        settled_on=bill.setl_time.date(),
    ).select(*_LINE)  # fmt: skip


def _settled_away(rows: ir.Table) -> ir.Table:
    rows = rows.filter(
        rows.pay_loc.isin(_PAID_AWAY).fill_null(False),
        rows.vali_flag.fill_null("1") != "0",
    )
    is_refund = rows.refd_setl_flag.fill_null("0") == _REFUND
    return rows.select(
        "setl_id", "psn_no", "fixmedins_code", "hosp_lv", "med_type",
        "medfee_sumamt",
        insu_admdvs=rows.insu_admdvs.fill_null(UNKNOWN),
        care_admdvs=rows.fix_blng_admdvs.fill_null(UNKNOWN),
        fund_pay_sumamt=rows.fund_pay_sumamt.cast("int64"),
        line=ibis.literal("S-") + rows.setl_id,
        ours=ibis.literal(True),
        month=rows.setl_time.truncate("M").cast("date"),
        matched_as=_matched_as(rows.setl_id, rows.init_setl_id.nullif(""), is_refund),
        is_refund=is_refund,
        settled_on=rows.setl_time.date(),
    ).select(*_LINE)  # fmt: skip


def _matched_as(
    setl_id: ir.StringValue, original: ir.StringValue, is_refund: ir.BooleanValue
) -> ir.StringValue:
    return ibis.ifelse(is_refund, original.fill_null(setl_id) + REFUND_MARK, setl_id)


@record(
    title="异地就医预付金台账",
    grain=Grain("预付金的一次增减", "entry_no", "moved_on", "other_side"),
    of="OUTAREA_ADVANCE",
)
def outarea_advances(outarea_advance: ir.Table) -> ir.Table:
    """Return how the advances of care away moved."""
    return outarea_advance


_DESK = {
    "invoice": RecordColumn("发票号码（只留数字和字母）", Unit.TEXT),
    "same_invoice": RecordColumn("同一张发票已受理的另一件", Unit.TEXT),
    "same_stay": RecordColumn("同一次就医已受理的另一件", Unit.TEXT),
    "direct_setl_id": RecordColumn("同一次就医已直接结算的结算ID", Unit.TEXT),
}


@record(
    title="手工报销的受理件",
    grain=Grain("受理的一件手工报销", "claim_no", "accepted_on"),
    of="MANUAL_CLAIM",
    adds=_DESK,
)
def manual_desk(
    manual_claim: ir.Table,
    standing_settlements: ir.Table | None = None,
    period: Period | None = None,
) -> ir.Table:
    """Return the claims by hand accepted in the period, with what claims the same money again.

    All claims are looked at for twins, whenever they were accepted. A stay is the same where person
    and institution are, and the days meet. Of twins the one accepted later names the earlier.
    """
    rows = manual_claim.mutate(invoice=_signs_of(manual_claim.invoice_no))
    rows = _with_same_invoice(rows)
    rows = _with_same_stay(rows)
    rows = _with_direct(rows, standing_settlements)
    return within(rows, "accepted_on", period)


def _signs_of(number: ir.StringValue) -> ir.StringValue:
    return number.upper().re_replace("[^0-9A-Z]", "").nullif("")


def _with_same_invoice(rows: ir.Table) -> ir.Table:
    of_invoice = ibis.window(group_by="invoice", order_by=["accepted_on", "claim_no"])
    first = rows.claim_no.first().over(of_invoice)
    is_again = rows.invoice.notnull() & (first != rows.claim_no)
    return rows.mutate(same_invoice=ibis.ifelse(is_again, first, ibis.null("string")))


def _with_same_stay(rows: ir.Table) -> ir.Table:
    other = rows.select(
        "psn_no", "fixmedins_code", other_no="claim_no", other_on="accepted_on",
        other_began="begndate", other_ended=rows.enddate.fill_null(rows.begndate),
    )  # fmt: skip
    met = rows.select(
        "claim_no", "accepted_on", "psn_no", "fixmedins_code", "begndate",
        ended=rows.enddate.fill_null(rows.begndate),
    ).join(other, ["psn_no", "fixmedins_code"])  # fmt: skip
    is_earlier = (met.other_on < met.accepted_on) | (
        (met.other_on == met.accepted_on) & (met.other_no < met.claim_no)
    )
    meets = (met.other_began <= met.ended) & (met.other_ended >= met.begndate)
    twins = met.filter(is_earlier, meets)
    twins = twins.group_by(of="claim_no").aggregate(same_stay=twins.other_no.min())
    return rows.left_join(twins, rows.claim_no == twins.of).drop("of")


def _with_direct(rows: ir.Table, settlements: ir.Table | None) -> ir.Table:
    if settlements is None:
        return rows.mutate(direct_setl_id=ibis.null("string"))
    by_hand = (settlements.pay_loc == "1") | (
        settlements.manl_reim_rea.nullif("").notnull()
    )
    direct = settlements.filter(~by_hand.fill_null(False))
    began = direct.begndate.fill_null(direct.setl_time.date())
    direct = direct.select(
        "psn_no", "fixmedins_code", settled="setl_id",
        direct_began=began, direct_ended=direct.enddate.fill_null(began),
    )  # fmt: skip
    met = rows.select(
        "claim_no", "psn_no", "fixmedins_code", "begndate", claimed="setl_id",
        ended=rows.enddate.fill_null(rows.begndate),
    ).join(direct, ["psn_no", "fixmedins_code"])  # fmt: skip
    met = met.filter(
        met.direct_began <= met.ended,
        met.direct_ended >= met.begndate,
        met.claimed.fill_null("") != met.settled,
    )
    again = met.group_by(of="claim_no").aggregate(direct_setl_id=met.settled.min())
    return rows.left_join(again, rows.claim_no == again.of).drop("of")
