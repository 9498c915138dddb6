"""Cases grouped by a catalogue: by a rule, by all they have in common, or by what is left."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from enum import IntEnum

import numpy as np

from jixiao.fund.benefits.compiled import compiled
from jixiao.fund.grouping import matching
from jixiao.fund.grouping.cases import UNKNOWN, Array, Cases
from jixiao.fund.grouping.dip.catalogue import (
    Attribute,
    Catalogue,
    DiseaseGroup,
    GroupKind,
)
from jixiao.fund.grouping.rules import FEW

FOUR, THREE = 5, 3
"""How much of a diagnosis counts: `K35.3` for core groups, `K35` for comprehensive ones."""
_ORDER = {
    "主手术相同": matching.SAME_MAIN,
    "费用最近": matching.NEAREST_COST,
    "例数最多": matching.MOST_CASES,
}


class Step(IntEnum):
    """What decided on a case's group."""

    RULE = matching.BY_RULE
    EXACT = matching.EXACT
    PARTIAL = matching.PARTIAL
    MAIN_OPERATION = matching.MAIN_OPERATION
    COMPREHENSIVE = matching.COMPREHENSIVE
    NOT_GROUPED = matching.NOT_GROUPED

    @property
    def word(self) -> str:
        """What officials call it."""
        return _WORDS[self]


_WORDS = {
    Step.RULE: "先期分组和并项",
    Step.EXACT: "诊断和操作完全相同",
    Step.PARTIAL: "部分匹配：相同的操作最多",
    Step.MAIN_OPERATION: "部分匹配：诊断和主手术相同",
    Step.COMPREHENSIVE: "综合病种",
    Step.NOT_GROUPED: "没有入组",
}


@dataclass(frozen=True, slots=True)
class GroupedCases:
    """The group of each case as a place among `groups` (UNKNOWN: none), and the step that decided."""

    groups: Sequence[DiseaseGroup]
    places: Array
    steps: Array

    def code_of(self, case: int) -> str:
        """Return the code of a case's group; '' where it has none."""
        place = int(self.places[case])
        return self.groups[place].code if place != UNKNOWN else ""


def cut(names: Sequence[str], length: int) -> tuple[list[str], Array]:
    """Return the beginnings of codes, and the place of each code's among them."""
    beginnings = sorted({name[:length] for name in names})
    places = {name: n for n, name in enumerate(beginnings)}
    return beginnings, np.array([places[name[:length]] for name in names], np.int64)


def places_of(codes: Array, mapping: Array) -> Array:
    """Return what codes are mapped to; UNKNOWN stays as it is."""
    mapped = np.full(len(codes), UNKNOWN, np.int64)
    some = codes != UNKNOWN
    mapped[some] = mapping[codes[some]]
    return mapped


def assign(
    catalogue: Catalogue, cases: Cases, tie_order: Sequence[str]
) -> GroupedCases:
    """Group cases by a catalogue; of groups that match as well, `tie_order` says which goes first."""
    cases = countable(catalogue, cases)
    groups = _in_order(catalogue)
    steps, places = _by_rules(catalogue, cases, groups)
    excluded = _flags(cases.diagnoses.names, catalogue.not_principal)
    main = cases.diagnoses.main
    no_group = (main == UNKNOWN) | (places_of(main, excluded.astype(np.int64)) == 1)
    steps[no_group & (steps == 0)] = Step.NOT_GROUPED
    written = _Written.of(catalogue, groups, cases)
    few = len(cases) <= FEW
    group: Callable[..., None] = (
        matching.group_cases if few else compiled(matching)["group_cases"]
    )
    group(
        written.diagnoses, written.pairs, cases.operations.starts, cases.operations.codes,
        cases.costs, *written.groups, np.array([_ORDER[name] for name in tie_order], np.int64),
        *written.related, written.comprehensive, places, steps,
    )  # fmt: skip
    return GroupedCases(groups, places, steps)


def countable(catalogue: Catalogue, cases: Cases) -> Cases:
    """Return cases without the operations that do not count."""
    unwanted = _flags(cases.operations.names, catalogue.no_operations)
    if not unwanted.any():
        return cases
    kept = cases.operations.without(unwanted)
    return Cases(
        cases.keys, cases.years, cases.costs, cases.numbers, cases.diagnoses, kept
    )


def _flags(names: Sequence[str], listed: frozenset[str]) -> Array:
    return np.array([name in listed for name in names] or [False], dtype=bool)


def _in_order(catalogue: Catalogue) -> list[DiseaseGroup]:
    """Return the groups so that those of one diagnosis stand together, core groups first."""
    core = [g for g in catalogue.groups if g.kind is GroupKind.CORE]
    rest = [g for g in catalogue.groups if g.kind is not GroupKind.CORE]
    return sorted(core, key=lambda g: (g.diagnosis, g.code)) + rest


def _by_rules(
    catalogue: Catalogue, cases: Cases, groups: Sequence[DiseaseGroup]
) -> tuple[Array, Array]:
    steps = np.zeros(len(cases), np.int64)
    places = np.full(len(cases), UNKNOWN, np.int64)
    matched = catalogue.rules.first(cases)
    of_rule = {g.code: n for n, g in enumerate(groups) if g.kind is GroupKind.RULE}
    targets = [of_rule.get(rule.code, UNKNOWN) for rule in catalogue.rules.rules]
    if targets:
        taken = matched != UNKNOWN
        places[taken] = np.array(targets, np.int64)[matched[taken]]
        steps[taken & (places != UNKNOWN)] = Step.RULE
    return steps, places


