"""A catalogue and its groups worked out case by case with dictionaries: slow, and written apart."""

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from fractions import Fraction

from jixiao.fund.grouping.cases import Case
from jixiao.fund.grouping.dip.catalogue import Attribute

Combination = tuple[str, str, frozenset[str]]


def related_operations(
    cases: Sequence[Case], least: Fraction
) -> set[tuple[str, str, str]]:
    """Which operations raise the mean cost beside a main one, by diagnosis and main operation."""
    whole: dict[tuple[str, str], list[Case]] = defaultdict(list)
    for case in cases:
        if case.operations:
            whole[case.diagnoses[0][:5], case.operations[0]].append(case)
    combinations = set()
    for (diagnosis, main), alike in whole.items():
        for operation in {op for case in alike for op in case.operations[1:]}:
            having = [c for c in alike if operation in c.operations[1:]]
            only = [c for c in having if len(c.operations) == 2]
            bare = [c for c in alike if len(c.operations) == 1]
            if not (only and bare):
                only, bare = (
                    having,
                    [c for c in alike if operation not in c.operations[1:]],
                )
            if not bare or mean(only) >= mean(bare) * (1 + least):
                combinations.add((diagnosis, main, operation))
    return combinations


def mean(cases: Sequence[Case]) -> Fraction:
    return Fraction(sum(case.cost for case in cases), len(cases))


def group_slowly(
    cases: Sequence[Case],
    attributes: Mapping[str, Attribute],
    core: int,
    left: int,
    least: Fraction,
) -> list[tuple[str, str]]:
    """The code of each case's group and what decided."""
    related = related_operations(cases, least)

    def counting(case: Case) -> Combination:
        diagnosis, main = (
            case.diagnoses[0][:5],
            case.operations[0] if case.operations else "",
        )
        others = (op for op in case.operations[1:] if (diagnosis, main, op) in related)
        return diagnosis, main, frozenset(others)

    members: dict[Combination, list[Case]] = defaultdict(list)
    for case in cases:
        members[counting(case)].append(case)
    groups = {key: alike for key, alike in members.items() if len(alike) >= core}
    answers = [choose(case, counting(case), groups) for case in cases]
    remaining = Counter(
        key(case, attributes)
        for case, answer in zip(cases, answers, strict=True)
        if not answer[0]
    )
    return [
        answer
        if answer[0]
        else (f"{key(case, attributes)[0]}:{key(case, attributes)[1]}", "comprehensive")
        if key(case, attributes)[1] and remaining[key(case, attributes)] >= left
        else ("", "none")
        for case, answer in zip(cases, answers, strict=True)
    ]


def key(case: Case, attributes: Mapping[str, Attribute]) -> tuple[str, str]:
    attribute = (
        attributes.get(case.operations[0], "") if case.operations else Attribute.NONE
    )
    return case.diagnoses[0][:3], attribute


def choose(
    case: Case, combination: Combination, groups: Mapping[Combination, list[Case]]
) -> tuple[str, str]:
    main = case.operations[0] if case.operations else ""
    fitting = []
    for (diagnosis, of_group, others), alike in groups.items():
        operations = {of_group, *others} - {""}
        if diagnosis != combination[0] or bool(operations) != bool(case.operations):
            continue
        if not operations <= {*case.operations} or (
            len(operations) == 1 and of_group != main
        ):
            continue
        average = sum(c.cost for c in alike) // len(alike)
        code = f"{diagnosis}:{'+'.join([of_group, *sorted(others)]) if of_group else '保守'}"
        fitting.append(
            (-len(operations), of_group != main, abs(average - case.cost), -len(alike), code,
             (diagnosis, of_group, others))
        )  # fmt: skip
    if not fitting:
        return "", ""
    *_, code, chosen = min(fitting)
    if chosen == combination:
        return code, "exact"
    return code, "partial" if len(chosen[2]) else "main"
