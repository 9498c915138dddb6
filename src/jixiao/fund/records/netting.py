"""Which settlements stand: cancelled, corrected and invalid ones are told apart, with the reason.

Every row of SETL_D stands or has one reason why it does not, so that counts and amounts reconcile.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import reduce
from typing import Any

import ibis
from ibis import ir

from jixiao.errors import JixiaoError
from jixiao.fund.store.engine import Engine
from jixiao.fund.store.sql import in_fen
from jixiao.fund.tables import tables

NETTED = "netted"
STANDING = "standing"
REASONS: Mapping[str, str] = {
    "cancelled": "已被撤销",
    "cancellation": "撤销记录",
    "replaced": "已被更正的结算替换",
    "invalid": "标为无效",
}
"""Why a settlement does not stand, in the order in which it is told."""


@dataclass(frozen=True, slots=True)
class Part:
    """Some of the rows of SETL_D: how many, their total fees and what the fund paid, in fen."""

    status: str
    rows: int
    fees: int
    fund: int


@dataclass(frozen=True, slots=True)
class Reconciliation:
    """The rows of SETL_D by what became of them; the parts add up to `whole`.

    `orphans` are cancellations of settlements that were not loaded.
    """

    whole: Part
    parts: tuple[Part, ...]
    orphans: int

    @property
    def uncancelled(self) -> int:
        """What the cancelled settlements and the cancellations do not cancel out, in fen."""
        return sum(p.fees for p in self.parts if p.status in ("cancelled", "cancellation"))


def fund_fields() -> tuple[str, ...]:
    """Give the fields that the fund's payment is the sum of, as SETL_D's own identity names them."""
    return _parts("fund_pay_sumamt")


def fund_title(field: str) -> str:
    """Give the name of what a fund field pays from."""
    return tables()["SETL_D"].columns[field].title.removesuffix("支出").removesuffix("支付")


def settlement_rows(engine: Engine) -> ir.Table:
    """Give the rows of SETL_D.

    Raises:
        JixiaoError: no settlements were loaded.
    """
    if "SETL_D" not in engine.tables:
        message = "还没有结算表（SETL_D）。请先用 jixiao load 收进来。"
        raise JixiaoError(message)
    return engine.table("SETL_D")


def not_standing(rows: ir.Table) -> ir.Table:
    """Give `setl_id` and `status` of the settlements that do not stand.

    A cancellation (refd_setl_flag = 1) names what it cancels in init_setl_id; one that names
    nothing cancels the settlement of the same visit whose exact negative it is, the first one
    before it first. A settlement that names an earlier one in init_setl_id without being a
    cancellation replaces it, and goes on doing so where it is cancelled itself: nobody then is
    paid until a new one comes.
    """
    valid = rows.vali_flag.fill_null("1") != "0"
    refund = rows.refd_setl_flag.fill_null("0") == "1"
    cancelled = _cancelled(rows.filter(valid, ~refund), rows.filter(valid, refund))
    replaced = _replaced(rows.filter(valid, ~refund))
    judged = rows.select("setl_id", valid=valid, refund=refund)
    judged = judged.left_join(cancelled, judged.setl_id == cancelled.cancelled)
    judged = judged.left_join(replaced, judged.setl_id == replaced.replaced)
    status = ibis.cases(
        (~judged.valid, "invalid"),
        (judged.refund, "cancellation"),
        (judged.cancelled.notnull(), "cancelled"),
        (judged.replaced.notnull(), "replaced"),
        else_=None,
    )
    return judged.select("setl_id", status=status).filter(lambda t: t.status.notnull())


def _cancelled(live: ir.Table, refunds: ir.Table) -> ir.Table:
    named = refunds.filter(refunds.init_setl_id.notnull())
    named = named.select(cancelled="init_setl_id").distinct()
    unnamed = _numbered(refunds.filter(refunds.init_setl_id.isnull()), -1)
    others = live.semi_join(unnamed, "mdtrt_id")
    others = others.anti_join(named, others.setl_id == named.cancelled)
    pairs = _numbered(others, 1).rename(cancelled="setl_id", before="setl_time")
    found = pairs.join(unnamed, ["psn_no", "mdtrt_id", "place", *_amounts()])
    found = found.filter(found.before <= found.setl_time)
    return named.union(found.select("cancelled"), distinct=True)


def _numbered(rows: ir.Table, sign: int) -> ir.Table:
    """Number the settlements of a visit that are alike to the fen, the earliest first."""
    alike = rows.select(
        "setl_id", "psn_no", "mdtrt_id", "setl_time",
        **{name: rows[name].fill_null(0) * sign for name in _amounts()},
    )  # fmt: skip
    order = ibis.window(
        group_by=["psn_no", "mdtrt_id", *_amounts()], order_by=["setl_time", "setl_id"]
    )
    return alike.mutate(place=ibis.row_number().over(order))


def _amounts() -> tuple[str, ...]:
    """Give the amounts by which a cancellation is the negative of a settlement."""
    return ("medfee_sumamt", *_parts("medfee_sumamt"), *_parts("fund_pay_sumamt"))


def _replaced(live: ir.Table) -> ir.Table:
    corrections = live.filter(live.init_setl_id.notnull())
    corrections = corrections.select(replaced="init_setl_id", at="setl_time", by="setl_id")
    found = corrections.join(live, corrections.replaced == live.setl_id)
    later = (found["at"] > found.setl_time) | (
        (found["at"] == found.setl_time) & (found.by > found.setl_id)
    )
    return found.filter(later).select("replaced").distinct()


def reconcile(engine: Engine) -> Reconciliation:
    """Keep which settlements do not stand and why as `netted`, and count all of them."""
    rows = settlement_rows(engine)
    netted = engine.keep(NETTED, not_standing(rows))
    fund = reduce(lambda one, other: one + other, (rows[f].fill_null(0) for f in fund_fields()))
    counted = rows.select(
        "setl_id", "refd_setl_flag", "init_setl_id",
        fees=in_fen(rows.medfee_sumamt), fund=in_fen(rows.fund_pay_sumamt.fill_null(fund)),
    )  # fmt: skip
    counted = counted.left_join(netted, "setl_id")
    counted = counted.group_by(status=counted.status.fill_null(STANDING)).aggregate(
        rows=lambda t: t.count(), fees=lambda t: t.fees.sum(), fund=lambda t: t.fund.sum()
    )
    found = {row["status"]: _part(row) for row in engine.fetch(counted).to_pylist()}
    parts = tuple(found[status] for status in (STANDING, *REASONS) if status in found)
    whole = Part(
        "", sum(p.rows for p in parts), sum(p.fees for p in parts), sum(p.fund for p in parts)
    )
    rows_of = {part.status: part.rows for part in parts}
    orphans = rows_of.get("cancellation", 0) - rows_of.get("cancelled", 0)
    return Reconciliation(whole, parts, orphans)


def standing(engine: Engine) -> ir.Table:
    """Give the rows of SETL_D that stand, as the last reconciliation found them."""
    return settlement_rows(engine).anti_join(engine.table(NETTED), "setl_id")


def _part(row: Mapping[str, Any]) -> Part:
    return Part(row["status"], row["rows"], int(row["fees"]), int(row["fund"]))


def _parts(whole: str) -> tuple[str, ...]:
    return next(i.parts for i in tables()["SETL_D"].identities if i.whole == whole)