@dataclass(frozen=True, slots=True)
class _Written:
    """A catalogue as whole numbers over the codes of some cases."""

    diagnoses: Array
    pairs: Array
    groups: tuple[Array, ...]
    related: tuple[Array, Array]
    comprehensive: Array

    @classmethod
    def of(
        cls, catalogue: Catalogue, groups: Sequence[DiseaseGroup], cases: Cases
    ) -> "_Written":
        main_dx, main_op = cases.diagnoses.main, cases.operations.main
        fours, four_of = cut(cases.diagnoses.names, FOUR)
        diagnoses = places_of(main_dx, four_of)
        ops = {name: n for n, name in enumerate(cases.operations.names)}
        known = {name: n for n, name in enumerate(fours)}
        pairs, related = _related(catalogue, known, ops, diagnoses, main_op, len(ops))
        return cls(
            diagnoses,
            pairs,
            _group_rows(groups, known, ops),
            related,
            _comprehensive(catalogue, groups, cases),
        )


def _group_rows(
    groups: Sequence[DiseaseGroup], known: dict[str, int], ops: dict[str, int]
) -> tuple[Array, ...]:
    """Write where the groups of each diagnosis stand, their operations, main ones, means, sizes."""
    never = len(ops)  # an operation that no case has
    core = [group for group in groups if group.kind is GroupKind.CORE]
    starts = np.zeros(len(known) + 1, np.int64)
    ends = np.zeros(len(known) + 1, np.int64)
    for place, group in enumerate(core):
        if (n := known.get(group.diagnosis, UNKNOWN)) == UNKNOWN:
            continue
        if ends[n] == starts[n]:
            starts[n] = place
        ends[n] = place + 1
    listed = [ops.get(code, never) for group in core for code in group.operations]
    sizes = np.array([len(group.operations) for group in core], np.int64)
    op_starts = np.concatenate(([0], np.cumsum(sizes))).astype(np.int64)
    mains = [ops.get(g.main, never) if g.main else UNKNOWN for g in core]
    return (
        np.stack([starts, ends]),
        op_starts,
        np.array(listed, np.int64),
        np.array(mains, np.int64),
        np.array([group.own_mean for group in core], np.int64),
        np.array([group.own_cases for group in core], np.int64),
    )


def _related(
    catalogue: Catalogue, known: dict[str, int], ops: dict[str, int], diagnoses: Array,
    main_op: Array, width: int,
) -> tuple[Array, tuple[Array, Array]]:  # fmt: skip
    """Return the pair of diagnosis and main operation of each case, and what is related to each."""
    of_pair: dict[int, list[int]] = {}
    for each in catalogue.related:
        there = each.diagnosis in known and each.main in ops and each.operation in ops
        if each.is_related and there:
            pair = known[each.diagnosis] * width + ops[each.main]
            of_pair.setdefault(pair, []).append(ops[each.operation])
    keys = np.array(sorted(of_pair), np.int64)
    counts = np.array([len(of_pair[key]) for key in keys.tolist()], np.int64)
    starts = np.concatenate(([0], np.cumsum(counts))).astype(np.int64)
    related = np.array([op for key in keys.tolist() for op in of_pair[key]], np.int64)
    asked = diagnoses * width + main_op
    asked[(diagnoses == UNKNOWN) | (main_op == UNKNOWN)] = UNKNOWN
    place = np.minimum(np.searchsorted(keys, asked), max(len(keys) - 1, 0))
    same = keys[place] == asked if len(keys) else np.zeros(len(asked), bool)
    return np.where(same, place, UNKNOWN), (starts, related)


def attributes_of(catalogue: Catalogue, cases: Cases) -> Array:
    """Return the place of each case's attribute among those of Attribute; UNKNOWN: nobody says."""
    order = {attribute: n for n, attribute in enumerate(Attribute)}
    of_op = np.array(
        [order.get(catalogue.attributes[n], UNKNOWN) if n in catalogue.attributes else UNKNOWN
         for n in cases.operations.names] or [UNKNOWN],
        np.int64,
    )  # fmt: skip
    main = cases.operations.main
    return np.where(main == UNKNOWN, order[Attribute.NONE], places_of(main, of_op))


def _comprehensive(
    catalogue: Catalogue, groups: Sequence[DiseaseGroup], cases: Cases
) -> Array:
    """Return the comprehensive group of each case, whether or not it is needed."""
    threes, three_of = cut(cases.diagnoses.names, THREE)
    known = {name: n for n, name in enumerate(threes)}
    width = len(Attribute)
    table = np.full(len(threes) * width + 1, UNKNOWN, np.int64)
    attributes = {attribute.value: n for n, attribute in enumerate(Attribute)}
    for place, group in enumerate(groups):
        if group.kind is GroupKind.COMPREHENSIVE and group.diagnosis in known:
            table[known[group.diagnosis] * width + attributes[group.attribute]] = place
    three = places_of(cases.diagnoses.main, three_of)
    attribute = attributes_of(catalogue, cases)
    unknown = (three == UNKNOWN) | (attribute == UNKNOWN)
    return table[np.where(unknown, len(table) - 1, three * width + attribute)]
