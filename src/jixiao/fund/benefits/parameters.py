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
from jixiao.fund.benefits.policy import (
    LOWEST,
    NO_LIMIT,
    BasicLayer,
    CaseKey,
    FurtherLayer,
    PersonKey,
    Policies,
)

OPTIONAL: Mapping[str, Any] = {
    "dise_no": "",
    "transfer": "0",
    "cvlserv_flag": "0",
    "acct_balc": 0,
    "acct_mulaid_balc": 0,
}
"""What a claim may say besides, and what holds where it does not: the disease, '1' for a stay after a
transfer, '1' for a civil servant, what the person's and the family's accounts hold in fen."""
OPENING = ibis.schema(
    {
        "psn_no": "string",
        "year": "int32",
        "kind": "string",
        "name": "string",
        "amount": "int64",
    }
)
"""What a person's year has used: one row for each accumulator, in fen or a count."""
ParameterRow = dict[str, Any]
_PERSON = ("insutype", "psn_type", "servant", "identity")
"""The columns of a `PersonKey`."""


class AccumulatorKind(StrEnum):
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


BY_ACCUMULATOR = (
    AccumulatorKind.VISITS,
    AccumulatorKind.LINE,
    AccumulatorKind.PAID,
    AccumulatorKind.GRANTED,
)
BY_LAYER = (
    AccumulatorKind.BURDEN,
    AccumulatorKind.LAYER_PAID,
    AccumulatorKind.LAYER_GRANTED,
)


def opened(kind: AccumulatorKind, code: str = "") -> str:
    """The name of the column that holds what was used of a kind before the first claim."""
    return f"open_{kind}_{code}" if code else f"open_{kind}"


def closed(kind: AccumulatorKind, code: str = "") -> str:
    """The name of the column that holds what is used of a kind after a claim."""
    return f"close_{kind}_{code}" if code else f"close_{kind}"


