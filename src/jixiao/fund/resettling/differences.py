"""Why a settlement comes out otherwise: the first cause that shows, with examples."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import product
from typing import Any

import ibis
import pyarrow as pa
from ibis import ir

from jixiao.fund.benefits import Policies
from jixiao.fund.benefits.policy import Policy
from jixiao.fund.benefits.year import NO_LIMIT
from jixiao.fund.records.netting import fund_fields
from jixiao.fund.resettling.kept import CAUSES, DIFFERENCES
from jixiao.fund.store.engine import Engine

EXAMPLES = 20


@dataclass(frozen=True, slots=True)
class Example:
    """One settlement that differs: what the fund paid and pays again, in fen; the person masked."""

    setl_id: str
    person: str
    on: date
    paid: int
    again: int


@dataclass(frozen=True, slots=True)
class Cause:
    """Settlements that differ for one cause; `change` is what the fund pays more, in fen.

    `examples` are those that differ most.
    """

    code: str
    claims: int
    persons: int
    change: int
    examples: tuple[Example, ...]

    @property
    def title(self) -> str:
        """What it is, as a person reads it."""
        return CAUSES[self.code]


def find_causes(
    engine: Engine, resettled: ir.Table, policies: Policies, against: Policies | None
) -> Iterator[Cause]:
    """Keep the settlements that differ with their cause as DIFFERENCES, and count the causes.

    A cause is looked for in this order: no policy covers the case; the start line; a limit of the
    year reached on either side, in the first layer that differs; assistance paid to somebody
    without an identity that day; else the first layer that differs.
    """
    differing = _with_cause(resettled, policies, against)
    largest_first = ibis.window(
        group_by="cause", order_by=[ibis.desc(ibis._.change.abs()), ibis.asc("setl_id")]
    )
    placed = differing.mutate(place=ibis.row_number().over(largest_first) + 1)
    differences = DIFFERENCES.keep(engine, placed)
    examples = _examples(engine, differences)
    counted = differences.group_by("cause").aggregate(
        claims=differences.count(),
        persons=differences.psn_no.nunique(),
        change=differences.change.sum(),
    )
    by_claims = counted.order_by(ibis.desc("claims"), "cause")
    for row in engine.fetch(by_claims).to_pylist():
        code, claims, persons, change = row.values()
        yield Cause(code, claims, persons, int(change), tuple(examples[code]))


def _with_cause(
    resettled: ir.Table, policies: Policies, against: Policies | None
) -> ir.Table:
    """Return the settlements that differ, with their `cause` and the `change` of what is paid."""
    fields = fund_fields()
    first = ibis.cases(
        *((resettled[f] != resettled[f"paid_{f}"], f) for f in fields), else_=None
    )
    rows = resettled.mutate(first=first)
    touched = rows.filter(rows.differs).select("psn_no").distinct()
    known = sorted(code for p in policies for code in p.identity_names)
    # A limit is reached by the whole year of a person, whether or not each claim differs.
    rows = _with_limits(rows.semi_join(touched, "psn_no"), policies, against, known)
    rows = rows.filter(rows.differs)
    is_unknown = ~rows.psn_idet_type.fill_null("").isin(known)
    assisted = (
        (rows.maf_pay == 0) & (rows.paid_maf_pay > 0) & (rows["first"] != fields[0])
    )
    other_line = (rows.paid_dedc != rows.act_pay_dedc).fill_null(False)
    cause = ibis.cases(
        (rows.benefit.isnull(), "no_policy"),
        (other_line, "start_line"),
        (rows.limited, "limit"),
        (is_unknown & assisted, "identity"),
        else_=rows["first"],
    )
    return rows.mutate(cause=cause, change=rows.fund_pay_sumamt - rows.paid_fund)


def _examples(engine: Engine, differences: ir.Table) -> dict[str, list[Example]]:
    """Return the settlements that differ most, by cause."""
    examples: dict[str, list[Example]] = {}
    shown = differences.filter(differences.place <= EXAMPLES).order_by("cause", "place")
    for row in map(DIFFERENCES.masked, engine.fetch(shown).to_pylist()):
        examples.setdefault(row["cause"], []).append(_example(row))
    return examples


def _example(row: Mapping[str, Any]) -> Example:
    return Example(
        row["setl_id"],
        row["psn_no"],
        row["setl_time"].date(),
        row["paid_fund"],
        row["fund_pay_sumamt"],
    )


def _with_limits(
    rows: ir.Table, policies: Policies, against: Policies | None, known: Sequence[str]
) -> ir.Table:
    """Say whether the first layer that differs has reached a limit of the year, on either side."""
    identity = rows.psn_idet_type.fill_null("")
    rows = rows.mutate(
        day=rows.setl_time.date(),
        limited=ibis.literal(False),
        identity=ibis.ifelse(identity.isin(known), identity, ""),
    )
    for side_policies, side in ((policies, ""), (against or policies, "paid_")):
        rows = _limited(
            rows, "hifp_pay", side, ["benefit"], _basic_limits(side_policies)
        )
        for field in _layer_fields(side_policies):
            limits = _layer_limits(side_policies, field)
            rows = _limited(rows, field, side, ["insutype", "identity"], limits)
    return rows


def _layer_fields(policies: Policies) -> list[str]:
    return list(dict.fromkeys(f for policy in policies for f in policy.fields.values()))


def _limited(
    rows: ir.Table,
    field: str,
    side: str,
    keys: Sequence[str],
    limits: Sequence[Mapping[str, Any]],
) -> ir.Table:
    if not limits:
        return rows
    table = ibis.memtable(pa.Table.from_pylist(list(limits)))
    on = [rows[key] == table[key] for key in keys]
    on += [rows.day >= table.valid_from, rows.day <= table.valid_to]
    joined = rows.left_join(table, on, rname="{name}_limit")
    so_far = ibis.window(
        group_by=["psn_no", "year", "insutype", "accumulator"],
        order_by=["setl_time", "setl_id"],
        preceding=None,
        following=0,
    )
    reached = joined[f"{side}{field}"].sum().over(so_far) >= joined.most.max().over(
        so_far
    )
    hit = reached.fill_null(False) & (joined["first"] == field)
    return joined.mutate(limited=joined.limited | hit).select(*rows.columns)


def _basic_limits(policies: Policies) -> list[dict[str, Any]]:
    """The year's limits of the basic layer, by the entry that pays."""
    limits = {
        (policy.code, basic.name): {
            "benefit": basic.name,
            "valid_from": policy.valid_from,
            "valid_to": policy.valid_to,
            "accumulator": basic.accumulator,
            "most": basic.caps.year,
        }
        for policy in policies
        for basic in policy.basic.values()
        if basic.caps.year < NO_LIMIT
    }
    return list(limits.values())


def _layer_limits(policies: Policies, field: str) -> list[dict[str, Any]]:
    """The year's limits of the layers that pay into a field, by insurance and identity."""
    return [
        {
            "insutype": insutype,
            "identity": identity,
            "valid_from": policy.valid_from,
            "valid_to": policy.valid_to,
            "accumulator": code,
            "most": most,
        }
        for policy in policies
        for code, paid_into in policy.fields.items()
        if paid_into == field
        for (insutype, identity), most in _caps(policy, code).items()
    ]


def _caps(policy: Policy, code: str) -> Mapping[tuple[str, str], int]:
    """The highest limit of a layer by insurance and identity, '' for who holds none."""
    caps: dict[tuple[str, str], int] = {}
    for entry in policy.layers.values():
        if entry.code == code:
            insutypes = entry.conditions.insutype or policy.codes["insutype"]
            identities = entry.conditions.psn_idet_type or {"", *policy.identity_names}
            for who in product(insutypes, identities):
                caps[who] = max(caps.get(who, 0), entry.caps.year)
    return {who: most for who, most in caps.items() if most < NO_LIMIT}
