"""Claims to settle again: the settlements that stand, with identity and filing on their day."""

from collections.abc import Sequence
from functools import reduce
from typing import Any

import ibis
from ibis import ir

from jixiao.fund.records.netting import fund_fields
from jixiao.fund.store.engine import Engine
from jixiao.fund.store.sql import in_fen

CLAIMS = "net_claims"
FILED = {"1": "long_term", "2": "referral"}
"""What policies call a kind of filing; of two in force the first listed holds."""
_EMERGENCY = ("13", "24")
_AWAY = ("3", "4")
_AMOUNTS = (
    "medfee_sumamt", "fulamt_ownpay_amt", "overlmt_selfpay", "preselfpay_amt", "inscp_amt",
)  # fmt: skip
_LAST = "9999"


def net_claims(engine: Engine, rows: ir.Table, identities: Sequence[str] = ()) -> ir.Table:
    """Give rows of SETL_D that stand as claims, amounts in fen, with what was paid for each.

    The settlements of a stay that was settled on the way (mid_setl_flag = 1) are one claim, at the
    time and by the number of the last of them: one stay pays one start line and climbs its bands
    once, in the year in which it ends; what was paid is the sum. `settlements` says how many.

    A claim says besides what `OPTIONAL` names: disease, transfer, civil servant, and what the
    accounts held: what they paid and what was left.

    An identity is the settlement's own, else the one the person held on that day; of several, the
    first in `identities` (codes in the policy's order), then the smallest code.
    """
    names = fund_fields()
    fen = {name: in_fen(rows[name]) for name in (*_AMOUNTS, *names)}
    claims = rows.select(
        "setl_id", "mdtrt_id", "psn_no", "setl_time", "insutype", "psn_type", "psn_idet_type",
        "med_type", "dise_no", "insu_admdvs", "fix_blng_admdvs", "pay_loc",
        hosp_lv=rows.hosp_lv.fill_null("11"),
        began=rows.begndate.fill_null(rows.setl_time.date()),
        acct_balc=in_fen(rows.balc) + in_fen(rows.acct_pay),
        acct_mulaid_balc=in_fen(rows.acct_mulaid_pay),
        midway=(rows.mid_setl_flag == "1").fill_null(False),  # noqa: FBT003 — Ibis takes it so
        paid_dedc=(rows.act_pay_dedc * 100).cast("int64"),
        **{name: fen[name] for name in _AMOUNTS},
        **{f"paid_{name}": fen[name] for name in names},
    )  # fmt: skip
    claims = _stays_whole(claims, [*_AMOUNTS, *(f"paid_{name}" for name in names), "paid_dedc"])
    claims = with_identity(engine, claims, identities)
    claims = _with_filing(engine, claims)
    claims = _with_visit(engine, claims)
    paid = reduce(lambda one, other: one + other, (claims[f"paid_{name}"] for name in names))
    claims = claims.mutate(year=claims.setl_time.year().cast("int32"), paid_fund=paid)
    return claims.drop("insu_admdvs", "fix_blng_admdvs", "pay_loc", "began")


def _stays_whole(claims: ir.Table, amounts: Sequence[str]) -> ir.Table:
    """Make one claim of the settlements of each stay that was settled on the way."""
    stays = claims.filter(claims.midway).select("psn_no", "mdtrt_id").distinct()
    alone = claims.anti_join(stays, ["psn_no", "mdtrt_id"]).mutate(settlements=_whole(1))
    parts = claims.semi_join(stays, ["psn_no", "mdtrt_id"])
    stay = ibis.window(group_by=["psn_no", "mdtrt_id"])
    last = ibis.row_number().over(
        ibis.window(
            group_by=["psn_no", "mdtrt_id"],
            order_by=[ibis.desc("setl_time"), ibis.desc("setl_id")],
        )
    )
    summed = parts.mutate(
        **{name: parts[name].sum().over(stay).cast("int64") for name in amounts},
        began=parts.began.min().over(stay),
        settlements=parts.count().over(stay).cast("int64"),
        last=last,
    )
    whole = summed.filter(summed["last"] == 0).select(*alone.columns)
    return alone.union(whole).drop("midway")


