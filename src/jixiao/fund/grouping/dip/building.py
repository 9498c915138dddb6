"""A catalogue built from years of cases: cleaned, combined, counted, and what is left put together."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

import numpy as np

from jixiao.errors import JixiaoError
from jixiao.fund.grouping.cases import DAYS, UNKNOWN, Array, Cases
from jixiao.fund.grouping.dip.assignment import (
    FOUR,
    THREE,
    GroupedCases,
    Step,
    assign,
    attributes_of,
    countable,
    cut,
    places_of,
)
from jixiao.fund.grouping.dip.catalogue import (
    Attribute,
    Catalogue,
    DiseaseGroup,
    GroupKind,
    RelatedOperation,
    YearOfGroup,
)
from jixiao.fund.grouping.dip.costs import add_up, counted, group_costs
from jixiao.fund.grouping.dip.related import Beside, Exploded, beside
from jixiao.fund.parameters import Terms

KEYS = (
    "dip.longest_stay",
    "dip.least_cost",
    "dip.trimming",
    "dip.trim_low",
    "dip.trim_high",
    "dip.related_rise",
    "dip.related_direction",
    "dip.core_rule",
    "dip.core_cases",
    "dip.core_coverage",
    "dip.comprehensive_cases",
    "dip.tie_order",
)
"""The parameters that make a catalogue."""
_SIGNS = 2**62


@dataclass(frozen=True, slots=True)
class Left:
    """A step of the funnel: why cases were left out, how many, and how many remained."""

    reason: str
    out: int
    remaining: int


@dataclass(frozen=True, slots=True)
class Built:
    """A catalogue with the cases it was built from, their groups, and the funnel they came through.

    `counted` flags the cases whose costs count; `not_principal` and others leave cases without a
    group but in the list.
    """

    catalogue: Catalogue
    cases: Cases
    grouped: GroupedCases
    counted: Array
    funnel: tuple[Left, ...]


def clean(
    cases: Cases, terms: Terms, others: Sequence[tuple[str, Array]] = ()
) -> tuple[Cases, tuple[Left, ...]]:
    """Leave out what makes no catalogue, each case for the first reason that it has.

    `others` are further reasons with a flag for each case, which come first.
    """
    days, most = cases.numbers[:, DAYS], terms.count("dip.longest_stay")
    least = terms.count("dip.least_cost")
    reasons = [
        *others,
        ("没有主要诊断", cases.diagnoses.main == UNKNOWN),
        ("住院天数不详", days == UNKNOWN),
        (f"住院超过 {most} 天", days > most),
        (f"费用不超过 {terms.row('dip.least_cost').printed}", cases.costs <= least),
    ]
    kept = np.ones(len(cases), bool)
    funnel = []
    for reason, flags in reasons:
        out = kept & flags
        kept &= ~flags
        funnel.append(Left(reason, int(out.sum()), int(kept.sum())))
    return cases.take(kept) if not kept.all() else cases, tuple(funnel)


def build(
    cases: Cases, years: Sequence[int], terms: Terms, empty: Catalogue,
    others: Sequence[tuple[str, Array]] = (),
) -> Built:  # fmt: skip
    """Build a catalogue of the cases of some years, from the earliest to the latest.

    `empty` brings the rules, the attributes of operations and the lists of what does not count.

    Raises:
        JixiaoError: no case is left, or a case is of no such year.
    """
    cases, funnel = clean(cases, terms, others)
    if not len(cases):
        message = "没有病例可编目录。请看筛选各步去掉了多少，或检查年份。"
        raise JixiaoError(message)
    year_of = np.searchsorted(years, cases.years)
    if (np.asarray([*years, 0])[year_of] != cases.years).any():
        message = f"有病例不属于 {'、'.join(map(str, years))} 年。请检查年份。"
        raise JixiaoError(message)
    cases = countable(empty, cases)
    core = _core(cases, empty, terms)
    order = terms.names("dip.tie_order")
    grouped = assign(core, cases, order)
    catalogue, grouped = _with_comprehensive(core, cases, grouped, terms)
    kept = counted(grouped.places, cases.costs, len(grouped.groups), terms)
    catalogue = _with_costs(catalogue, cases, grouped, kept, year_of, len(years))
    by_code = catalogue.by_code
    groups = [by_code[group.code] for group in grouped.groups]
    whole = replace(grouped, groups=groups)
    return Built(catalogue, cases, whole, kept, funnel)


def _core(cases: Cases, empty: Catalogue, terms: Terms) -> Catalogue:
    """Return a catalogue of the rules' groups and the combinations that have cases enough."""
    by_rule = (
        empty.rules.first(cases) != UNKNOWN
        if empty.rules.rules
        else np.zeros(len(cases), bool)
    )
    excluded = np.array(
        [n in empty.not_principal for n in cases.diagnoses.names] or [False]
    )
    countable = ~by_rule & ~excluded[cases.diagnoses.main]
    fours, four_of = cut(cases.diagnoses.names, FOUR)
    four = places_of(cases.diagnoses.main, four_of)
    width = len(cases.operations.names) + 1
    main = cases.operations.main
    pairs, pair_of = np.unique(four * width + main + 1, return_inverse=True)
    pair_of = np.where(countable & (main != UNKNOWN), pair_of, UNKNOWN)
    exploded = _beside_main(cases, countable)
    judged, place = beside(
        pair_of, exploded, cases.operations.counts, cases.costs, width, terms
    )
    combinations = _combinations(cases, four, exploded, judged.related[place])
    rules = tuple(
        DiseaseGroup(rule.code, GroupKind.RULE, "", "", (), rule.title)
        for rule in empty.rules.rules
    )
    kept = (
        exploded.owners[judged.related[place]],
        exploded.operations[judged.related[place]],
    )
    groups = _core_groups(cases, combinations, countable, fours, four, kept, terms)
    related = _related_operations(
        judged, pairs, fours, cases.operations.names, width, groups
    )
    return replace(empty, groups=(*rules, *groups), related=related)


