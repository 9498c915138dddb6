"""The settlement: basic layer, then the layers above it, with a year's accumulators (fund.md D.4).

One expression settles a claim at the counter and a year in batch. What a year has used up already
is never looked up claim by claim: each payment is what the year's total would be after the claim
less what it would be before it, so running sums of one ordering of each person's year are enough.
They start from nothing, or from what an opening says was used.
"""

from collections.abc import Mapping, Sequence
from functools import reduce
from operator import add
from typing import Any

import ibis
from ibis import ir
from ibis.util import gen_name

from jixiao.fund.benefits.lines import rounded
from jixiao.fund.benefits.parameters import (
    BY_ACCUMULATOR,
    BY_LAYER,
    OPENING,
    AccumulatorKind,
    Joined,
    ParameterSource,
    PolicyParameters,
    closed,
    opened,
)
from jixiao.fund.benefits.policy import NO_LIMIT, VISITS, Policies

CLAIM = ibis.schema(
    {
        "setl_id": "string",
        "psn_no": "string",
        "setl_time": "timestamp",
        "year": "int32",
        "insutype": "string",
        "psn_type": "string",
        "psn_idet_type": "string",
        "med_type": "string",
        "hosp_lv": "string",
        "filing": "string",
        "medfee_sumamt": "int64",
        "fulamt_ownpay_amt": "int64",
        "overlmt_selfpay": "int64",
        "preselfpay_amt": "int64",
        "inscp_amt": "int64",
    }
)
"""What a claim says: one net settlement, amounts in fen. `filing` is how care away was filed.
It may say more: see `OPTIONAL`."""


def settle(
    claims: ir.Table, policies: Policies, opening: ir.Table | None = None
) -> ir.Table:
    """Settle claims by the policies in force on their dates.

    `opening` (of the shape `OPENING`) says what the persons' years had used before the first of
    these claims; without it they begin with nothing used.

    The result has the claims' columns and, in fen: `dedc_std` (the start line that holds),
    `act_pay_dedc`, `hifp_pay`, one column for each further layer's field, `fund_pay_sumamt`,
    `psn_pay`, and where a policy knows personal accounts its parts `acct_pay`,
    `acct_mulaid_pay` and `cash_payamt`; `benefit` names what the basic layer paid by, null where
    no policy covers a claim.

    Raises:
        FaultyEntry: the policies put their layers in different orders.
    """
    parameters = PolicyParameters(policies)
    added = payments(parameters)
    paid = trace(claims, Joined(parameters, opening)).select("setl_id", *added)
    # Joined to the claims at the end, so that what they say besides is not sorted in every window.
    return claims.join(paid, "setl_id").select(*CLAIM.names, *added)


def payments(parameters: PolicyParameters) -> list[str]:
    """The columns that a settlement adds to a claim, in their order."""
    account = (
        ["acct_pay", "acct_mulaid_pay", "cash_payamt"]
        if _has_account(parameters)
        else []
    )
    fields = dict.fromkeys(["hifp_pay", *parameters.fields.values()])
    sums = ["fund_pay_sumamt", "psn_pay"]
    return ["benefit", "dedc_std", "act_pay_dedc", *fields, *sums, *account]


def closing(
    claims: ir.Table, policies: Policies, opening: ir.Table | None = None
) -> ir.Table:
    """Return what the persons' years have used after these claims: the opening of the next claims.

    Raises:
        FaultyEntry: the policies put their layers in different orders.
    """
    parameters = PolicyParameters(policies)
    keys = ["psn_no", "year", "kind", "name"]
    each = _each_accumulator(trace(claims, Joined(parameters, opening)), parameters)
    latest_first = ibis.window(
        group_by=keys, order_by=[each.setl_time.desc(), each.setl_id.desc()]
    )
    each = each.filter(each.name.notnull(), each.amount.notnull())
    ranked = each.mutate(place=ibis.row_number().over(latest_first))
    used = ranked.filter(ranked.place == 0).select(*OPENING.names)
    if opening is not None:
        used = used.union(opening.select(*OPENING.names).anti_join(used, keys))
    return used.filter(used.amount > 0)


def _each_accumulator(settled: ir.Table, parameters: PolicyParameters) -> ir.Table:
    """Return a row for each settled claim and accumulator, with what is used after the claim."""
    names: dict[tuple[AccumulatorKind, str], Any] = {}
    names |= {(kind, ""): settled.accumulator for kind in BY_ACCUMULATOR}
    names[AccumulatorKind.DEDUCTED, ""] = settled.dedc_accumulator
    names |= {
        (kind, code): ibis.literal(code)
        for code in parameters.fields
        for kind in BY_LAYER
    }
    structs = [
        ibis.struct(
            {"kind": str(kind), "name": name, "amount": settled[closed(kind, code)]}
        )
        for (kind, code), name in names.items()
        if closed(kind, code) in settled.columns
    ]
    used = ibis.array(structs).unnest()
    each = settled.select("psn_no", "year", "setl_time", "setl_id", used=used)
    parts = {name: each.used[name] for name in ("kind", "name", "amount")}
    return each.mutate(**parts).drop("used")


