"""The settlement: basic layer, then the layers above it, with a year's accumulators (fund.md D.4).

One expression settles a claim at the counter and a year in batch. What a year has used up already
is never looked up claim by claim: each payment is what the year's total would be after the claim
less what it would be before it, so running sums of one ordering of each person's year are enough.
"""

from collections.abc import Mapping, Sequence
from functools import reduce
from typing import Any

import ibis
import pyarrow as pa
from ibis import ir

from jixiao.fund.benefits.lines import rounded
from jixiao.fund.benefits.policy import NO_LIMIT, VISITS, Policies, Policy

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
"""What a claim says: one net settlement, amounts in fen. `filing` is how care away was filed."""
_KEYS = ("insutype", "psn_type", "med_type", "level", "filing")


def settle(claims: ir.Table, policies: Policies) -> ir.Table:
    """Settle claims by the policies in force on their dates.

    Gives the claims' columns and, in fen: `dedc_std` (the start line that holds),
    `act_pay_dedc`, `hifp_pay`, one column for each further layer's field, `fund_pay_sumamt` and
    `psn_pay`; `benefit` names what the basic layer paid by, null where no policy covers a claim.
    """
    claims = _with_basic(_classed(claims, policies), policies)
    claims = _basic_pay(claims)
    paid = ["hifp_pay"]
    for code, field in _layer_codes(policies).items():
        claims = _layer_pay(claims, policies, code, field, paid)
        paid.append(field)
    total = reduce(lambda one, other: one + other, (claims[field] for field in paid))
    return claims.mutate(fund_pay_sumamt=total, psn_pay=claims.medfee_sumamt - total).select(
        *CLAIM.names, "benefit", "dedc_std", "act_pay_dedc", *paid, "fund_pay_sumamt", "psn_pay"
    )


def _layer_codes(policies: Policies) -> dict[str, str]:
    """Give the further layers and their fields, in the order of the first policy that has them."""
    return {code: field for policy in policies for code, field in policy.fields.items()}


def _classed(claims: ir.Table, policies: Policies) -> ir.Table:
    """Give each claim the level of its hospital and the identity that policies know."""
    levels = {code: level for policy in policies for code, level in policy.levels.items()}
    known = sorted(
        {code for p in policies for layer in p.layers.values() for _, code in layer if code}
    )
    identity = claims.psn_idet_type.fill_null("")
    return claims.mutate(
        level=claims.hosp_lv.cases(*levels.items(), else_="一级"),
        identity=ibis.ifelse(identity.isin(known), identity, "") if known else ibis.literal(""),
        filing=claims.filing.fill_null("local"),
        day=claims.setl_time.date(),
    )


def _with_basic(claims: ir.Table, policies: Policies) -> ir.Table:
    """Join what the basic layer says of each claim's case."""
    bands = max((len(b.bands) for p in policies for b in p.basic.values()), default=1)
    rows = [
        {
            **dict(zip(_KEYS, case, strict=True)),
            **_dates(policy),
            "benefit": basic.name,
            "accumulator": basic.accumulator,
            "dedc_accumulator": basic.deductible_accumulator,
            **{f"dedc_{n}": fen for n, fen in enumerate(basic.deductibles, 1)},
            "dedc_annual": basic.annual_deductible,
            **_steps("band", basic.bands, bands),
            "cap": basic.cap,
            "further": basic.further,
        }
        for policy in policies
        for case, basic in policy.basic.items()
    ]
    return _dated_join(claims, _parameters(rows), _KEYS)


def _dates(policy: Policy) -> dict[str, Any]:
    return {"valid_from": policy.valid_from, "valid_to": policy.valid_to}


def _steps(name: str, steps: Sequence[tuple[int, int]], count: int) -> dict[str, int]:
    """Give each step's start and how much its rate is above the one below; missing ones add nothing."""
    rates = [0, *(rate for _, rate in steps)]
    found: dict[str, int] = {}
    for n in range(count):
        start, rise = (steps[n][0], rates[n + 1] - rates[n]) if n < len(steps) else (0, 0)
        found |= {f"{name}_from_{n}": start, f"{name}_rise_{n}": rise}
    return found


def _parameters(rows: Sequence[Mapping[str, Any]]) -> ir.Table:
    return ibis.memtable(pa.Table.from_pylist(list(rows)))


def _dated_join(claims: ir.Table, parameters: ir.Table, keys: Sequence[str]) -> ir.Table:
    """Join the parameters in force on the claim's day; a claim without any keeps nulls."""
    found = claims.left_join(
        parameters,
        [
            *(claims[key] == parameters[key] for key in keys),
            claims.day >= parameters.valid_from,
            claims.day <= parameters.valid_to,
        ],
        rname="{name}_of_policy",
    )
    return found.drop(*(f"{key}_of_policy" for key in keys), "valid_from", "valid_to")