def _beside_main(cases: Cases, countable: Array) -> Exploded:
    counts = cases.operations.counts
    owners = np.repeat(np.arange(len(cases)), counts)
    is_main = np.zeros(len(owners), bool)
    is_main[cases.operations.starts[:-1][counts > 0]] = True
    kept = ~is_main & countable[owners]
    return Exploded(owners[kept], cases.operations.codes[kept])


def _combinations(
    cases: Cases, four: Array, exploded: Exploded, related: Array
) -> Array:
    """Return a number for each case that is the same for the same diagnosis and operations.

    Random signs of the codes are laid over one another, whatever their order; two combinations that
    differ have the same number once in 2**62.
    """
    rng = np.random.default_rng(0)
    of_dx = rng.integers(1, _SIGNS, int(four.max(initial=0)) + 1)
    of_main = rng.integers(1, _SIGNS, len(cases.operations.names) + 1)
    of_op = rng.integers(1, _SIGNS, len(cases.operations.names) + 1)
    numbers = of_dx[four] ^ of_main[cases.operations.main]
    np.bitwise_xor.at(
        numbers, exploded.owners[related], of_op[exploded.operations[related]]
    )
    return np.asarray(numbers)


def _core_groups(
    cases: Cases, combinations: Array, countable: Array, fours: Sequence[str], four: Array,
    kept: tuple[Array, Array], terms: Terms,
) -> list[DiseaseGroup]:  # fmt: skip
    numbers, first, place = np.unique(
        combinations[countable], return_index=True, return_inverse=True
    )
    sizes = np.bincount(place, minlength=len(numbers))
    costs = add_up(place, cases.costs[countable], len(numbers))
    least = _least_cases(sizes, terms)
    examples = np.flatnonzero(countable)[first]
    owners, operations = kept
    order = np.argsort(owners, kind="stable")
    owners, operations = owners[order], operations[order]
    names, mains = cases.operations.names, cases.operations.main
    groups = []
    for n in np.flatnonzero(sizes >= least).tolist():
        case = int(examples[n])
        low, high = np.searchsorted(owners, [case, case + 1])
        main = names[mains[case]] if mains[case] != UNKNOWN else ""
        others = [names[op] for op in operations[low:high].tolist()]
        listed = tuple(sorted({*others, *([main] if main else [])}))
        diagnosis = fours[int(four[case])]
        groups.append(
            DiseaseGroup(
                DiseaseGroup.core_code(diagnosis, main, listed),
                GroupKind.CORE,
                diagnosis,
                main,
                listed,
                own_cases=int(sizes[n]),
                own_mean=int(costs[n]) // int(sizes[n]),
            )
        )
    return groups