def _whole(number: int) -> ir.IntegerValue:
    return ibis.literal(number, "int64")


def with_identity(engine: Engine, claims: ir.Table, order: Sequence[str]) -> ir.Table:
    """Give claims the identity their persons held on the day, where they say none of their own.

    Of several the first in `order`, then the smallest code.
    """
    if "PSN_IDET_C" not in engine.tables:
        return claims
    held = engine.table("PSN_IDET_C").select("psn_no", "begntime", "endtime", held="psn_idet_type")
    asked = claims.filter(claims.psn_idet_type.fill_null("") == "")
    on_day = asked.select("setl_id", "psn_no", day=asked.setl_time.date()).join(held, "psn_no")
    on_day = on_day.filter(_in_force(on_day, on_day.begntime, on_day.endtime))
    places: list[tuple[Any, str]] = [(code, f"{n:04}") for n, code in enumerate(order)]
    place = on_day.held.cases(*places, else_=_LAST) if places else ibis.literal(_LAST)
    on_day = on_day.mutate(ranked=place + on_day.held)
    first = on_day.group_by("setl_id").aggregate(held=lambda t: t.ranked.min().substr(len(_LAST)))
    joined = claims.left_join(first, "setl_id", rname="{name}_held")
    own = joined.psn_idet_type.nullif("").fill_null(joined.held)
    return joined.mutate(psn_idet_type=own).drop("held", "setl_id_held")


def _with_filing(engine: Engine, claims: ir.Table) -> ir.Table:
    """Say how care outside the person's own area was filed on the day it began."""
    away = (claims.insu_admdvs != claims.fix_blng_admdvs) | claims.pay_loc.isin(_AWAY)
    claims = claims.mutate(away=away.fill_null(False))  # noqa: FBT003 — Ibis takes it so
    filed: list[tuple[Any, str]] = []
    if "FILING" in engine.tables:
        filings = engine.table("FILING").select("psn_no", "kind", "begndate", "enddate")
        asked = claims.filter(claims.away)
        asked = asked.select("setl_id", "psn_no", day=asked.began).join(filings, "psn_no")
        asked = asked.filter(_in_force(asked, asked.begndate, asked.enddate))
        first = asked.group_by("setl_id").aggregate(kind=lambda t: t.kind.min())
        claims = claims.left_join(first, "setl_id", rname="{name}_filed").drop("setl_id_filed")
        filed = [(claims.kind == code, name) for code, name in FILED.items()]
    filing = ibis.cases(
        (~claims.away, "local"),
        *filed,
        (claims.med_type.isin(_EMERGENCY), "emergency"),
        else_="unfiled",
    )
    return claims.mutate(filing=filing).drop("away", *({"kind"} & set(claims.columns)))


def _with_visit(engine: Engine, claims: ir.Table) -> ir.Table:
    """Say of each claim whether its visit follows a transfer, and whether by a civil servant."""
    if "MDTRT_D" not in engine.tables:
        return claims.mutate(transfer=ibis.literal("0"), cvlserv_flag=ibis.literal("0"))
    visits = engine.table("MDTRT_D")
    moved = visits.refl_old_mdtrt_id.notnull()
    visits = visits.filter(moved | (visits.cvlserv_flag == "1"))
    told = visits.select(
        visit="mdtrt_id", moved=ibis.ifelse(moved, "1", "0"), servant=visits.cvlserv_flag
    )
    found = claims.left_join(told, claims.mdtrt_id == told.visit)
    said = {"transfer": found.moved.fill_null("0"), "cvlserv_flag": found.servant.fill_null("0")}
    return found.mutate(**said).drop("visit", "moved", "servant")


def _in_force(asked: ir.Table, begins: ir.DateValue, ends: ir.DateValue) -> ir.BooleanValue:
    return (begins <= asked.day) & (ends.isnull() | (ends >= asked.day))