@dataclass(frozen=True)
class PolicyParameters:
    """The parameters of some policies.

    Raises:
        FaultyEntry: the policies put their layers in different orders, so that no year can be
            settled by both.
    """

    policies: Policies

    def __post_init__(self) -> None:
        for earlier, later in pairwise(self.policies):
            shared = earlier.fields.keys() & later.fields.keys()
            order = [code for code in earlier.fields if code in shared]
            other_order = [code for code in later.fields if code in shared]
            if order != other_order:
                message = (
                    f"政策 {earlier.code} 和 {later.code} 各层的先后不同（{'、'.join(order)}；"
                    f"{'、'.join(other_order)}），不能一起结算。请分开结算，或用 order 写成一样的先后。"
                )
                raise FaultyEntry(message)

    @cached_property
    def fields(self) -> dict[str, str]:
        """The further layers and the columns they pay into, in their order."""
        return {code: field for p in self.policies for code, field in p.fields.items()}

    @cached_property
    def levels(self) -> dict[str, str]:
        """The level of each hosp_lv."""
        return {code: level for p in self.policies for code, level in p.levels.items()}

    @cached_property
    def identities(self) -> list[str]:
        """The codes of the identities by which layers differ."""
        by_person = (
            layer for policy in self.policies for layer in policy.layers.values()
        )
        persons = (person for layer in by_person for person in layer)
        return sorted({identity for *_, identity in persons if identity})

    @cached_property
    def identity_names(self) -> dict[str, str]:
        """The name of each identity's code, in the order of the policies."""
        return {
            code: name for p in self.policies for code, name in p.identity_names.items()
        }

    @cached_property
    def named_diseases(self) -> set[tuple[str, str, str]]:
        """The insutype, med_type and dise_no of which some entry speaks by the disease."""
        return {
            (insutype, med_type, disease)
            for policy in self.policies
            for insutype, _, med_type, _, _, disease in policy.basic
            if disease
        }

    @cached_property
    def _basic_layers(self) -> list[BasicLayer]:
        return [
            basic for policy in self.policies for basic, _ in _grouped(policy.basic)
        ]

    def says(self, test: Callable[[BasicLayer], bool]) -> bool:
        """Whether any entry of the basic layer does something."""
        return any(map(test, self._basic_layers))

    @cached_property
    def annual_lines(self) -> dict[str, list[int]]:
        """The annual start lines of each name they share, the lowest first, in fen."""
        lines: dict[str, set[int]] = {}
        for basic in self._basic_layers:
            if basic.annual_deductible:
                of_name = lines.setdefault(basic.deductible_accumulator, set())
                of_name.add(basic.annual_deductible)
        return {name: sorted(of_name) for name, of_name in lines.items()}

    @cached_property
    def basic_keys(self) -> list[str]:
        """The columns by which a claim finds its parameters of the basic layer."""
        keys = ["insutype", "psn_type", "med_type", "level", "filing"]
        return [*keys, "disease"] if self.named_diseases else keys

    @cached_property
    def basic_rows(self) -> list[ParameterRow]:
        """The parameters of the basic layer, a row for each case and policy."""
        bands = max((len(basic.bands) for basic in self._basic_layers), default=1)
        rows = []
        for policy in self.policies:
            dates = {"valid_from": policy.valid_from, "valid_to": policy.valid_to}
            for basic, cases in _grouped(policy.basic):
                parameters = self._basic_row(basic, bands) | dates
                for *case, disease in cases:
                    diseases = (
                        [disease]
                        if disease
                        else ["", *self._unnamed(policy.basic, case)]
                    )
                    for code in diseases:
                        key = dict(zip(self.basic_keys, (*case, code), strict=False))
                        rows.append(key | parameters)
        return rows

    def _unnamed(
        self, basic: Mapping[CaseKey, BasicLayer], case: Sequence[str]
    ) -> Iterator[str]:
        """Yield the diseases that other policies speak of and this does not in a case."""
        insutype, psn_type, med_type, level, filing = case
        for of_insutype, of_med_type, disease in self.named_diseases:
            spoken_of = (insutype, psn_type, med_type, level, filing, disease) in basic
            if (of_insutype, of_med_type) == (insutype, med_type) and not spoken_of:
                yield disease

    def _basic_row(self, basic: BasicLayer, bands: int) -> ParameterRow:
        lines = self.annual_lines.get(basic.deductible_accumulator, [])
        most_lines = max(map(len, self.annual_lines.values()), default=0)
        padded_lines = (*lines, *[NO_LIMIT] * most_lines)
        row: ParameterRow = {
            "benefit": basic.name,
            "accumulator": basic.accumulator,
            "dedc_accumulator": basic.deductible_accumulator,
            **{f"dedc_{visit}": fen for visit, fen in enumerate(basic.deductibles, 1)},
            "dedc_annual": basic.annual_deductible,
            **{
                f"dedc_upto_{place}": padded_lines[place] for place in range(most_lines)
            },
            **_steps("band", basic.bands, bands),
            "cap": basic.cap,
            "further": basic.further,
        }
        if self.says(lambda entry: bool(entry.waived)):
            row["waived"] = (
                "|".join(["", *sorted(basic.waived), ""]) if basic.waived else ""
            )
        if self.says(lambda entry: entry.transfer):
            row["chained"] = basic.transfer
        if self.says(lambda entry: entry.case_cap < NO_LIMIT):
            row["case_cap"] = basic.case_cap
        return row

    def layer_keys(self, code: str) -> list[str]:
        """The columns of a person that decide what a layer says of them."""
        layers = [policy.layers.get(code, {}) for policy in self.policies]
        values_of_columns: list[set[str]] = [
            {"any other"},  # a policy knows only some insutypes
            {case[1] for policy in self.policies for case in policy.basic},
            {"0", "1"},
            {"", *self.identities},
        ]
        return [
            name
            for place, (name, values) in enumerate(
                zip(_PERSON, values_of_columns, strict=True)
            )
            if any(_varies(by_person, place, values) for by_person in layers)
        ]

    def layer_rows(self, code: str) -> list[ParameterRow]:
        """The parameters of a further layer, a row for each kind of person and policy."""
        layers = [
            x for policy in self.policies for x in policy.layers.get(code, {}).values()
        ]
        tiers = max(len(layer.tiers) for layer in layers)
        counted = sorted({column for layer in layers for column in layer.counts})
        keys = self.layer_keys(code)
        rows: dict[tuple[str, ...], ParameterRow] = {}
        for policy in self.policies:
            dates = {"valid_from": policy.valid_from, "valid_to": policy.valid_to}
            for person, layer in self._persons_of(policy.layers.get(code, {})):
                key = {
                    n: value
                    for n, value in zip(_PERSON, person, strict=True)
                    if n in keys
                }
                parameters = _layer_row(code, layer, tiers, counted)
                rows[policy.code, *key.values()] = key | dates | parameters
        return list(rows.values())

    def _persons_of(
        self, by_person: Mapping[PersonKey, FurtherLayer]
    ) -> Iterator[tuple[PersonKey, FurtherLayer]]:
        """Yield each kind of person a layer pays to, of each identity or of any other."""
        for insutype, psn_type, servant in dict.fromkeys(
            person[:3] for person in by_person
        ):
            of_any_identity = by_person.get((insutype, psn_type, servant, ""))
            for identity in ("", *self.identities):
                person = (insutype, psn_type, servant, identity)
                layer = by_person.get(person) or of_any_identity
                if layer is not None:
                    yield person, layer