def _least_cases(sizes: Array, terms: Terms) -> int:
    """Return how many cases make a core group: a number, or the largest that still covers enough."""
    if terms.choice("dip.core_rule") == "例数":
        return terms.count("dip.core_cases")
    wanted = terms.factor("dip.core_coverage") * int(sizes.sum())
    descending = np.sort(sizes)[::-1]
    covered = np.cumsum(descending)
    enough = int(np.searchsorted(covered, int(-(-wanted // 1))))
    return int(descending[min(enough, len(descending) - 1)])


def _related_operations(
    judged: Beside, pairs: Array, fours: Sequence[str], names: Sequence[str], width: int,
    groups: Sequence[DiseaseGroup],
) -> tuple[RelatedOperation, ...]:  # fmt: skip
    """Say how operations were judged beside the main ones that core groups have."""
    wanted = {(group.diagnosis, group.main) for group in groups}
    titles = [
        (fours[pair // width], names[pair % width - 1] if pair % width else "")
        for pair in pairs.tolist()
    ]
    has_group = np.array([title in wanted for title in titles] or [False])
    return tuple(
        RelatedOperation(
            *titles[pair],
            names[operation],
            cases,
            base_cases,
            judged.moved(place),
            related,
        )
        for place, (pair, operation, cases, base_cases, related) in _listed(
            judged, has_group
        )
    )


def _listed(
    judged: Beside, has_group: Array
) -> Iterator[tuple[int, tuple[int, int, int, int, bool]]]:
    """Yield the combinations of pairs that have a group, each with its place."""
    there = has_group[judged.pairs] if len(judged.pairs) else np.zeros(0, bool)
    places: list[int] = np.flatnonzero(there).tolist()
    for place in places:
        yield (
            int(place),
            (
                int(judged.pairs[place]),
                int(judged.operations[place]),
                int(judged.cases[place]),
                int(judged.base_cases[place]),
                bool(judged.related[place]),
            ),
        )


def _with_comprehensive(
    core: Catalogue, cases: Cases, grouped: GroupedCases, terms: Terms
) -> tuple[Catalogue, GroupedCases]:
    """Add the groups that what is left makes, and put it there."""
    excluded = np.array(
        [n in core.not_principal for n in cases.diagnoses.names] or [False]
    )
    attribute = attributes_of(core, cases)
    left = (grouped.steps == Step.NOT_GROUPED) & ~excluded[cases.diagnoses.main]
    left &= attribute != UNKNOWN
    threes, three_of = cut(cases.diagnoses.names, THREE)
    three = places_of(cases.diagnoses.main, three_of)
    width = len(Attribute)
    keys, place = np.unique((three * width + attribute)[left], return_inverse=True)
    sizes = np.bincount(place, minlength=len(keys))
    enough = sizes >= terms.count("dip.comprehensive_cases")
    attributes = [*Attribute]
    added = tuple(
        _comprehensive_group(threes[key // width], attributes[key % width])
        for key in keys[enough].tolist()
    )
    target = np.full(len(keys), UNKNOWN, np.int64)
    target[enough] = len(grouped.groups) + np.arange(len(added))
    places, steps = grouped.places.copy(), grouped.steps.copy()
    places[left] = target[place]
    steps[left] = np.where(
        places[left] == UNKNOWN, Step.NOT_GROUPED, Step.COMPREHENSIVE
    )
    catalogue = replace(core, groups=(*core.groups, *added))
    return catalogue, GroupedCases([*grouped.groups, *added], places, steps)


def _comprehensive_group(diagnosis: str, attribute: Attribute) -> DiseaseGroup:
    code = f"{diagnosis}:{attribute}"
    return DiseaseGroup(
        code, GroupKind.COMPREHENSIVE, diagnosis, "", (), attribute=attribute
    )


def _with_costs(
    catalogue: Catalogue,
    cases: Cases,
    grouped: GroupedCases,
    kept: Array,
    year_of: Array,
    width: int,
) -> Catalogue:
    """Say of each group how many cases it has, and what those cost whose costs count."""
    size = len(grouped.groups)
    all_cases = np.bincount(grouped.places[grouped.places != UNKNOWN], minlength=size)
    costs = group_costs(
        grouped.places[kept], year_of[kept], cases.costs[kept], size, width
    )
    counted: Mapping[str, DiseaseGroup] = {
        group.code: replace(
            group,
            cases=int(all_cases[n]),
            years=tuple(
                map(YearOfGroup, costs.cases[n].tolist(), costs.costs[n].tolist())
            ),
            cv=int(costs.cv[n]),
        )
        for n, group in enumerate(grouped.groups)
    }
    return replace(
        catalogue, groups=tuple(counted[group.code] for group in catalogue.groups)
    )