def _year(claims: ir.Table, *extra: str) -> Mapping[str, Any]:
    """Give the ordering of a person's year, within an accumulator where one is named."""
    keys = ["psn_no", "year", *extra]
    return {"group_by": keys, "order_by": [claims.setl_time, claims.setl_id]}


def _after(amount: ir.IntegerValue, order: Mapping[str, Any]) -> ir.IntegerValue:
    """Sum a year up to a claim, the claim included."""
    return amount.sum().over(ibis.window(preceding=None, following=0, **order)).cast("int64")


def _stepped(base: ir.IntegerValue, claims: ir.Table, name: str) -> ir.IntegerValue:
    """Give what rates rising at steps make of an amount, to the fen."""
    count = sum(column.startswith(f"{name}_from_") for column in claims.columns)
    parts = (
        ibis.greatest(base - claims[f"{name}_from_{n}"], 0) * claims[f"{name}_rise_{n}"]
        for n in range(count)
    )
    return rounded(reduce(lambda one, other: one + other, parts))


def _capped(claims: ir.Table, raw: str, cap: str, into: str, *extra: str) -> ir.Table:
    """Cut payments where a year's limit is reached.

    What is over is R − limit where the sum R of payments passes it; it never falls, and a limit
    once granted in a year holds to its end.
    """
    order = _year(claims, *extra)
    limit = claims[cap].max().over(ibis.window(preceding=None, following=0, **order))
    limit = limit.fill_null(NO_LIMIT)
    claims = claims.mutate(beyond=ibis.greatest(_after(claims[raw], order) - limit, 0))
    order = _year(claims, *extra)
    over = claims.beyond.max().over(ibis.window(preceding=None, following=0, **order))
    before = claims.beyond.max().over(ibis.window(preceding=(None, 1), **order))
    paid = claims[raw] - (over - before.fill_null(0))
    return claims.mutate(**{into: paid.cast("int64")}).drop("beyond")


def _basic_pay(claims: ir.Table) -> ir.Table:
    """Take the start line off, apply the rates, and stop at the year's limit."""
    covered = claims.benefit.notnull()
    amount = ibis.ifelse(covered, claims.inscp_amt, 0)
    stays = _year(claims, "accumulator")
    visit = ibis.row_number().over(ibis.window(**stays)) + 1
    lines = [claims[f"dedc_{n}"] for n in range(1, VISITS + 1)]
    line = reduce(
        lambda later, n: ibis.ifelse(visit == n, lines[n - 1], later),
        range(VISITS - 1, 0, -1),
        lines[-1],
    )
    year = _year(claims, "dedc_accumulator")
    so_far = _after(amount, year)
    annual = ibis.least(so_far, claims.dedc_annual) - ibis.least(
        so_far - amount, claims.dedc_annual
    )
    deducted = ibis.ifelse(claims.dedc_annual > 0, annual, ibis.least(amount, line))
    claims = claims.mutate(
        dedc_std=ibis.ifelse(claims.dedc_annual > 0, claims.dedc_annual, line).fill_null(0),
        act_pay_dedc=deducted.fill_null(0).cast("int64"),
    )
    raw = _stepped(ibis.ifelse(covered, claims.inscp_amt, 0) - claims.act_pay_dedc, claims, "band")
    claims = claims.mutate(raw=raw.fill_null(0).cast("int64"))
    return _capped(claims, "raw", "cap", "hifp_pay", "accumulator").drop("raw", "cap")


def _layer_pay(
    claims: ir.Table, policies: Policies, code: str, field: str, paid: Sequence[str]
) -> ir.Table:
    """Pay from a further layer what its tiers give of the year's own part that is left."""
    tiers = max(
        (len(x.tiers) for p in policies for x in p.layers.get(code, {}).values()), default=1
    )
    rows = [
        {
            "insutype": insutype,
            "identity": identity,
            **_dates(policy),
            **_steps("tier", layer.tiers, tiers),
            "most": layer.cap,
        }
        for policy in policies
        for (insutype, identity), layer in policy.layers.get(code, {}).items()
    ]
    limited = any(row["most"] < NO_LIMIT for row in rows)
    claims = _dated_join(claims, _parameters(rows), ("insutype", "identity"))
    fund = reduce(lambda one, other: one + other, (claims[name] for name in paid))
    own = ibis.ifelse(claims.further.fill_null(False), claims.inscp_amt - fund, 0)  # noqa: FBT003
    claims = claims.mutate(own=own.cast("int64"))
    claims = claims.mutate(so_far=_after(claims.own, _year(claims)))
    before = claims.so_far - claims.own
    raw = _stepped(claims.so_far, claims, "tier") - _stepped(before, claims, "tier")
    claims = claims.mutate(
        raw=ibis.greatest(raw.fill_null(0), 0).cast("int64"),
    )
    into = (
        _capped(claims, "raw", "most", field) if limited else claims.mutate(**{field: claims.raw})
    )
    spent = [column for column in into.columns if column.startswith("tier_")]
    return into.drop("own", "so_far", "raw", "most", *spent)
