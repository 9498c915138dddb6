"""What policies say of each claim: rows of parameters, joined to a year or looked up for one claim.

The settlement reads its parameters as columns and does not know where they come from. `Joined`
joins them to the claims of a year; `AtHand` knows one claim that already bears them, so that a
counter plans its query once. Both take them from the same rows.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from functools import cached_property
from itertools import pairwise
from typing import Any, Protocol

import ibis
import pyarrow as pa
from ibis import ir

from jixiao.errors import FaultyEntry
from jixiao.fund.benefits.policy import LOWEST, NO_LIMIT, Basic, Layer, Person, Policies

OPTIONAL: Mapping[str, Any] = {
    "dise_no": "", "transfer": "0", "cvlserv_flag": "0", "acct_balc": 0, "acct_mulaid_balc": 0,
}  # fmt: skip
"""What a claim may say besides, and what holds where it does not: the disease, '1' for a stay after a
transfer, '1' for a civil servant, what the person's and the family's accounts hold in fen."""
OPENING = ibis.schema(
    {"psn_no": "string", "year": "int32", "kind": "string", "name": "string", "amount": "int64"}
)
"""What a person's year has used: one row for each accumulator, in fen or a count."""
Row = dict[str, Any]


class Kind(StrEnum):
    """The kinds of accumulators; the first five bear names of accumulators, the others codes of layers.

    `LINE` is the highest start line since the last stay that was no transfer, `GRANTED` the
    highest limit that a year was granted.
    """

    VISITS = "visits"
    LINE = "line"
    DEDUCTED = "deducted"
    PAID = "paid"
    GRANTED = "granted"
    BURDEN = "burden"
    LAYER_PAID = "layer_paid"
    LAYER_GRANTED = "layer_granted"


BY_ACCUMULATOR = (Kind.VISITS, Kind.LINE, Kind.PAID, Kind.GRANTED)
BY_LAYER = (Kind.BURDEN, Kind.LAYER_PAID, Kind.LAYER_GRANTED)


def opened(kind: Kind, code: str = "") -> str:
    """Name the column that tells what was used of a kind before the first claim."""
    return f"open_{kind}_{code}" if code else f"open_{kind}"


def closed(kind: Kind, code: str = "") -> str:
    """Name the column that tells what is used of a kind after a claim."""
    return f"close_{kind}_{code}" if code else f"close_{kind}"