def trace(claims: ir.Table, source: ParameterSource) -> ir.Table:
    """Settle claims; the result bears beside what they are paid what is used after each."""
    parameters = source.parameters
    claims = _named(_deducted(source.basic(claims), source))
    claims = _named(_basic_pay(claims, source))
    claims = _layers_pay(claims, source)
    by_field: dict[str, list[str]] = {}
    for code, field in parameters.fields.items():
        by_field.setdefault(field, []).append(_paid(code))
    claims = claims.mutate(
        {
            field: reduce(add, (claims[column] for column in columns)).cast("int64")
            for field, columns in by_field.items()
        }
    )
    total = reduce(add, (claims[field] for field in ("hifp_pay", *by_field))).cast(
        "int64"
    )
    claims = claims.mutate(fund_pay_sumamt=total, psn_pay=claims.medfee_sumamt - total)
    return _account_pay(claims, parameters) if _has_account(parameters) else claims


def _named(claims: ir.Table) -> ir.Table:
    """Name a step in the SQL: queries nested in queries are soon too deep to print."""
    return claims.alias(gen_name("step"))


def _paid(code: str) -> str:
    return f"{code}_paid"


def _used(claims: ir.Table, column: str) -> Any:
    """What was used before the first claim; 0 where no opening is given."""
    return claims[column] if column in claims.columns else 0


Order = Mapping[str, Any]
"""How a person's year is ordered, within an accumulator where one is named."""


def _after(amount: ir.IntegerValue, order: Order) -> ir.IntegerValue:
    """Sum a year up to a claim, the claim included."""
    return (
        amount.sum()
        .over(ibis.window(preceding=None, following=0, **order))
        .cast("int64")
    )


def _highest(amount: ir.IntegerValue, order: Order) -> ir.IntegerValue:
    """The highest of a year up to a claim, the claim included; 0 for none."""
    highest = amount.max().over(ibis.window(preceding=None, following=0, **order))
    return highest.fill_null(0)


def _highest_before(amount: ir.IntegerValue, order: Order) -> ir.IntegerValue:
    """The highest of a year before a claim; 0 for none."""
    return amount.max().over(ibis.window(preceding=(None, 1), **order)).fill_null(0)


def _stepped(base: ir.IntegerValue, claims: ir.Table, name: str) -> ir.IntegerValue:
    """What rates rising at steps make of an amount, to the fen."""
    count = sum(column.startswith(f"{name}_from_") for column in claims.columns)
    parts = (
        ibis.greatest(base - claims[f"{name}_from_{n}"], 0) * claims[f"{name}_rise_{n}"]
        for n in range(count)
    )
    return rounded(reduce(add, parts))


def _capped(
    claims: ir.Table,
    source: ParameterSource,
    cap: str,
    into: str,
    code: str,
    *extra: str,
) -> ir.Table:
    """Cut payments where a year's limit is reached.

    What is over is R − limit where the sum R of payments passes it; it never falls, and a limit
    once granted in a year holds to its end. After an opening R starts from what was paid.
    """
    paid, granted = AccumulatorKind.PAID, AccumulatorKind.GRANTED
    if code:
        paid, granted = AccumulatorKind.LAYER_PAID, AccumulatorKind.LAYER_GRANTED
    order = source.order(claims, *extra)
    limit = _highest(claims[cap], order)
    if opened(granted, code) in claims.columns:
        limit = ibis.greatest(limit, claims[opened(granted, code)])
    raised = _used(claims, opened(paid, code)) + _after(claims.raw, order)
    claims = claims.mutate({closed(granted, code): limit, "raised": raised})
    claims = claims.mutate(
        beyond=ibis.greatest(claims.raised - claims[closed(granted, code)], 0)
    )
    order = source.order(claims, *extra)
    over, before = _highest(claims.beyond, order), _highest_before(claims.beyond, order)
    return claims.mutate(
        {
            into: (claims.raw - (over - before)).cast("int64"),
            closed(paid, code): claims.raised - over,
        }
    ).drop("beyond", "raised", "raw")


