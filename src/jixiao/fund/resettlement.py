"""A year settled again: what the policies give against what the platform paid, and what if."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import reduce
from typing import Any

import ibis
from ibis import ir

from jixiao.errors import JixiaoError
from jixiao.fund.benefits import CLAIM, Policies, settle
from jixiao.fund.engine import Engine

RESULT = "resettled"
LAYERS = ("hifp_pay", "hifob_pay", "hifmi_pay", "maf_pay")
"""What is compared, in the order in which a difference is looked for."""
_AMOUNTS = (
    "medfee_sumamt", "fulamt_ownpay_amt", "overlmt_selfpay", "preselfpay_amt", "inscp_amt",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Comparison:
    """A year again: `claims` settled, `agreeing` to the fen; amounts by layer in fen.

    `causes` counts the claims that differ by the first layer that does, with the sum of the
    differences of all the fund pays (again less paid); `groups` compares by identity and level.
    """

    claims: int
    agreeing: int
    paid: Mapping[str, int]
    again: Mapping[str, int]
    causes: Sequence[tuple[str, int, int]]
    groups: Sequence[tuple[str, str, int, int, int]]


def net_claims(engine: Engine) -> ir.Table:
    """Give the settlements that stand: cancelled ones and their cancellations are left out.

    An identity is the settlement's own, else the one the person held on that day.

    Raises:
        JixiaoError: no settlements were loaded.
    """
    if "SETL_D" not in engine.tables:
        message = "还没有结算表（SETL_D）。请先用 jixiao load 收进来。"
        raise JixiaoError(message)
    rows = engine.table("SETL_D")
    cancelled = rows.filter(rows.refd_setl_flag == "1")
    cancelled = cancelled.select(cancelled=cancelled.init_setl_id).filter(
        lambda t: t.cancelled.notnull()
    )
    rows = rows.filter(
        (rows.refd_setl_flag.fill_null("0") != "1"), (rows.vali_flag.fill_null("1") != "0")
    )
    rows = rows.anti_join(cancelled, rows.setl_id == cancelled.cancelled)
    rows = _with_identity(engine, rows)
    fen = {name: (rows[name].fill_null(0) * 100).cast("int64") for name in (*_AMOUNTS, *LAYERS)}
    return rows.select(
        "setl_id", "psn_no", "setl_time", "insutype", "psn_type", "psn_idet_type", "med_type",
        hosp_lv=rows.hosp_lv.fill_null("11"),
        filing=ibis.literal("local"),
        year=rows.setl_time.year().cast("int32"),
        **{name: fen[name] for name in _AMOUNTS},
        **{f"paid_{name}": fen[name] for name in LAYERS},
    )  # fmt: skip


def _with_identity(engine: Engine, rows: ir.Table) -> ir.Table:
    if "PSN_IDET_C" not in engine.tables:
        return rows
    held = engine.table("PSN_IDET_C").select("psn_no", "begntime", "endtime", held="psn_idet_type")
    day = rows.setl_time.date()
    on_day = rows.select("setl_id", "psn_no", day=day).join(held, "psn_no")
    on_day = on_day.filter(
        on_day.begntime <= on_day.day,
        on_day.endtime.isnull() | (on_day.endtime >= on_day.day),
    )
    first = on_day.group_by("setl_id").aggregate(held=on_day.held.min())
    joined = rows.left_join(first, "setl_id", rname="{name}_held")
    return joined.mutate(psn_idet_type=joined.psn_idet_type.fill_null(joined.held))


def resettle(engine: Engine, policies: Policies, against: Policies | None = None) -> Comparison:
    """Settle what stands by the policies, keep it as `resettled`, and compare with what was paid.

    Or, where other policies are given, with what those would have paid: what if.
    """
    net = engine.keep("net_claims", net_claims(engine))
    claims = net.select(*CLAIM.names)
    settled = settle(claims, policies)
    again = [name for name in LAYERS if name in settled.columns]
    paid = net.select("setl_id", *(f"paid_{name}" for name in LAYERS))
    if against is not None:
        other = engine.keep("settled_before", settle(claims, against))
        paid = other.select("setl_id", **{f"paid_{name}": _again(other, name) for name in LAYERS})
    joined = settled.join(paid, "setl_id")
    differs = [_again(joined, name) != joined[f"paid_{name}"] for name in LAYERS]
    cause = ibis.cases(
        (joined.benefit.isnull() & (joined.inscp_amt > 0) & reduce(lambda a, b: a | b, differs), "没有政策"),
        *((test, name) for test, name in zip(differs, LAYERS, strict=True)),
        else_=None,
    )  # fmt: skip
    total = reduce(lambda a, b: a + b, (joined[f"paid_{name}"] for name in LAYERS))
    kept = engine.keep(RESULT, joined.mutate(cause=cause, paid_fund=total))
    sums: dict[str, Any] = {f"paid_{name}": kept[f"paid_{name}"].sum() for name in LAYERS}
    sums |= {name: kept[name].sum() for name in again}
    (whole,) = engine.fetch(
        kept.aggregate(claims=kept.count(), agreeing=kept.cause.isnull().sum(), **sums)
    ).to_pylist()
    differing = kept.filter(kept.cause.notnull())
    causes = differing.group_by("cause").aggregate(
        rows=lambda t: t.count(), change=lambda t: (t.fund_pay_sumamt - t.paid_fund).sum()
    )
    helped = kept.psn_idet_type.fill_null("") != ""
    groups = kept.mutate(
        identity=ibis.ifelse(helped, "有救助身份", "没有救助身份"),
        kind=kept.benefit.fill_null("没有政策"),
    )
    groups = groups.group_by("identity", "kind").aggregate(
        rows=lambda t: t.count(), paid=lambda t: t.paid_fund.sum(),
        again=lambda t: t.fund_pay_sumamt.sum(),
    )  # fmt: skip
    by_rows = causes.order_by(ibis.desc("rows"), "cause")
    by_name = groups.order_by("identity", "kind")
    return Comparison(
        claims=whole["claims"],
        agreeing=whole["agreeing"] or 0,
        paid={name: whole[f"paid_{name}"] or 0 for name in LAYERS},
        again={name: whole.get(name) or 0 for name in LAYERS},
        causes=[tuple(row.values()) for row in engine.fetch(by_rows).to_pylist()],
        groups=[tuple(row.values()) for row in engine.fetch(by_name).to_pylist()],
    )


def person_year(engine: Engine, setl_id: str) -> list[dict[str, Any]]:
    """Give the claims that stand of the person and the year of one settlement; none if it is none."""
    claims = engine.keep("net_claims", net_claims(engine))
    found = engine.fetch(claims.filter(claims.setl_id == setl_id)).to_pylist()
    if not found:
        return []
    person, year = found[0]["psn_no"], found[0]["year"]
    own = engine.fetch(claims.filter(claims.psn_no == person, claims.year == year))
    return list(own.to_pylist())


def _again(settled: ir.Table, name: str) -> ir.IntegerValue:
    return settled[name] if name in settled.columns else ibis.literal(0, "int64")