@dataclass(frozen=True)
class Parameters:
    """The parameters of some policies.

    Raises:
        FaultyEntry: the policies put their layers in different orders, so that no year can be
            settled by both.
    """

    policies: Policies

    def __post_init__(self) -> None:
        for one, other in pairwise(self.policies):
            shared = one.fields.keys() & other.fields.keys()
            orders = [[code for code in p.fields if code in shared] for p in (one, other)]
            if orders[0] != orders[1]:
                message = (
                    f"政策 {one.code} 和 {other.code} 各层的先后不同（{'、'.join(orders[0])}；"
                    f"{'、'.join(orders[1])}），不能一起结算。请分开结算，或用 order 写成一样的先后。"
                )
                raise FaultyEntry(message)

    @cached_property
    def fields(self) -> dict[str, str]:
        """Give the further layers and the columns they pay into, in their order."""
        return {code: field for p in self.policies for code, field in p.fields.items()}

    @cached_property
    def levels(self) -> dict[str, str]:
        """Give the level of each hosp_lv."""
        return {code: level for p in self.policies for code, level in p.levels.items()}

    @cached_property
    def identities(self) -> list[str]:
        """Give the codes of the identities that layers tell apart."""
        held = (p for policy in self.policies for layer in policy.layers.values() for p in layer)
        return sorted({identity for *_, identity in held if identity})

    @cached_property
    def identity_names(self) -> dict[str, str]:
        """Give the name of each identity's code, in the order of the policies."""
        return {code: name for p in self.policies for code, name in p.identity_names.items()}

    @cached_property
    def named(self) -> set[tuple[str, str, str]]:
        """Give the insutype, med_type and dise_no of which some entry speaks by the disease."""
        return {
            (insutype, med_type, disease)
            for policy in self.policies
            for insutype, _, med_type, _, _, disease in policy.basic
            if disease
        }

    @cached_property
    def _entries(self) -> list[Basic]:
        return [basic for policy in self.policies for basic, _ in _grouped(policy.basic)]

    def says(self, test: Callable[[Basic], bool]) -> bool:
        """Say whether any entry of the basic layer does something."""
        return any(map(test, self._entries))

    @cached_property
    def annual_lines(self) -> dict[str, list[int]]:
        """Give the annual start lines of each name they share, the lowest first."""
        lines: dict[str, set[int]] = {}
        for basic in self._entries:
            if basic.annual_deductible:
                own = lines.setdefault(basic.deductible_accumulator, set())
                own.add(basic.annual_deductible)
        return {name: sorted(own) for name, own in lines.items()}

    @cached_property
    def basic_keys(self) -> list[str]:
        """Give the columns by which a claim finds its parameters of the basic layer."""
        keys = ["insutype", "psn_type", "med_type", "level", "filing"]
        return [*keys, "disease"] if self.named else keys

    @cached_property
    def basic_rows(self) -> list[Row]:
        """Give the parameters of the basic layer, a row for each case and policy."""
        bands = max((len(basic.bands) for basic in self._entries), default=1)
        rows = []
        for policy in self.policies:
            dates = {"valid_from": policy.valid_from, "valid_to": policy.valid_to}
            for basic, cases in _grouped(policy.basic):
                told = self._told(basic, bands) | dates
                for *case, disease in cases:
                    same = [disease] if disease else ["", *self._unnamed(policy.basic, case)]
                    rows += [
                        dict(zip(self.basic_keys, (*case, one), strict=False)) | told
                        for one in same
                    ]
        return rows

    def _unnamed(self, held: Mapping[Any, Basic], case: Sequence[str]) -> Iterator[str]:
        """Give the diseases that others speak of and this policy does not in a case."""
        for insutype, med_type, disease in self.named:
            if (insutype, med_type) == (case[0], case[2]) and (*case, disease) not in held:
                yield disease

    def _told(self, basic: Basic, bands: int) -> Row:
        lines = self.annual_lines.get(basic.deductible_accumulator, [])
        most = max(map(len, self.annual_lines.values()), default=0)
        told: Row = {
            "benefit": basic.name,
            "accumulator": basic.accumulator,
            "dedc_accumulator": basic.deductible_accumulator,
            **{f"dedc_{n}": fen for n, fen in enumerate(basic.deductibles, 1)},
            "dedc_annual": basic.annual_deductible,
            **{f"dedc_upto_{n}": (*lines, *[NO_LIMIT] * most)[n] for n in range(most)},
            **_steps("band", basic.bands, bands),
            "cap": basic.cap,
            "further": basic.further,
        }
        if self.says(lambda b: bool(b.waived)):
            told["waived"] = "|".join(["", *sorted(basic.waived), ""]) if basic.waived else ""
        if self.says(lambda b: b.transfer):
            told["chained"] = basic.transfer
        if self.says(lambda b: b.case_cap < NO_LIMIT):
            told["case_cap"] = basic.case_cap
        return told

    def layer_keys(self, code: str) -> list[str]:
        """Give the columns of a person that decide what a layer says of them."""
        held = [p.layers.get(code, {}) for p in self.policies]
        whole: list[set[str]] = [
            {"any other"},  # a policy knows only some insutypes
            {case[1] for policy in self.policies for case in policy.basic},
            {"0", "1"},
            {"", *self.identities},
        ]
        return [
            name
            for place, (name, values) in enumerate(zip(_PERSON, whole, strict=True))
            if any(_varies(own, place, values) for own in held)
        ]

    def layer_rows(self, code: str) -> list[Row]:
        """Give the parameters of a further layer, a row for each kind of person and policy."""
        held = [x for p in self.policies for x in p.layers.get(code, {}).values()]
        tiers = max(len(x.tiers) for x in held)
        counted = sorted({name for x in held for name in x.counts})
        keys = self.layer_keys(code)
        rows: dict[tuple[str, ...], Row] = {}
        for policy in self.policies:
            own = policy.layers.get(code, {})
            for insutype, psn_type, servant in dict.fromkeys(person[:3] for person in own):
                for identity in ("", *self.identities):
                    person = (insutype, psn_type, servant)
                    layer = own.get((*person, identity)) or own.get((*person, ""))
                    if layer is None:
                        continue
                    whole = zip(_PERSON, (*person, identity), strict=True)
                    found = {name: value for name, value in whole if name in keys}
                    rows[policy.code, *found.values()] = found | {
                        "valid_from": policy.valid_from,
                        "valid_to": policy.valid_to,
                        **_steps(code, layer.tiers, tiers),
                        f"{code}_most": layer.cap,
                        **{f"{code}_{name}": int(name in layer.counts) for name in counted},
                    }
        return list(rows.values())


