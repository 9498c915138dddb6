"""A year settled again: what the policies give against what the platform paid, and what if."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import reduce
from operator import add, or_

import ibis
from ibis import ir

from jixiao.fund.benefits import CLAIM, OPTIONAL, Policies, settle
from jixiao.fund.benefits.facts import (
    parts_stays,
    with_amounts,
    with_facts,
    with_insured_days,
)
from jixiao.fund.benefits.law import REASONS, UNPAID
from jixiao.fund.records import Records
from jixiao.fund.records.netting import fund_fields
from jixiao.fund.records.reconciliation import Reconciliation, reconcile
from jixiao.fund.resettling.balance import Balance, fund_balance
from jixiao.fund.resettling.differences import Cause, find_causes
from jixiao.fund.resettling.groups import (
    Group,
    group_claims,
    identity_names,
    with_groups,
)
from jixiao.fund.resettling.kept import (
    NET_CLAIMS,
    NOT_SETTLED,
    PAID,
    RESETTLED,
    SETTLED_BEFORE,
)
from jixiao.fund.store.engine import Engine
from jixiao.money import in_yuan
from jixiao.progress import Progress, silent

_STEPS = ("哪些结算计入", "逐笔结算", "相差的原因", "各类人群")
_OF_ACCOUNTS = ("acct_pay", "acct_mulaid_pay", "cash_payamt")


@dataclass(frozen=True, slots=True)
class Unsettled:
    """Claims on which the fund pays nothing, or which were not settled, for one reason; `fees` in fen."""

    reason: str
    claims: int
    fees: int

    @property
    def title(self) -> str:
        """The reason, as a person reads it."""
        return REASONS[self.reason]


@dataclass(frozen=True, slots=True)
class Comparison:
    """A year again: `claims` settled, `agreeing` to the fen; amounts by layer in fen.

    `first` and `last` are the days of the first and the last of them; none where there are none.
    `touched` are the persons of the claims that differ. `balance` is what a changed policy does to
    the funds; none where their months were not loaded, or where what was paid is compared.
    `unpaid` are those of the claims of which the policies say that the fund pays nothing;
    `unsettled` are no part of the claims: nobody knows what they are paid. `notes` say what else
    was not known.
    """

    reconciliation: Reconciliation
    first: date | None
    last: date | None
    claims: int
    persons: int
    agreeing: int
    unpaid: tuple[Unsettled, ...]
    unsettled: tuple[Unsettled, ...]
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
    """Settle what stands by the policies, keep it as RESETTLED, and compare with what was paid.

    Or, where other policies are given, with what those would have paid: what if.

    Raises:
        NotLoaded: no settlements were loaded.
    """
    records = Records(
        engine,
        identity_order=tuple(identity_names(policies)),
        parts_stays=parts_stays([*policies, *(against or ())]),
    )
    progress(_STEPS[0], 0, len(_STEPS))
    reconciliation = reconcile(records)
    claims = NET_CLAIMS.keep(engine, as_paid(records.record("claims")))
    progress(_STEPS[1], 1, len(_STEPS))
    compared, kept_apart = _compared(records, claims, policies, against)
    resettled = RESETTLED.keep(engine, with_groups(records, compared, policies))
    progress(_STEPS[2], 2, len(_STEPS))
    totals = _totals(engine, resettled)
    differs = totals["differing"] > 0
    causes = tuple(find_causes(engine, resettled, policies, against)) if differs else ()
    progress(_STEPS[3], 3, len(_STEPS))
    first, last = _days(engine, resettled)
    unpaid = _counted(engine, resettled.filter(resettled.reason.notnull()))
    unsettled = _counted(engine, kept_apart)
    return Comparison(
        reconciliation=reconciliation,
        first=first,
        last=last,
        claims=totals["claims"],
        persons=totals["persons"],
        agreeing=totals["claims"] - totals["differing"],
        unpaid=unpaid,
        unsettled=unsettled,
        touched=totals["touched"],
        paid={name: totals[f"paid_{name}"] for name in fund_fields()},
        again={name: totals[name] for name in fund_fields()},
        causes=causes,
        groups=tuple(group_claims(engine, resettled, policies)),
        balance=None if against is None else fund_balance(records, resettled),
        notes=(
            *_notes_of_unsettled(unsettled, unpaid),
            *_notes_of_identities(engine, resettled, policies),
            *_notes(records, resettled, totals),
        ),
    )


def as_paid(claims: ir.Table) -> ir.Table:
    """Return claims as policies take them, with what the platform paid for each as `paid_…`."""
    layers = [claims[name] for name in fund_fields()]
    return with_amounts(claims).mutate(
        **{f"paid_{name}": claims[name] for name in fund_fields()},
        paid_dedc=claims.act_pay_dedc,
        paid_fund=reduce(add, layers),
    )


def _compared(
    records: Records, claims: ir.Table, policies: Policies, against: Policies | None
) -> tuple[ir.Table, ir.Table]:
    """Return the claims settled, beside what they are compared with, and whether it differs.

    Those of which nobody knows what they are paid are kept apart, as NOT_SETTLED.
    """
    engine = records.engine
    asked = claims.select(
        *CLAIM, *OPTIONAL, "third_party", "enddate", "began", "carried"
    )
    asked = with_facts(records, asked, [*policies, *(against or ())])
    settled = _with_every_field(asked, settle(engine, asked, policies))
    beside = ["paid_fund", "paid_dedc", *(f"paid_{name}" for name in fund_fields())]
    is_known = settled.reason.isnull() | settled.reason.isin(UNPAID)
    at = claims.select("setl_id", "fixmedins_code")
    kept_apart = settled.filter(~is_known).join(at, "setl_id")
    NOT_SETTLED.keep(engine, kept_apart)
    settled = settled.filter(is_known)
    known = ["setl_id", "settlements", "fixmedins_code", "began"]
    other = claims.select(*known, *beside)
    if against is not None:
        paid = _with_every_field(asked, settle(engine, asked, against))
        before = SETTLED_BEFORE.keep(engine, paid)
        other = other.select(*known).join(_paid_before(before), "setl_id")
    joined = settled.join(other, "setl_id")
    differs = reduce(
        or_, (joined[name] != joined[f"paid_{name}"] for name in fund_fields())
    )
    compared = PAID if against is None else against[0].code
    joined = joined.mutate(
        differs=differs,
        policy=ibis.literal(policies[0].code),
        compared=ibis.literal(compared),
    )
    return joined, kept_apart


def _with_every_field(claims: ir.Table, paid: ir.Table) -> ir.Table:
    """Return claims with what they are paid.

    The fund fields that no layer of the policies pays are 0, accounts that none knows null.
    """
    settled = claims.select(*CLAIM).join(paid, "setl_id")
    unpaid = [name for name in fund_fields() if name not in settled.columns]
    unknown = [name for name in _OF_ACCOUNTS if name not in settled.columns]
    return settled.mutate(
        **{name: ibis.literal(0, "int64") for name in unpaid},
        **{name: ibis.null("int64") for name in unknown},
    )


def _paid_before(before: ir.Table) -> ir.Table:
    """Return what policies pay under the names of what was paid."""
    layers = {f"paid_{name}": name for name in fund_fields()}
    return before.select(
        "setl_id", paid_dedc="act_pay_dedc", paid_fund="fund_pay_sumamt", **layers
    )


def _totals(engine: Engine, resettled: ir.Table) -> dict[str, int]:
    layers = [name for field in fund_fields() for name in (field, f"paid_{field}")]
    whole = resettled.aggregate(
        claims=resettled.count(),
        persons=resettled.psn_no.nunique(),
        differing=resettled.differs.sum(),
        touched=resettled.psn_no.nunique(where=resettled.differs),
        away=(resettled.filing != "local").sum(),
        stays=(resettled.settlements > 1).sum(),
        of_last_year=(resettled.began.year() < resettled.setl_time.year()).sum(),
        assisted=(resettled.paid_maf_pay > 0).sum(),
        **{name: resettled[name].sum() for name in layers},
    )
    (row,) = engine.fetch(whole).to_pylist()
    return {name: int(value or 0) for name, value in row.items()}


def _days(engine: Engine, resettled: ir.Table) -> tuple[date | None, date | None]:
    time = resettled.setl_time
    days = resettled.aggregate(first=time.min().date(), last=time.max().date())
    (row,) = engine.fetch(days).to_pylist()
    return row["first"], row["last"]


def _counted(engine: Engine, rows: ir.Table) -> tuple[Unsettled, ...]:
    """Count claims by their reasons, in the order in which reasons are told."""
    by_reason = rows.group_by("reason").aggregate(
        claims=rows.count(), fees=rows.medfee_sumamt.sum().cast("int64")
    )
    counted = {row["reason"]: row for row in engine.fetch(by_reason).to_pylist()}
    return tuple(
        Unsettled(reason, counted[reason]["claims"], int(counted[reason]["fees"] or 0))
        for reason in REASONS
        if reason in counted
    )


def _notes_of_unsettled(
    unsettled: Sequence[Unsettled], unpaid: Sequence[Unsettled]
) -> Iterator[str]:
    """Tell what was not settled, because, and of what the fund pays nothing, because."""
    for title, kinds in (
        ("没有结算，不在以上各数之内", unsettled),
        ("按政策基金不付", unpaid),
    ):
        for kind in kinds:
            counted = f"{kind.claims} 笔，医疗费 {in_yuan(kind.fees)} 元"
            yield f"{title}：{counted}，因为{kind.title}。"


def _notes_of_identities(
    engine: Engine, resettled: ir.Table, policies: Policies
) -> Iterator[str]:
    """Tell of identities of which no policy speaks."""
    spoken_of = {code for policy in policies for code in policy.identity_names}
    code = resettled.psn_idet_type.fill_null("")
    rows = resettled.filter(code.notin(["", "0", *sorted(spoken_of)]))
    counted = rows.aggregate(claims=rows.count(), example=rows.psn_idet_type.min())
    (row,) = engine.fetch(counted).to_pylist()
    if row["claims"]:
        yield (
            f"{row['claims']} 笔的人员身份类别（如 {row['example']}）政策没有说到，按没有身份结算。"
        )


def _notes(
    records: Records, resettled: ir.Table, totals: Mapping[str, int]
) -> Iterator[str]:
    yield from _notes_of_insurance(records, resettled)
    if totals["of_last_year"]:
        yield (
            f"{totals['of_last_year']} 笔的就医始于上年（跨年住院，或今年手工零星报销的上年费用）："
            "按政策的 year_of 算在结算或出院的那一年。"
        )
    if totals["stays"]:
        yield f"{totals['stays']} 次住院有中途结算，每次住院的几笔合起来算，只扣一次起付线。"
    if totals["away"] and not records.has("filings"):
        yield (
            f"{totals['away']} 笔是异地就医，但没有收异地就医备案表（FILING）："
            "除急诊外都按未备案算。"
        )
    if totals["assisted"] and not records.has("identity_spans"):
        yield "没有收人员身份表（PSN_IDET_C）：救助身份只看结算表自己写的。"
    if not records.has("births"):
        yield "没有收参保信息表（PSN_INSU_D）和就诊表（MDTRT_D）：不知道年龄。"


def _notes_of_insurance(records: Records, resettled: ir.Table) -> Iterator[str]:
    """Tell of claims on days on which the person was not insured."""
    spans = records.record_if_loaded("unbroken_insurance")
    if spans is None:
        return
    asked = resettled.select(
        "setl_id", "psn_no", "insutype", "setl_time", "medfee_sumamt"
    )
    lapsed = with_insured_days(asked, spans)
    lapsed = lapsed.filter(lapsed.insured_days < 0)
    counted = lapsed.aggregate(claims=lapsed.count(), fees=lapsed.medfee_sumamt.sum())
    (row,) = records.engine.fetch(counted).to_pylist()
    if row["claims"]:
        yield (
            f"{row['claims']} 笔（医疗费 {in_yuan(int(row['fees']))} 元）结算那天不在参保期内"
            "（按 PSN_INSU_D）：政策写了 [insurance] 的按政策，没有写的照付。"
        )
