"""Why a settlement comes out otherwise: the first cause that shows, with examples."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

import ibis
import pyarrow as pa
from ibis import ir

from jixiao.fund.benefits import Policies
from jixiao.fund.benefits.parameters import Parameters
from jixiao.fund.benefits.policy import NO_LIMIT, FurtherLayer
from jixiao.fund.records.netting import fund_fields, fund_title
from jixiao.fund.store.engine import Engine
from jixiao.fund.store.masking import masked

DIFFERENCES = "differences"
EXAMPLES = 20
_CAUSES = {
    "no_policy": "没有政策覆盖这种情形",
    "start_line": "起付线不同",
    "limit": "到了全年限额",
    "identity": "付了医疗救助，但当天查不到救助身份",
}


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
        return _CAUSES.get(self.code) or f"{fund_title(self.code)}付得不同"


def find_causes(
    engine: Engine, kept: ir.Table, policies: Policies, against: Policies | None
) -> Iterator[Cause]:
    """Keep the settlements that differ with their cause as `differences`, and tell the causes.

    A cause is looked for in this order: no policy covers the case; the start line; a limit of the
    year reached on either side, in the first layer that differs; assistance paid to somebody
    without an identity that day; else the first layer that differs.
    """
    fields = fund_fields()
    first = ibis.cases(*((kept[f] != kept[f"paid_{f}"], f) for f in fields), else_=None)
    told = kept.mutate(first=first)
    persons = told.filter(told.differs).select("psn_no").distinct()
    told = told.semi_join(persons, "psn_no")
    known = Parameters(policies).identities
    told = _with_limits(told, policies, against, known)
    told = told.filter(told.differs)
    unknown = ~told.psn_idet_type.fill_null("").isin(known)
    cause = ibis.cases(
        (told.benefit.isnull(), "no_policy"),
        ((told.paid_dedc != told.act_pay_dedc).fill_null(False), "start_line"),  # noqa: FBT003
        (told.limited, "limit"),
        (unknown & (told.maf_pay == 0) & (told.paid_maf_pay > 0) & (told["first"] != fields[0]),
         "identity"),
        else_=told["first"],
    )  # fmt: skip
    change = told.fund_pay_sumamt - told.paid_fund
    place = ibis.row_number().over(
        group_by="cause", order_by=[ibis.desc(ibis._.change.abs()), ibis.asc("setl_id")]
    )
    told = told.select(
        "setl_id", "psn_no", "setl_time", "paid_fund", "fund_pay_sumamt", cause=cause, change=change
    )
    found = engine.keep(DIFFERENCES, told.mutate(place=place + 1))
    counted = found.group_by("cause").aggregate(
        claims=lambda t: t.count(), persons=lambda t: t.psn_no.nunique(),
        change=lambda t: t.change.sum(),
    )  # fmt: skip
    examples: dict[str, list[Example]] = {}
    shown = engine.fetch(found.filter(found.place <= EXAMPLES).order_by("cause", "place"))
    for row in shown.to_pylist():
        examples.setdefault(row["cause"], []).append(_example(row))
    by_claims = counted.order_by(ibis.desc("claims"), "cause")
    for row in engine.fetch(by_claims).to_pylist():
        code, claims, persons_of, more = row.values()
        yield Cause(code, claims, persons_of, int(more), tuple(examples[code]))


def _example(row: Mapping[str, Any]) -> Example:
    return Example(
        row["setl_id"], masked(row["psn_no"]), row["setl_time"].date(),
        row["paid_fund"], row["fund_pay_sumamt"],
    )  # fmt: skip


def _with_limits(
    told: ir.Table, policies: Policies, against: Policies | None, known: Sequence[str]
) -> ir.Table:
    """Say whether the first layer that differs has reached a limit of the year, on either side."""
    identity = told.psn_idet_type.fill_null("")
    told = told.mutate(
        day=told.setl_time.date(), limited=ibis.literal(False),  # noqa: FBT003
        identity=ibis.ifelse(identity.isin(known), identity, ""),
    )  # fmt: skip
    sides = [(policies, ""), (against or policies, "paid_")]
    for own, side in sides:
        told = _limited(told, "hifp_pay", side, ["benefit"], _basic_limits(own))
        for field in dict.fromkeys(f for policy in own for f in policy.fields.values()):
            told = _limited(told, field, side, ["insutype", "identity"], _layer_limits(own, field))
    return told


def _limited(
    told: ir.Table, field: str, side: str, keys: Sequence[str], limits: Sequence[Mapping[str, Any]]
) -> ir.Table:
    if not limits:
        return told
    table = ibis.memtable(pa.Table.from_pylist(list(limits)))
    on = [*(told[key] == table[key] for key in keys)]
    on += [told.day >= table.valid_from, told.day <= table.valid_to]
    joined = told.left_join(table, on, rname="{name}_limit")
    year = ibis.window(
        group_by=["psn_no", "year", "accumulator"], order_by=["setl_time", "setl_id"],
        preceding=None, following=0,
    )  # fmt: skip
    reached = joined[f"{side}{field}"].sum().over(year) >= joined.most.max().over(year)
    hit = reached.fill_null(False) & (joined["first"] == field)  # noqa: FBT003
    return joined.mutate(limited=joined.limited | hit).select(*told.columns)


def _basic_limits(policies: Policies) -> list[dict[str, Any]]:
    """Give the year's limits of the basic layer, by the entry that pays."""
    limits = {
        (policy.code, basic.name): {
            "benefit": basic.name, "valid_from": policy.valid_from, "valid_to": policy.valid_to,
            "accumulator": basic.accumulator, "most": basic.cap,
        }
        for policy in policies
        for basic in policy.basic.values()
        if basic.cap < NO_LIMIT
    }  # fmt: skip
    return list(limits.values())


def _layer_limits(policies: Policies, field: str) -> list[dict[str, Any]]:
    return [
        {
            "insutype": insutype, "identity": identity, "valid_from": policy.valid_from,
            "valid_to": policy.valid_to, "accumulator": code, "most": most,
        }
        for policy in policies
        for code, own in policy.fields.items()
        if own == field
        for (insutype, identity), most in _caps(policy.layers[code].items()).items()
    ]  # fmt: skip


def _caps(layers: Iterable[tuple[tuple[str, ...], FurtherLayer]]) -> Mapping[tuple[str, str], int]:
    """Give the highest limit by insurance and identity, the first and the last that layers name."""
    caps: dict[tuple[str, str], int] = {}
    for person, layer in layers:
        who = person[0], person[-1]
        caps[who] = max(caps.get(who, 0), layer.cap)
    return {who: most for who, most in caps.items() if most < NO_LIMIT}