def _grouped(held: Mapping[Any, Basic]) -> list[tuple[Basic, list[Any]]]:
    """Give each set of parameters with the cases it holds for."""
    groups: dict[int, tuple[Basic, list[Any]]] = {}
    for case, basic in held.items():
        groups.setdefault(id(basic), (basic, []))[1].append(case)
    return list(groups.values())


def _varies(held: Mapping[Person, Layer], place: int, values: set[str]) -> bool:
    """Say whether what is held depends on one place of its key, of which there are some values."""
    groups: dict[tuple[str, ...], dict[str, int]] = {}
    for key, layer in held.items():
        rest = (*key[:place], *key[place + 1 :])
        groups.setdefault(rest, {})[key[place]] = id(layer)
    return any(len(set(own.values())) > 1 or not own.keys() >= values for own in groups.values())


def _steps(name: str, steps: Sequence[tuple[int, int]], count: int) -> Row:
    """Give each step's start and how much its rate is above the one below; missing ones add nothing."""
    rates = [0, *(rate for _, rate in steps)]
    found: Row = {}
    for n in range(count):
        start, rise = (steps[n][0], rates[n + 1] - rates[n]) if n < len(steps) else (0, 0)
        found |= {f"{name}_from_{n}": start, f"{name}_rise_{n}": rise}
    return found


class Source(Protocol):
    """Where a settlement's parameters and what was used before come from."""

    @property
    def parameters(self) -> Parameters:
        """The policies."""
        ...

    def basic(self, claims: ir.Table) -> ir.Table:
        """Give the claims with the columns of the basic layer."""
        ...

    def layer(self, claims: ir.Table, code: str) -> ir.Table:
        """Give the claims with the columns of a further layer."""
        ...

    def order(self, claims: ir.Table, *extra: str) -> Mapping[str, Any]:
        """Give the window of a person's year, within an accumulator where one is named."""
        ...

    def reaching(self, claims: ir.Table) -> ir.Table:
        """Give the claims that reach the further layers."""
        ...

    def returned(self, claims: ir.Table, reaching: ir.Table, amounts: Sequence[str]) -> ir.Table:
        """Give all claims with what those that reach the layers were paid, nothing for the others."""
        ...