def _layer_row(
    code: str, layer: FurtherLayer, tiers: int, counted: Sequence[str]
) -> ParameterRow:
    return {
        **_steps(code, layer.tiers, tiers),
        f"{code}_most": layer.cap,
        **{f"{code}_{column}": int(column in layer.counts) for column in counted},
    }


def _grouped(
    basic: Mapping[CaseKey, BasicLayer],
) -> list[tuple[BasicLayer, list[CaseKey]]]:
    """Return each entry of the basic layer with the cases it is of."""
    groups: dict[int, tuple[BasicLayer, list[CaseKey]]] = {}
    for case, entry in basic.items():
        groups.setdefault(id(entry), (entry, []))[1].append(case)
    return list(groups.values())


def _varies(
    by_person: Mapping[PersonKey, FurtherLayer], place: int, values: set[str]
) -> bool:
    """Whether what a layer pays depends on a place of its key, which may have these values."""
    groups: dict[tuple[str, ...], dict[str, int]] = {}
    for key, layer in by_person.items():
        rest = (*key[:place], *key[place + 1 :])
        groups.setdefault(rest, {})[key[place]] = id(layer)
    return any(
        len(set(layers.values())) > 1 or not layers.keys() >= values
        for layers in groups.values()
    )


def _steps(name: str, steps: Sequence[tuple[int, int]], count: int) -> ParameterRow:
    """Return each step's start and its rate's rise above the step below; missing steps add nothing."""
    rates = [0, *(rate for _, rate in steps)]
    row: ParameterRow = {}
    for n in range(count):
        start, rise = (
            (steps[n][0], rates[n + 1] - rates[n]) if n < len(steps) else (0, 0)
        )
        row |= {f"{name}_from_{n}": start, f"{name}_rise_{n}": rise}
    return row


class ParameterSource(Protocol):
    """Where a settlement's parameters and what was used before come from."""

    @property
    def parameters(self) -> PolicyParameters:
        """The policies."""
        ...

    def basic(self, claims: ir.Table) -> ir.Table:
        """Return the claims with the columns of the basic layer."""
        ...

    def layer(self, claims: ir.Table, code: str) -> ir.Table:
        """Return the claims with the columns of a further layer."""
        ...

    def order(self, claims: ir.Table, *extra: str) -> Mapping[str, Any]:
        """Return the window of a person's year, within the accumulators named by `extra`."""
        ...

    def reaching(self, claims: ir.Table) -> ir.Table:
        """Return the claims that reach the further layers."""
        ...

    def returned(
        self, claims: ir.Table, reaching: ir.Table, amounts: Sequence[str]
    ) -> ir.Table:
        """Return all claims with what those that reach the layers were paid, 0 for the others."""
        ...


