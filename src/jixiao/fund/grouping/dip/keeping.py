"""A catalogue and grouped cases kept beside the records, and read back."""

from collections.abc import Mapping, Sequence
from typing import Any

import pyarrow as pa
import pyarrow.compute as pc

from jixiao.fund.grouping.case_columns import columns_of
from jixiao.fund.grouping.cases import UNKNOWN, Array, Cases
from jixiao.fund.grouping.dip.assignment import GroupedCases
from jixiao.fund.grouping.dip.auxiliary import (
    AuxiliaryLists,
    additions_of,
    types_of,
)
from jixiao.fund.grouping.dip.building import Built
from jixiao.fund.grouping.dip.catalogue import (
    Attribute,
    Catalogue,
    DiseaseGroup,
    GroupKind,
    RelatedOperation,
    YearOfGroup,
)
from jixiao.fund.grouping.dip.high_costs import high_costs
from jixiao.fund.grouping.discharged import Discharged, columns
from jixiao.fund.grouping.kept import (
    DIP_CASES,
    DIP_FUNNEL,
    DIP_GIVEN,
    DIP_GROUP_YEARS,
    DIP_GROUPS,
    DIP_HISTORY,
    DIP_RELATED,
)
from jixiao.fund.grouping.rules import RuleBook
from jixiao.fund.parameters import Terms
from jixiao.fund.records import Records
from jixiao.fund.store.engine import Engine

_ATTRIBUTES = {
    "1": Attribute.SURGERY,
    "2": Attribute.SURGERY,
    "3": Attribute.THERAPEUTIC,
    "4": Attribute.DIAGNOSTIC,
}
"""What the types of operations are among attributes; 介入治疗 stands with operations."""
NO_MAIN = "没有标主手术（或标了几个），取第一个"


def empty_catalogue(
    engine: Engine,
    rules: RuleBook | None = None,
    auxiliary: AuxiliaryLists | None = None,
) -> Catalogue:
    """Return a catalogue without groups, with what the loaded lists of codes say of operations."""
    records = Records(engine)
    operations = records.record_if_loaded("operation_codes")
    diagnoses = records.record_if_loaded("diagnosis_codes")
    listed = [] if operations is None else engine.fetch(operations).to_pylist()
    coded = [] if diagnoses is None else engine.fetch(diagnoses).to_pylist()
    return Catalogue(
        (),
        rules=rules or RuleBook((), {}),
        attributes={
            row["oprn_oprt_code"]: _ATTRIBUTES[row["oprn_type"]]
            for row in listed
            if row["oprn_type"] in _ATTRIBUTES
        },
        not_principal=frozenset(
            r["diag_code"] for r in coded if r["principal_flag"] == "0"
        ),
        no_operations=frozenset(
            r["oprn_oprt_code"] for r in listed if r["counts_flag"] == "0"
        ),
        auxiliary=auxiliary or AuxiliaryLists(),
    )


def rows_of(
    cases: Cases,
    grouped: GroupedCases,
    facts: pa.Table,
    lists: Catalogue,
    terms: Terms,
    dear: Array,
) -> dict[str, Sequence[Any] | pa.ChunkedArray]:
    """Return grouped cases as columns: facts, groups, steps, what is in doubt, types and additions."""
    codes = pa.array([group.code for group in grouped.groups], pa.string())
    kinds = pa.array([str(group.kind) for group in grouped.groups], pa.string())
    places = pa.array(grouped.places, mask=grouped.places == UNKNOWN)
    doubtful = (cases.operations.counts > 0) & ~cases.operations.has_main
    return {
        **{name: facts[name] for name in facts.column_names},
        "dip_group": codes.take(places),
        "kind": kinds.take(places),
        "step": pa.array(grouped.steps).cast(pa.string()),
        "note": pa.array([NO_MAIN if each else None for each in doubtful], pa.string()),
        "types": types_of(cases, lists.auxiliary, terms, dear),
        "added": pa.array(additions_of(cases, lists.auxiliary)),
    }


def keep_cases(
    engine: Engine,
    read: Discharged,
    grouped: GroupedCases,
    lists: Catalogue,
    terms: Terms,
) -> int:
    """Keep a year's grouped cases; returns how many of them are in doubt."""
    dear = high_costs(engine, read.cases, grouped, terms)
    rows = rows_of(read.cases, grouped, read.facts, lists, terms, dear)
    DIP_CASES.keep(engine, columns({**rows, **columns_of(read.cases)}))
    return int(pc.sum(pc.is_valid(rows["note"])).as_py() or 0)