@dataclass(frozen=True)
class Joined:
    """The parameters joined to the claims of a year, with what was used before where it is given."""

    parameters: Parameters
    opening: ir.Table | None = None

    def basic(self, claims: ir.Table) -> ir.Table:
        """Join what the basic layer says of each claim's case, and what its accumulators used."""
        rows, keys = self.parameters.basic_rows, self.parameters.basic_keys
        claims = _dated_join(self._classed(claims), rows, keys)
        claims = self._used(claims, BY_ACCUMULATOR, claims.accumulator)
        return self._used(claims, (Kind.DEDUCTED,), claims.dedc_accumulator)

    def layer(self, claims: ir.Table, code: str) -> ir.Table:
        """Join what a further layer says of each claim's person, and what it used."""
        rows, keys = self.parameters.layer_rows(code), self.parameters.layer_keys(code)
        claims = _dated_join(claims, rows, keys)
        return self._used(claims, BY_LAYER, ibis.literal(code), code)

    def order(self, claims: ir.Table, *extra: str) -> Mapping[str, Any]:
        """Give the window of a person's year: by time, then by id."""
        keys = ["psn_no", "year", *extra]
        return {"group_by": keys, "order_by": [claims.setl_time, claims.setl_id]}

    def reaching(self, claims: ir.Table) -> ir.Table:
        """Give the claims that reach the further layers."""
        return claims.filter(claims.further.fill_null(False))  # noqa: FBT003

    def returned(self, claims: ir.Table, reaching: ir.Table, amounts: Sequence[str]) -> ir.Table:
        """Give all claims with what those that reach the layers were paid, nothing for the others.

        What a claim that does not reach them leaves used of a layer is not said (null).
        """
        new = [name for name in reaching.columns if name not in claims.columns]
        told = reaching.select(*new, reached="setl_id")
        found = claims.left_join(told, claims.setl_id == told.reached).drop("reached")
        return found.mutate(**{name: found[name].fill_null(0) for name in amounts})

    def _classed(self, claims: ir.Table) -> ir.Table:
        """Give each claim the level of its hospital, and the identity and disease policies know."""
        known = self.parameters
        missing = {
            name: ibis.literal(held, "string" if isinstance(held, str) else "int64")
            for name, held in OPTIONAL.items()
            if name not in claims.columns
        }
        identity = claims.psn_idet_type.fill_null("")
        claims = claims.mutate(
            level=claims.hosp_lv.cases(*known.levels.items(), else_=LOWEST),
            identity=identity,
            filing=claims.filing.fill_null("local"),
            day=claims.setl_time.date(),
            **missing,
        )
        case = claims.insutype + "|" + claims.med_type + "|" + claims.dise_no.fill_null("")
        named = ["|".join(one) for one in sorted(known.named)]
        helped = claims.identity.isin(known.identities) if known.identities else ibis.literal(False)  # noqa: FBT003
        return claims.mutate(
            held_identity=claims.identity,
            identity=ibis.ifelse(helped, claims.identity, ""),
            servant=ibis.ifelse(claims.cvlserv_flag == "1", "1", "0"),
            disease=ibis.ifelse(case.isin(named), claims.dise_no, "")
            if named
            else ibis.literal(""),
        )

    def _used(
        self, claims: ir.Table, kinds: Sequence[Kind], name: ir.StringValue, code: str = ""
    ) -> ir.Table:
        """Join what a year has used of some kinds; nothing where no opening is given."""
        if self.opening is None:
            return claims
        own = self.opening.filter(self.opening.kind.isin([str(kind) for kind in kinds]))
        sums = {
            opened(kind, code): ibis.ifelse(own.kind == str(kind), own.amount, 0)
            .sum()
            .cast("int64")
            for kind in kinds
        }
        used = own.group_by(open_psn="psn_no", open_year="year", open_name="name").aggregate(**sums)
        claims = claims.mutate(used_name=name)
        joined = claims.left_join(
            used,
            [
                claims.psn_no == used.open_psn,
                claims.year == used.open_year,
                claims.used_name == used.open_name,
            ],
        )
        zeros = {column: joined[column].fill_null(0) for column in sums}
        return joined.mutate(**zeros).drop("open_psn", "open_year", "open_name", "used_name")


def _dated_join(claims: ir.Table, rows: Sequence[Row], keys: Sequence[str]) -> ir.Table:
    """Join the parameters in force on the claim's day; a claim without any keeps nulls."""
    parameters = ibis.memtable(pa.Table.from_pylist(list(rows)))
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