@dataclass(frozen=True)
class Joined:
    """The parameters joined to the claims of a year, with what was used before where it is given."""

    parameters: PolicyParameters
    opening: ir.Table | None = None

    def basic(self, claims: ir.Table) -> ir.Table:
        """Join what the basic layer says of each claim's case, and what its accumulators used."""
        rows, keys = self.parameters.basic_rows, self.parameters.basic_keys
        claims = _dated_join(self._classed(claims), rows, keys)
        claims = self._used(claims, BY_ACCUMULATOR, claims.accumulator)
        return self._used(claims, (AccumulatorKind.DEDUCTED,), claims.dedc_accumulator)

    def layer(self, claims: ir.Table, code: str) -> ir.Table:
        """Join what a further layer says of each claim's person, and what it used."""
        rows, keys = self.parameters.layer_rows(code), self.parameters.layer_keys(code)
        claims = _dated_join(claims, rows, keys)
        return self._used(claims, BY_LAYER, ibis.literal(code), code)

    def order(self, claims: ir.Table, *extra: str) -> Mapping[str, Any]:
        """Return the window of a person's year: by time, then by id."""
        keys = ["psn_no", "year", *extra]
        return {"group_by": keys, "order_by": [claims.setl_time, claims.setl_id]}

    def reaching(self, claims: ir.Table) -> ir.Table:
        """Return the claims that reach the further layers."""
        return claims.filter(claims.further.fill_null(False))

    def returned(
        self, claims: ir.Table, reaching: ir.Table, amounts: Sequence[str]
    ) -> ir.Table:
        """Return all claims with what those that reach the layers were paid, 0 for the others.

        What a claim that does not reach them leaves used of a layer is not said (null).
        """
        new = [name for name in reaching.columns if name not in claims.columns]
        added = reaching.select(*new, reached="setl_id")
        joined = claims.left_join(added, claims.setl_id == added.reached).drop(
            "reached"
        )
        return joined.mutate(**{name: joined[name].fill_null(0) for name in amounts})

    def _classed(self, claims: ir.Table) -> ir.Table:
        """Add to each claim the level of its hospital, the identity and the disease policies know."""
        known = self.parameters
        missing = {
            name: ibis.literal(
                default, "string" if isinstance(default, str) else "int64"
            )
            for name, default in OPTIONAL.items()
            if name not in claims.columns
        }
        claims = claims.mutate(
            level=claims.hosp_lv.cases(*known.levels.items(), else_=LOWEST),
            identity=claims.psn_idet_type.fill_null(""),
            filing=claims.filing.fill_null("local"),
            day=claims.setl_time.date(),
            **missing,
        )
        helped, disease = ibis.literal(False), ibis.literal("")
        if known.identities:
            helped = claims.identity.isin(known.identities)
        if known.named_diseases:
            case = (
                claims.insutype
                + "|"
                + claims.med_type
                + "|"
                + claims.dise_no.fill_null("")
            )
            named = ["|".join(key) for key in sorted(known.named_diseases)]
            disease = ibis.ifelse(case.isin(named), claims.dise_no, "")
        return claims.mutate(
            held_identity=claims.identity,
            identity=ibis.ifelse(helped, claims.identity, ""),
            servant=ibis.ifelse(claims.cvlserv_flag == "1", "1", "0"),
            disease=disease,
        )

    def _used(
        self,
        claims: ir.Table,
        kinds: Sequence[AccumulatorKind],
        name: ir.StringValue,
        code: str = "",
    ) -> ir.Table:
        """Join what a year has used of some kinds; nothing where no opening is given."""
        if self.opening is None:
            return claims
        rows = self.opening.filter(
            self.opening.kind.isin([str(kind) for kind in kinds])
        )
        sums = {}
        for kind in kinds:
            of_kind = ibis.ifelse(rows.kind == str(kind), rows.amount, 0)
            sums[opened(kind, code)] = of_kind.sum().cast("int64")
        by_name = rows.group_by(open_psn="psn_no", open_year="year", open_name="name")
        used = by_name.aggregate(**sums)
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
        return joined.mutate(**zeros).drop(
            "open_psn", "open_year", "open_name", "used_name"
        )


def _dated_join(
    claims: ir.Table, rows: Sequence[ParameterRow], keys: Sequence[str]
) -> ir.Table:
    """Join the parameters in force on the claim's day; a claim without any keeps nulls."""
    parameters = ibis.memtable(pa.Table.from_pylist(list(rows)))
    joined = claims.left_join(
        parameters,
        [
            *(claims[key] == parameters[key] for key in keys),
            claims.day >= parameters.valid_from,
            claims.day <= parameters.valid_to,
        ],
        rname="{name}_of_policy",
    )
    return joined.drop(*(f"{key}_of_policy" for key in keys), "valid_from", "valid_to")