def keep_catalogue(
    engine: Engine, built: Built, years: Sequence[int], facts: pa.Table, terms: Terms
) -> None:
    """Keep a catalogue, its funnel, and the cases it was built from; `facts` are all cases'."""
    groups = built.catalogue.groups
    DIP_FUNNEL.keep(engine, columns({
        "step": list(range(1, len(built.funnel) + 1)),
        "reason": [left.reason for left in built.funnel],
        "out": [left.out for left in built.funnel],
        "remaining": [left.remaining for left in built.funnel],
    }))  # fmt: skip
    DIP_GROUPS.keep(engine, columns(_group_columns(groups)))
    DIP_GROUP_YEARS.keep(engine, columns({
        "dip_group": [g.code for g in groups for _ in g.years],
        "year": [year for g in groups for year, _ in zip(years, g.years, strict=True)],
        "cases": [each.cases for g in groups for each in g.years],
        "cost": [each.cost for g in groups for each in g.years],
    }))  # fmt: skip
    given = built.catalogue.auxiliary.given
    DIP_GIVEN.keep(engine, columns({
        "dip_group": pa.array([each.code for each in given], pa.string()),
        "kind": pa.array([each.kind for each in given], pa.string()),
        "points": pa.array([each.points for each in given], pa.int64()),
        "per_day": pa.array([each.per_day for each in given], pa.bool_()),
    }))  # fmt: skip
    related = built.catalogue.related
    DIP_RELATED.keep(engine, columns({
        "diagnosis": pa.array([r.diagnosis for r in related], pa.string()),
        "main": pa.array([r.main for r in related], pa.string()),
        "oprn_oprt_code": pa.array([r.operation for r in related], pa.string()),
        "cases": pa.array([r.cases for r in related], pa.int64()),
        "base_cases": pa.array([r.base_cases for r in related], pa.int64()),
        "moved": pa.array([r.moved for r in related], pa.int64()),
        "related": pa.array([r.is_related for r in related], pa.bool_()),
    }))  # fmt: skip
    keys = pa.array(built.cases.keys, pa.string())
    kept = facts.take(pc.index_in(keys, value_set=facts["setl_id"].combine_chunks()))
    dear = high_costs(engine, built.cases, built.grouped, terms)
    rows = rows_of(built.cases, built.grouped, kept, built.catalogue, terms, dear)
    DIP_HISTORY.keep(engine, columns({**rows, "counted": pa.array(built.counted)}))


def _group_columns(groups: Sequence[DiseaseGroup]) -> dict[str, Any]:
    return {
        "dip_group": [group.code for group in groups],
        "kind": [str(group.kind) for group in groups],
        "diagnosis": [group.diagnosis for group in groups],
        "main": [group.main for group in groups],
        "operations": ["+".join(group.operations) for group in groups],
        "attribute": [str(group.attribute) for group in groups],
        "title": [group.title for group in groups],
        "cases": [group.cases for group in groups],
        "own_cases": [group.own_cases for group in groups],
        "own_mean": [group.own_mean for group in groups],
        "cv": [group.cv for group in groups],
    }


def read_catalogue(engine: Engine, empty: Catalogue) -> Catalogue:
    """Return the catalogue that was kept, with the rules and lists of `empty`.

    Raises:
        NotLoaded: none was kept yet.
    """
    groups = engine.fetch(DIP_GROUPS.read(engine)).to_pylist()
    years = engine.fetch(DIP_GROUP_YEARS.read(engine)).to_pylist()
    related = engine.fetch(DIP_RELATED.read(engine)).to_pylist()
    of_group: dict[str, list[YearOfGroup]] = {}
    for row in sorted(years, key=lambda row: row["year"]):
        of_group.setdefault(row["dip_group"], []).append(
            YearOfGroup(row["cases"], row["cost"])
        )
    return Catalogue(
        tuple(
            _group(row, of_group)
            for row in sorted(groups, key=lambda r: r["dip_group"])
        ),
        tuple(map(_related, related)),
        empty.rules,
        empty.attributes,
        empty.not_principal,
        empty.no_operations,
        empty.auxiliary,
    )


def _related(row: Mapping[str, Any]) -> RelatedOperation:
    return RelatedOperation(
        row["diagnosis"],
        row["main"],
        row["oprn_oprt_code"],
        row["cases"],
        row["base_cases"],
        row["moved"],
        row["related"],
    )


def _group(
    row: Mapping[str, Any], years: Mapping[str, list[YearOfGroup]]
) -> DiseaseGroup:
    operations = tuple(code for code in row["operations"].split("+") if code)
    return DiseaseGroup(
        row["dip_group"],
        GroupKind(row["kind"]),
        row["diagnosis"],
        row["main"],
        operations,
        row["title"],
        row["attribute"],
        row["cases"],
        tuple(years.get(row["dip_group"], ())),
        row["own_cases"],
        row["own_mean"],
        row["cv"],
    )
