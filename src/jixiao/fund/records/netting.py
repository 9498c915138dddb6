"""Which settlements stand: cancelled, corrected, refunded and invalid ones, each with its reason.

Every row of SETL_D stands, lowers one that stands, or has one reason why it does not, so that
counts and amounts reconcile.
"""

from collections.abc import Mapping
from functools import reduce
from operator import add

import ibis
from ibis import ir

from jixiao.fund.records.declaration import RecordColumn, Unit, record, table_columns
from jixiao.fund.records.proven import Grain
from jixiao.fund.records.refunds import (
    CANCELLATION,
    CANCELLED,
    PARTIAL,
    UNCLEAR,
    Refunds,
)
from jixiao.fund.tables import tables

STANDING = "standing"
REPLACED, INVALID = "replaced", "invalid"
REASONS: Mapping[str, str] = {
    CANCELLED: "已被撤销",
    CANCELLATION: "撤销记录",
    PARTIAL: "部分退费，已从所退的结算里减去",
    REPLACED: "已被更正的结算替换",
    UNCLEAR: "退费与所退的结算对不上",
    INVALID: "标为无效",
}
"""What becomes of a row that does not stand, in the order in which it is told."""
OUTSIDE_SCOPE = ("fulamt_ownpay_amt", "overlmt_selfpay", "preselfpay_amt")
"""What of a bill lies outside the benefit scope."""
_NO_FLOW = ("dedc_std", "balc")
"""Amounts that hold at a time: a refund takes nothing of them back."""


def fund_fields() -> tuple[str, ...]:
    """The fields that the fund's payment is the sum of, as SETL_D's own identity names them."""
    return _parts("fund_pay_sumamt")


def fund_title(field: str) -> str:
    """The name of what a fund field pays from."""
    return (
        tables()["SETL_D"]
        .columns[field]
        .title.removesuffix("支出")
        .removesuffix("支付")
    )


def _parts(whole: str) -> tuple[str, ...]:
    return next(i.parts for i in tables()["SETL_D"].identities if i.whole == whole)


@record(
    title="结算表的各行",
    grain=Grain("结算表一行，连同撤销和退费", "setl_id", "setl_time", "fixmedins_code"),
    of="SETL_D",
)
def settlement_rows(setl_d: ir.Table) -> ir.Table:
    """Fill what a row leaves out: fund fields are nothing, sums are those of their parts.

    `inscp_amt` stays none where not all that lies outside the scope is stated either.
    """
    rows = setl_d.mutate(
        **{field: setl_d[field].fill_null(0) for field in fund_fields()}
    )
    fund = reduce(add, (rows[field] for field in fund_fields()))
    outside = reduce(add, (rows[name] for name in OUTSIDE_SCOPE))
    return rows.mutate(
        fund_pay_sumamt=rows.fund_pay_sumamt.fill_null(fund),
        inscp_amt=rows.inscp_amt.fill_null(rows.medfee_sumamt - outside),
        psn_idet_type=rows.psn_idet_type.nullif("").nullif("0"),
    )


def settlement_refunds() -> Refunds:
    """How SETL_D writes cancellations and refunds."""
    table = tables()["SETL_D"]
    amounts = [c.name for c in table.columns.values() if c.type == "amount"]
    return Refunds(
        key="setl_id",
        names="init_setl_id",
        at="setl_time",
        alike=("psn_no", "mdtrt_id"),
        exact=("medfee_sumamt", *_parts("medfee_sumamt"), *fund_fields()),
        amounts=tuple(name for name in amounts if name not in _NO_FLOW),
        identities=table.identities,
    )


_OF_A_VERDICT = (
    "setl_id",
    "psn_no",
    "setl_time",
    "fixmedins_code",
    "medfee_sumamt",
    "fund_pay_sumamt",
)
VERDICT_COLUMNS = {name: table_columns("SETL_D")[name] for name in _OF_A_VERDICT} | {
    "status": RecordColumn("不计入的原因", Unit.CODE),
    "of": RecordColumn("所退或所撤销的结算", Unit.TEXT),
}
VERDICT_GRAIN = Grain("结算表里不计入的一行", "setl_id", "setl_time", "fixmedins_code")


@record(title="不计入的结算", grain=VERDICT_GRAIN, adds=VERDICT_COLUMNS, costly=True)
def verdicts(settlement_rows: ir.Table) -> ir.Table:
    """Return the rows that do not stand, with the reason, and what a refund belongs to.

    A refund (refd_setl_flag = 1) takes back what `Refunds` says. A settlement that names an earlier
    one in init_setl_id without being a refund replaces it, and goes on doing so where it is
    cancelled itself: nobody then is paid until a new one comes. Refunds of a replaced settlement
    are replaced with it.
    """
    rows = settlement_rows
    is_valid = rows.vali_flag.fill_null("1") != "0"
    is_refund = rows.refd_setl_flag.fill_null("0") == "1"
    charged, refunds = (
        rows.filter(is_valid, ~is_refund),
        rows.filter(is_valid, is_refund),
    )
    fates = settlement_refunds().fates(charged, refunds)
    replaced = _replaced(charged)
    judged = rows.select(*_OF_A_VERDICT, is_valid=is_valid)
    # Few of the rows can have a reason: only these are joined with what the reason is made of.
    suspect = fates.select(setl_id="key").union(
        replaced.select(setl_id="replaced"), rows.filter(~is_valid).select("setl_id")
    )
    judged = judged.semi_join(suspect, "setl_id")
    judged = judged.left_join(fates, judged.setl_id == fates.key).drop("key")
    whole = judged.of.fill_null(judged.setl_id)
    judged = judged.mutate(whole=whole).left_join(replaced, whole == replaced.replaced)
    is_replaced = judged.replaced.notnull() & (
        judged.status.isnull() | judged.status.isin([PARTIAL, UNCLEAR])
    )
    status = ibis.cases(
        (~judged.is_valid, INVALID),
        (is_replaced, REPLACED),
        else_=judged.status,
    )
    return judged.mutate(status=status).filter(lambda row: row.status.notnull())


def _replaced(charged: ir.Table) -> ir.Table:
    """Return the settlements that a later one names; of several that name it, the last is looked at."""
    corrections = charged.filter(charged.init_setl_id.notnull())
    corrections = corrections.select(
        replaced="init_setl_id", at="setl_time", by="setl_id"
    )
    of_row = ibis.window(group_by="replaced")
    # A column, as not every engine filters by a window.
    corrections = corrections.mutate(newest=corrections["at"].max().over(of_row))
    corrections = corrections.filter(corrections["at"] == corrections.newest)
    last = corrections.group_by("replaced").aggregate(
        at=corrections["at"].max(), by=corrections.by.max()
    )
    corrected = charged.select("setl_id", "setl_time")
    pairs = corrected.join(last, corrected.setl_id == last.replaced)
    later = (pairs["at"] > pairs.setl_time) | (
        (pairs["at"] == pairs.setl_time) & (pairs.by > pairs.setl_id)
    )
    return pairs.filter(later).select("replaced")
