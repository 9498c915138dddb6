"""What claims do not say themselves and some policies ask for: age, years insured, item kinds."""

from collections.abc import Mapping, Sequence

import ibis
from ibis import ir

from jixiao.fund.benefits.claim import AMOUNTS, ITEM
from jixiao.fund.benefits.policy import Policies
from jixiao.fund.benefits.words import BY_YEAR, DISCHARGE
from jixiao.fund.records import Records

_IN_SCOPE = "inscp_amt"
_LAPSED = -1
_YEAR = 365.25


def with_amounts(claims: ir.Table) -> ir.Table:
    """Return claims whose amounts are nothing where they are not stated; but for the scope's."""
    stated = {name: claims[name].fill_null(0) for name in AMOUNTS if name != _IN_SCOPE}
    return claims.mutate(**stated)


def with_facts(records: Records, claims: ir.Table, policies: Policies) -> ir.Table:
    """Add to claims what the policies ask for and the tables that were loaded can say."""
    if any(p.year_of in (DISCHARGE, BY_YEAR) for p in policies):
        ended = claims.enddate.fill_null(claims.setl_time.date())
        claims = claims.mutate(care_day=ended, year=ended.year().cast("int32"))
    claims = claims.drop("enddate")
    entries = [e.conditions for p in policies for e in p.basic.values()]
    entries += [e.conditions for p in policies for e in p.layers.values()]
    if any(asked.age for asked in entries):
        claims = _with_age(claims, records.record_if_loaded("births"))
    asks_years = any(asked.insured_years for asked in entries)
    if asks_years or any(p.insurance for p in policies):
        spans = records.record_if_loaded("unbroken_insurance")
        claims = claims if spans is None else with_insured_days(claims, spans)
    items = {name: codes for p in policies for name, codes in p.items.items()}
    if items and records.has("charges"):
        claims = _with_items(claims, records.record("charges"), items)
    return claims


def parts_stays(policies: Policies) -> bool:
    """Whether policies settle each year of a stay over New Year by itself."""
    return any(policy.year_of == BY_YEAR for policy in policies)


def _with_age(claims: ir.Table, births: ir.Table | None) -> ir.Table:
    """Add the full years of age on the day of each claim."""
    if births is None:
        return claims
    joined = claims.left_join(births, "psn_no", rname="{name}_born")
    age = (_digits(joined.setl_time.date()) - _digits(joined.brdy)) // 10_000
    return joined.mutate(age=age.cast("int64")).select(*claims.columns, "age")


def _digits(day: ir.DateValue) -> ir.IntegerValue:
    """A day as 20240229: differences divided by ten thousand are full years."""
    return day.year() * 10_000 + day.month() * 100 + day.day()


def with_insured_days(claims: ir.Table, spans: ir.Table) -> ir.Table:
    """Add for how many days and full years a person had been insured without a gap; -1 for lapsed."""
    day = claims.setl_time.date()
    asked = claims.select("setl_id", "psn_no", "insutype", day=day)
    held = asked.join(
        spans.select("psn_no", "insutype", "since", "until"), ["psn_no", "insutype"]
    )
    held = held.filter(held.since <= held.day, held.day <= held.until)
    days = held.group_by("setl_id").aggregate(
        insured_days=held.day.delta(held.since, unit="day").max().cast("int64")
    )
    joined = claims.left_join(days, "setl_id", rname="{name}_insured")
    insured = joined.insured_days.fill_null(_LAPSED)
    years = (insured / _YEAR).floor().cast("int64")
    joined = joined.mutate(insured_days=insured, insured_years=years)
    return joined.select(*claims.columns, "insured_days", "insured_years")


def _with_items(
    claims: ir.Table, charges: ir.Table, items: Mapping[str, Sequence[str]]
) -> ir.Table:
    """Add what each claim's lines of each item kind cost within the scope, in fen."""
    listed = [code for codes in items.values() for code in codes]
    of_items = charges.filter(charges.hilist_code.isin(listed))
    by_claim = of_items.group_by("setl_id").aggregate(
        **{
            f"{ITEM}{name}": of_items.inscp_amt.sum(
                where=of_items.hilist_code.isin(codes)
            )
            for name, codes in items.items()
        }
    )
    joined = claims.left_join(by_claim, "setl_id", rname="{name}_listed")
    zeros = {
        name: ibis.greatest(joined[name].fill_null(0), 0).cast("int64")
        for name in (f"{ITEM}{item}" for item in items)
    }
    return joined.mutate(**zeros).select(*claims.columns, *zeros)