@dataclass(frozen=True)
class AtHand:
    """One claim that bears its parameters and what was used before: nothing is left to join."""

    parameters: PolicyParameters

    def basic(self, claims: ir.Table) -> ir.Table:
        """Return the claim as it is."""
        return claims

    def layer(self, claims: ir.Table, code: str) -> ir.Table:  # noqa: ARG002 — all are there
        """Return the claim as it is."""
        return claims

    def order(self, claims: ir.Table, *extra: str) -> Mapping[str, Any]:  # noqa: ARG002
        """Return the window of the single claim: all there is, in no order."""
        return {}

    def reaching(self, claims: ir.Table) -> ir.Table:
        """Return the claim as it is."""
        return claims

    def returned(
        self,
        claims: ir.Table,  # noqa: ARG002 — there are no others
        reaching: ir.Table,
        amounts: Sequence[str],  # noqa: ARG002
    ) -> ir.Table:
        """Return the claim as it is."""
        return reaching

    @cached_property
    def columns(self) -> dict[str, str]:
        """The columns that are added to those of the claim, and their types."""
        known = self.parameters
        sample: ParameterRow = {}
        for row in (
            *known.basic_rows[:1],
            *(known.layer_rows(code)[0] for code in known.fields),
        ):
            sample |= row
        of_claim = {"valid_from", "valid_to", *known.basic_keys, *_PERSON}
        types = {str: "string", bool: "boolean", int: "int64"}
        parameters = {
            name: types[type(value)]
            for name, value in sample.items()
            if name not in of_claim
        }
        used = [opened(kind) for kind in (*BY_ACCUMULATOR, AccumulatorKind.DEDUCTED)]
        used += [opened(kind, code) for code in known.fields for kind in BY_LAYER]
        return parameters | {"held_identity": "string"} | dict.fromkeys(used, "int64")

    @cached_property
    def _basic(self) -> "_RowsByKey":
        return _RowsByKey(self.parameters.basic_rows, self.parameters.basic_keys)

    @cached_property
    def _layers(self) -> "dict[str, _RowsByKey]":
        known = self.parameters
        return {
            code: _RowsByKey(known.layer_rows(code), known.layer_keys(code))
            for code in known.fields
        }

    def row(
        self, claim: Mapping[str, Any], used: Mapping[tuple[str, str], int]
    ) -> ParameterRow:
        """Return what is added to the claim; `used`, by kind and name, is what was used before."""
        asked = self._classed(claim)
        row: ParameterRow = dict.fromkeys(self.columns)
        row["held_identity"] = claim["psn_idet_type"] or ""
        row |= self._basic.in_force(asked)
        for code, rows in self._layers.items():
            row |= rows.in_force(asked)
            row |= {opened(kind, code): used.get((kind, code), 0) for kind in BY_LAYER}
        for kind in BY_ACCUMULATOR:
            row[opened(kind)] = used.get((kind, row["accumulator"] or ""), 0)
        deducted = (AccumulatorKind.DEDUCTED, row["dedc_accumulator"] or "")
        row[opened(AccumulatorKind.DEDUCTED)] = used.get(deducted, 0)
        return {name: row[name] for name in self.columns}

    def _classed(self, claim: Mapping[str, Any]) -> dict[str, Any]:
        """Return a claim with its hospital's level, and the identity and disease policies know."""
        known = self.parameters
        identity, disease = claim["psn_idet_type"] or "", claim["dise_no"] or ""
        is_named = (
            claim["insutype"],
            claim["med_type"],
            disease,
        ) in known.named_diseases
        return {
            **claim,
            "level": known.levels.get(claim["hosp_lv"], LOWEST),
            "disease": disease if is_named else "",
            "identity": identity if identity in known.identities else "",
            "servant": "1" if claim["cvlserv_flag"] == "1" else "0",
        }


class _RowsByKey:
    """Rows of parameters by the columns in which a claim must agree with them."""

    def __init__(self, rows: Sequence[ParameterRow], keys: Sequence[str]) -> None:
        self._keys = keys
        self._rows: dict[tuple[str, ...], list[ParameterRow]] = {}
        for row in rows:
            self._rows.setdefault(tuple(row[key] for key in keys), []).append(row)

    def in_force(self, claim: Mapping[str, Any]) -> ParameterRow:
        """Return the parameters in force on the claim's day; none where there are none."""
        day: date = claim["setl_time"].date()
        for row in self._rows.get(tuple(claim[key] for key in self._keys), ()):
            if row["valid_from"] <= day <= row["valid_to"]:
                return row
        return {}