def _deducted(claims: ir.Table, source: ParameterSource) -> ir.Table:
    """Take the start line off: that of the visit, or what is left of the year's."""
    covered = claims.benefit.notnull()
    claims = claims.mutate(inside=ibis.ifelse(covered, claims.inscp_amt, 0))
    claims = _visits(claims, source)
    waived: Any = False
    if "waived" in claims.columns:
        waived = claims.waived.contains("|" + claims.held_identity + "|").fill_null(
            False
        )
    claims = claims.mutate(
        line=ibis.ifelse(waived, 0, claims.line),
        rest=ibis.ifelse(
            waived | ~(claims.dedc_annual > 0).fill_null(False), 0, claims.inside
        ),
    )
    claims = _line_after_transfer(claims, source)
    claims = claims.mutate(
        once=ibis.literal(0, "int64"), used_once=ibis.literal(0, "int64")
    )
    for n in range(max(map(len, source.parameters.annual_lines.values()), default=0)):
        claims = _annual_part(claims, source, n)
    annual = claims.dedc_annual.fill_null(0)
    deducted = ibis.ifelse(
        annual > 0, claims.once, ibis.least(claims.inside, claims.line)
    )
    claims = claims.mutate(
        dedc_std=ibis.ifelse(annual > 0, ibis.ifelse(waived, 0, annual), claims.line),
        act_pay_dedc=deducted.cast("int64"),
    )
    claims = claims.rename({closed(AccumulatorKind.DEDUCTED): "used_once"})
    return claims.drop("line", "rest", "once", "dedc_annual")


def _visits(claims: ir.Table, source: ParameterSource) -> ir.Table:
    """Count the visits of an accumulator, and add the start line of each."""
    before = _used(claims, opened(AccumulatorKind.VISITS))
    claims = claims.mutate(fresh=ibis.literal(1, "int64"))
    visit = before + _after(claims.fresh, source.order(claims, "accumulator"))
    if source.parameters.says(lambda basic: basic.transfer):
        follows = claims.chained.fill_null(False) & (claims.transfer == "1").fill_null(
            False
        )
        fresh = ibis.ifelse(follows & (visit > 1), 0, 1)
        claims = claims.mutate(fresh=fresh.cast("int64"))
        visit = before + _after(claims.fresh, source.order(claims, "accumulator"))
    claims = claims.mutate({closed(AccumulatorKind.VISITS): visit})
    names = [f"dedc_{n}" for n in range(1, VISITS + 1)]
    line = claims[names[-1]]
    for n in range(VISITS - 1, 0, -1):
        is_nth = claims[closed(AccumulatorKind.VISITS)] == n
        line = ibis.ifelse(is_nth, claims[names[n - 1]], line)
    return claims.mutate(line=line.fill_null(0)).drop(*names)


def _line_after_transfer(claims: ir.Table, source: ParameterSource) -> ir.Table:
    """Leave of the start line after a transfer what it is above those of the same stay before."""
    if "chained" not in claims.columns:
        return claims
    visit = claims[closed(AccumulatorKind.VISITS)]
    before = _highest_before(
        claims.line, source.order(claims, "accumulator", visit.get_name())
    )
    if opened(AccumulatorKind.LINE) in claims.columns:
        same = visit == claims[opened(AccumulatorKind.VISITS)]
        opening_line = ibis.ifelse(same, claims[opened(AccumulatorKind.LINE)], 0)
        before = ibis.greatest(before, opening_line)
    claims = claims.mutate(before=before)
    highest = ibis.greatest(claims.line, claims.before)
    left = ibis.ifelse(
        claims.chained, ibis.greatest(claims.line - claims.before, 0), claims.line
    )
    return claims.mutate({closed(AccumulatorKind.LINE): highest, "line": left}).drop(
        "before"
    )


def _annual_part(claims: ir.Table, source: ParameterSource, n: int) -> ir.Table:
    """Fill the part of a year's start line between two of its sizes.

    Where cases that share a name have start lines of different sizes, the first size is filled by
    all of them, what lies above it only by those whose line is higher.
    """
    upto = claims[f"dedc_upto_{n}"]
    below = claims[f"dedc_upto_{n - 1}"] if n else ibis.literal(0, "int64")
    size = (upto - below).fill_null(0)
    into = ibis.ifelse((claims.dedc_annual >= upto).fill_null(False), claims.rest, 0)
    claims = claims.mutate(into=into, size=size)
    after = _after(claims.into, source.order(claims, "dedc_accumulator"))
    if opened(AccumulatorKind.DEDUCTED) in claims.columns:
        above_below = claims[opened(AccumulatorKind.DEDUCTED)] - below.fill_null(0)
        after = after + ibis.least(ibis.greatest(above_below, 0), claims.size)
    claims = claims.mutate(after=after)
    filled = ibis.least(claims.after, claims.size)
    taken = filled - ibis.least(claims.after - claims.into, claims.size)
    return claims.mutate(
        rest=claims.rest - taken,
        once=claims.once + taken,
        used_once=claims.used_once + filled,
    ).drop("into", "size", "after")