@dataclass(frozen=True)
class AtHand:
    """One claim that bears its parameters and what was used before: nothing is left to join."""

    parameters: Parameters

    def basic(self, claims: ir.Table) -> ir.Table:
        """Give the claim as it is."""
        return claims

    def layer(self, claims: ir.Table, code: str) -> ir.Table:  # noqa: ARG002 — all are there
        """Give the claim as it is."""
        return claims

    def order(self, claims: ir.Table, *extra: str) -> Mapping[str, Any]:  # noqa: ARG002
        """Give the window of the one claim: all there is, in no order."""
        return {}

    def reaching(self, claims: ir.Table) -> ir.Table:
        """Give the claim as it is."""
        return claims

    def returned(
        self,
        claims: ir.Table,  # noqa: ARG002 — there are no others
        reaching: ir.Table,
        amounts: Sequence[str],  # noqa: ARG002
    ) -> ir.Table:
        """Give the claim as it is."""
        return reaching

    @cached_property
    def columns(self) -> dict[str, str]:
        """Give the columns beside the claim's own, and their types."""
        known = self.parameters
        sample: Row = {name: value for row in known.basic_rows[:1] for name, value in row.items()}
        for code in known.fields:
            sample |= known.layer_rows(code)[0]
        asked = {"valid_from", "valid_to", *known.basic_keys, *_PERSON}
        types = {str: "string", bool: "boolean", int: "int64"}
        found = {name: types[type(value)] for name, value in sample.items() if name not in asked}
        used = [opened(kind) for kind in (*BY_ACCUMULATOR, Kind.DEDUCTED)]
        used += [opened(kind, code) for code in known.fields for kind in BY_LAYER]
        return found | {"held_identity": "string"} | dict.fromkeys(used, "int64")

    @cached_property
    def _basic(self) -> dict[tuple[str, ...], list[Row]]:
        return _indexed(self.parameters.basic_rows, self.parameters.basic_keys)

    @cached_property
    def _layers(self) -> dict[str, tuple[list[str], dict[tuple[str, ...], list[Row]]]]:
        known = self.parameters
        keys = {code: known.layer_keys(code) for code in known.fields}
        return {code: (own, _indexed(known.layer_rows(code), own)) for code, own in keys.items()}

    def row(self, claim: Mapping[str, Any], used: Mapping[tuple[str, str], int]) -> Row:
        """Give the columns beside the claim's own; `used` by kind and name is what was used before."""
        known = self.parameters
        identity, disease = claim["psn_idet_type"] or "", claim["dise_no"] or ""
        named = (claim["insutype"], claim["med_type"], disease) in known.named
        asked = {
            **claim,
            "level": known.levels.get(claim["hosp_lv"], LOWEST),
            "disease": disease if named else "",
            "identity": identity if identity in known.identities else "",
            "servant": "1" if claim["cvlserv_flag"] == "1" else "0",
        }
        row: Row = dict.fromkeys(self.columns) | {"held_identity": identity}
        row |= _in_force(self._basic, known.basic_keys, asked)
        for code, (keys, index) in self._layers.items():
            row |= _in_force(index, keys, asked)
            row |= {opened(kind, code): used.get((kind, code), 0) for kind in BY_LAYER}
        own = dict.fromkeys(BY_ACCUMULATOR, row["accumulator"])
        for kind, name in (own | {Kind.DEDUCTED: row["dedc_accumulator"]}).items():
            row[opened(kind)] = used.get((kind, name or ""), 0)
        return {name: row[name] for name in self.columns}


_PERSON = ("insutype", "psn_type", "servant", "identity")


def _indexed(rows: Sequence[Row], keys: Sequence[str]) -> dict[tuple[str, ...], list[Row]]:
    index: dict[tuple[str, ...], list[Row]] = {}
    for row in rows:
        index.setdefault(tuple(row[key] for key in keys), []).append(row)
    return index


def _in_force(
    index: Mapping[tuple[str, ...], Sequence[Row]], keys: Sequence[str], claim: Mapping[str, Any]
) -> Row:
    """Give the parameters in force on the claim's day; none where there are none."""
    day: date = claim["setl_time"].date()
    found = index.get(tuple(claim[key] for key in keys), ())
    return next((row for row in found if row["valid_from"] <= day <= row["valid_to"]), {})
