"""A year settled again: what the policies give against what the platform paid, and what if."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from functools import reduce

import ibis
from ibis import ir

from jixiao.fund.benefits import CLAIM, OPTIONAL, Policies, settle
from jixiao.fund.benefits.parameters import Parameters
from jixiao.fund.records.claims import CLAIMS, net_claims
from jixiao.fund.records.netting import Reconciliation, fund_fields, reconcile, standing
from jixiao.fund.resettling.balance import Balance, fund_balance
from jixiao.fund.resettling.differences import Cause, find_causes
from jixiao.fund.resettling.groups import Group, group_claims, with_groups
from jixiao.fund.store.engine import Engine
from jixiao.progress import Progress, silent

RESULT = "resettled"
PAID = "paid"
"""What a result was compared with: what was paid, or else the policy whose code it bears."""
BEFORE = "settled_before"


@dataclass(frozen=True, slots=True)
class Comparison:
    """A year again: `claims` settled, `agreeing` to the fen; amounts by layer in fen.

    `first` and `last` are the days of the first and the last of them; none where there are none.
    `touched` are the persons of the claims that differ. `balance` is what a changed policy does to
    the funds; none where their months were not loaded, or where what was paid is compared.
    `notes` say what was not known.
    """

    reconciliation: Reconciliation
    first: date | None
    last: date | None
    claims: int
    persons: int
    agreeing: int
    touched: int
    paid: Mapping[str, int]
    again: Mapping[str, int]
    causes: tuple[Cause, ...]
    groups: tuple[Group, ...]
    balance: Balance | None
    notes: tuple[str, ...]

    @property
    def differing(self) -> int:
        """How many claims come out otherwise."""
        return self.claims - self.agreeing


def resettle(
    engine: Engine,
    policies: Policies,
    against: Policies | None = None,
    progress: Progress = silent,
) -> Comparison:
    """Settle what stands by the policies, keep it as `resettled`, and compare with what was paid.

    Or, where other policies are given, with what those would have paid: what if.

    Raises:
        JixiaoError: no settlements were loaded.
    """
    known = Parameters(policies)
    steps = ("哪些结算计入", "逐笔结算", "相差的原因", "各类人群")
    progress(steps[0], 0, len(steps))
    reconciliation = reconcile(engine)
    net = engine.keep(CLAIMS, net_claims(engine, standing(engine), list(known.identity_names)))
    progress(steps[1], 1, len(steps))
    claims = net.select(*CLAIM.names, *OPTIONAL)
    settled = _whole(settle(claims, policies))
    paid = net
    if against is not None:
        paid = _as_paid(engine.keep(BEFORE, _whole(settle(claims, against))), net)
    fields = fund_fields()
    sides = [*(f"paid_{f}" for f in fields), "paid_fund", "paid_dedc", "settlements"]
    joined = settled.join(paid.select("setl_id", *sides), "setl_id")
    differs = reduce(lambda a, b: a | b, (joined[f] != joined[f"paid_{f}"] for f in fields))
    compared = PAID if against is None else against[0].code
    joined = joined.mutate(
        differs=differs, policy=ibis.literal(policies[0].code), compared=ibis.literal(compared)
    )
    kept = engine.keep(RESULT, with_groups(engine, joined, known))
    whole = _totals(engine, kept)
    days = kept.aggregate(first=kept.setl_time.min().date(), last=kept.setl_time.max().date())
    (period,) = engine.fetch(days).to_pylist()
    progress(steps[2], 2, len(steps))
    causes = tuple(find_causes(engine, kept, policies, against)) if whole["differing"] else ()
    progress(steps[3], 3, len(steps))
    return Comparison(
        reconciliation=reconciliation,
        **period,
        claims=whole["claims"],
        persons=whole["persons"],
        agreeing=whole["claims"] - whole["differing"],
        touched=whole["touched"],
        paid={name: whole[f"paid_{name}"] for name in fields},
        again={name: whole[name] for name in fields},
        causes=causes,
        groups=tuple(group_claims(engine, kept, known)),
        balance=None if against is None else fund_balance(engine, kept),
        notes=tuple(_notes(engine.tables, whole)),
    )


def _whole(settled: ir.Table) -> ir.Table:
    """Add the fund fields that no layer of the policies pays."""
    missing = [name for name in fund_fields() if name not in settled.columns]
    return settled.mutate(**{name: ibis.literal(0, "int64") for name in missing})


def _as_paid(before: ir.Table, net: ir.Table) -> ir.Table:
    """Give what policies pay under the names of what was paid."""
    paid = before.select(
        "setl_id", paid_dedc="act_pay_dedc", paid_fund="fund_pay_sumamt",
        **{f"paid_{name}": name for name in fund_fields()},
    )  # fmt: skip
    return paid.join(net.select("setl_id", "settlements"), "setl_id")


def _totals(engine: Engine, kept: ir.Table) -> dict[str, int]:
    fields = fund_fields()
    whole = kept.aggregate(
        claims=kept.count(), persons=kept.psn_no.nunique(), differing=kept.differs.sum(),
        touched=kept.psn_no.nunique(where=kept.differs),
        away=(kept.filing != "local").sum(), stays=(kept.settlements > 1).sum(),
        assisted=(kept.paid_maf_pay > 0).sum(),
        **{name: kept[name].sum() for name in (*fields, *(f"paid_{f}" for f in fields))},
    )  # fmt: skip
    (row,) = engine.fetch(whole).to_pylist()
    return {name: int(value or 0) for name, value in row.items()}


def _notes(tables: set[str], whole: Mapping[str, int]) -> Iterator[str]:
    if whole["stays"]:
        yield f"{whole['stays']} 次住院有中途结算，每次住院的几笔合起来算，只扣一次起付线。"
    if whole["away"] and "FILING" not in tables:
        yield (
            f"{whole['away']} 笔是异地就医，但没有收异地就医备案表（FILING）："
            "除急诊外都按未备案算。"
        )
    if whole["assisted"] and "PSN_IDET_C" not in tables:
        yield "没有收人员身份表（PSN_IDET_C）：救助身份只看结算表自己写的。"
    if not {"PSN_INSU_D", "MDTRT_D"} & tables:
        yield "没有收参保信息表（PSN_INSU_D）和就诊表（MDTRT_D）：不知道年龄。"