def _basic_pay(claims: ir.Table, source: ParameterSource) -> ir.Table:
    """Apply the rates to what is above the start line, and stop at the limits."""
    raw = _stepped(claims.inside - claims.act_pay_dedc, claims, "band").fill_null(0)
    if "case_cap" in claims.columns:
        raw = ibis.least(raw, claims.case_cap.fill_null(NO_LIMIT))
    claims = claims.mutate(raw=raw.cast("int64"))
    spent = [
        name for name in claims.columns if name.startswith(("band_", "dedc_upto_"))
    ]
    claims = claims.drop("inside", *spent)
    return _capped(claims, source, "cap", "hifp_pay", "", "accumulator")


def _layers_pay(claims: ir.Table, source: ParameterSource) -> ir.Table:
    """Pay from the further layers, in their order, the claims that reach them.

    Most claims of a year are ordinary visits that do not: they are left out of the sorting.
    """
    codes = list(source.parameters.fields)
    reaching = source.reaching(claims)
    for place, code in enumerate(codes):
        joined = source.layer(reaching, code)
        reaching = _named(_layer_pay(joined, source, code, codes[:place]))
    return source.returned(claims, reaching, [_paid(code) for code in codes])


def _layer_pay(
    claims: ir.Table, source: ParameterSource, code: str, before: Sequence[str]
) -> ir.Table:
    """Pay from a further layer what its tiers make of the person's burden that is left."""
    fund = reduce(add, (claims[name] for name in ("hifp_pay", *map(_paid, before))))
    counted = claims.inscp_amt
    for name in ("preselfpay_amt", "overlmt_selfpay", "fulamt_ownpay_amt"):
        if f"{code}_{name}" in claims.columns:
            counted = counted + claims[name] * claims[f"{code}_{name}"].fill_null(0)
    further = claims.further.fill_null(False)
    burden = ibis.ifelse(further, ibis.greatest(counted - fund, 0), 0)
    most = f"{code}_most"
    limit = ibis.ifelse(further, claims[most], 0)
    claims = claims.mutate({"burden": burden.cast("int64"), most: limit})
    opening = _used(claims, opened(AccumulatorKind.BURDEN, code))
    so_far = closed(AccumulatorKind.BURDEN, code)
    claims = claims.mutate(
        {so_far: opening + _after(claims.burden, source.order(claims))}
    )
    due_after = _stepped(claims[so_far], claims, code)
    due_before = _stepped(claims[so_far] - claims.burden, claims, code)
    raw = ibis.greatest((due_after - due_before).fill_null(0), 0)
    claims = claims.mutate(raw=raw.cast("int64"))
    if any(row[most] < NO_LIMIT for row in source.parameters.layer_rows(code)):
        claims = _capped(claims, source, most, _paid(code), code)
    else:
        claims = claims.rename({_paid(code): "raw"})
    steps = (f"{code}_from_", f"{code}_rise_")
    return claims.drop(
        "burden", *(name for name in claims.columns if name.startswith(steps))
    )


def _has_account(parameters: PolicyParameters) -> bool:
    return any(policy.account for policy in parameters.policies)


def _account_pay(claims: ir.Table, parameters: PolicyParameters) -> ir.Table:
    """Pay from the person's account, then from the family's, as far as they reach; the rest is cash."""
    day = claims.setl_time.date()
    inside = ibis.greatest(
        claims.psn_pay - claims.fulamt_ownpay_amt - claims.overlmt_selfpay, 0
    )
    payable: Any = ibis.literal(0, "int64")
    for policy in parameters.policies:
        if policy.account:
            has_account = claims.insutype.isin(sorted(policy.account.insutypes))
            in_force = (day >= policy.valid_from) & (day <= policy.valid_to)
            most = claims.psn_pay if policy.account.outside else inside
            payable = ibis.ifelse(has_account & in_force, most, payable)
    claims = claims.mutate(payable=payable)
    claims = claims.mutate(
        acct_pay=ibis.least(claims.payable, claims.acct_balc.fill_null(0))
    )
    family = ibis.least(
        claims.payable - claims.acct_pay, claims.acct_mulaid_balc.fill_null(0)
    )
    claims = claims.mutate(acct_mulaid_pay=family)
    return claims.mutate(
        cash_payamt=claims.psn_pay - claims.acct_pay - claims.acct_mulaid_pay
    )
