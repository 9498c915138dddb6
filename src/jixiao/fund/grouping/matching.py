"""Rules tried on cases: plain functions over whole numbers, compiled for many cases.

A rule is a list of alternatives, an alternative a list of tests that must all pass. A test is a row
of whole numbers. Codes are numbers, and a set of codes is a row of flags.
"""

from typing import Any

from jixiao.fund.grouping.cases import UNKNOWN

# What a test asks: of the principal diagnosis, of how many other or any diagnoses are in a set, of
# the main operation, of how many operations are in a set, of a number, of how many sets are met.
PRINCIPAL, OTHERS, ANY, MAIN, OPERATIONS, NUMBER, SITES = 0, 1, 2, 3, 4, 5, 6

# A test's row. `LEAST` and `MOST` bound what is counted; a set that is ALL holds every code.
ASKS, SET, LEAST, MOST, NEGATED = 0, 1, 2, 3, 4
TEST_WIDTH = 5
ALL = -1

# How a case came to its group of a catalogue of disease groups.
BY_RULE, EXACT, PARTIAL, MAIN_OPERATION, COMPREHENSIVE, NOT_GROUPED = 1, 2, 3, 4, 5, 6

# What is compared where groups match equally well.
SAME_MAIN, NEAREST_COST, MOST_CASES = 0, 1, 2


def count_in_set(codes: Any, first: int, after: int, flags: Any, of_set: int) -> int:
    """Return how many of the codes from `first` to before `after` are in a set."""
    if of_set == ALL:
        return max(after - first, 0)
    count = 0
    for place in range(first, after):
        if flags[of_set, codes[place]]:
            count += 1
    return count


def ask(
    test: Any, case: int, dx_starts: Any, dx: Any, op_starts: Any, op: Any, numbers: Any,
    dx_flags: Any, op_flags: Any,
) -> int:  # fmt: skip
    """Return what a test counts of a case."""
    first, after = dx_starts[case], dx_starts[case + 1]
    op_first, op_after = op_starts[case], op_starts[case + 1]
    kind, of_set = test[ASKS], test[SET]
    if kind == PRINCIPAL:
        return count_in_set(dx, first, min(first + 1, after), dx_flags, of_set)
    if kind == OTHERS:
        return count_in_set(dx, first + 1, after, dx_flags, of_set)
    if kind == ANY:
        return count_in_set(dx, first, after, dx_flags, of_set)
    if kind == MAIN:
        return count_in_set(op, op_first, min(op_first + 1, op_after), op_flags, of_set)
    if kind == OPERATIONS:
        return count_in_set(op, op_first, op_after, op_flags, of_set)
    return int(numbers[case, of_set])


def count_sites(test: Any, case: int, dx_starts: Any, dx: Any, dx_flags: Any) -> int:
    """Return how many of the sets from SET to MOST have a diagnosis of the case."""
    sites = 0
    for of_set in range(test[SET], test[MOST] + 1):
        if count_in_set(dx, dx_starts[case], dx_starts[case + 1], dx_flags, of_set):
            sites += 1
    return sites


def passes(
    test: Any, case: int, dx_starts: Any, dx: Any, op_starts: Any, op: Any, numbers: Any,
    dx_flags: Any, op_flags: Any,
) -> bool:  # fmt: skip
    """Say whether a case passes a test; a number that it does not give passes none."""
    if test[ASKS] == SITES:
        met = count_sites(test, case, dx_starts, dx, dx_flags) >= test[LEAST]
        return bool(met != (test[NEGATED] == 1))
    counted = ask(test, case, dx_starts, dx, op_starts, op, numbers, dx_flags, op_flags)
    if test[ASKS] == NUMBER and counted == UNKNOWN:
        return False
    met = test[LEAST] <= counted <= test[MOST]
    return bool(met != (test[NEGATED] == 1))


def rule_holds(
    rule: int, rules: Any, alternatives: Any, tests: Any, case: int, dx_starts: Any, dx: Any,
    op_starts: Any, op: Any, numbers: Any, dx_flags: Any, op_flags: Any,
) -> bool:  # fmt: skip
    """Say whether one of a rule's alternatives holds for a case."""
    for alternative in range(rules[rule], rules[rule + 1]):
        holds = True
        for n in range(alternatives[alternative], alternatives[alternative + 1]):
            if not passes(
                tests[n],
                case,
                dx_starts,
                dx,
                op_starts,
                op,
                numbers,
                dx_flags,
                op_flags,
            ):
                holds = False
                break
        if holds:
            return True
    return False


def first_rules(
    candidate_starts: Any, candidates: Any, rules: Any, alternatives: Any, tests: Any,
    dx_starts: Any, dx: Any, op_starts: Any, op: Any, numbers: Any, dx_flags: Any, op_flags: Any,
    matched: Any,
) -> None:  # fmt: skip
    """Fill `matched` with the first rule of each case, UNKNOWN where none holds.

    `candidates` are the rules that the principal diagnosis does not rule out, in their order; those
    of a case without one stand last.
    """
    without = len(candidate_starts) - 2
    for case in range(len(matched)):
        first = dx_starts[case]
        principal = dx[first] if first < dx_starts[case + 1] else without
        matched[case] = UNKNOWN
        for n in range(candidate_starts[principal], candidate_starts[principal + 1]):
            if rule_holds(
                candidates[n], rules, alternatives, tests, case, dx_starts, dx, op_starts,
                op, numbers, dx_flags, op_flags,
            ):  # fmt: skip
                matched[case] = candidates[n]
                break


def holds_all(
    group: int, op_of_group: Any, ops: Any, op: Any, first: int, after: int
) -> bool:
    """Say whether a case has all operations of a group."""
    for n in range(op_of_group[group], op_of_group[group + 1]):
        there = False
        for place in range(first, after):
            if op[place] == ops[n]:
                there = True
                break
        if not there:
            return False
    return True


def is_before(
    first: int,
    second: int,
    order: Any,
    main: int,
    cost: int,
    mains: Any,
    means: Any,
    sizes: Any,
) -> bool:
    """Say whether one group goes before another that matches as well; neither: the earlier."""
    for rank in range(len(order)):
        if order[rank] == SAME_MAIN:
            better, worse = mains[first] == main, mains[second] == main
            if better != worse:
                return bool(better)
        elif order[rank] == NEAREST_COST:
            near, far = abs(means[first] - cost), abs(means[second] - cost)
            if near != far:
                return bool(near < far)
        elif sizes[first] != sizes[second]:
            return bool(sizes[first] > sizes[second])
    return False


def best_group(
    case: int, diagnosis: int, op_starts: Any, op: Any, cost: int, group_starts: Any, op_of_group: Any,
    ops: Any, mains: Any, means: Any, sizes: Any, order: Any,
) -> int:  # fmt: skip
    """Return the group of a diagnosis that has most operations in common with a case.

    A group fits whose operations the case has all, a group of one operation only where it is the
    main one, a group of none only where the case has none.
    """
    first, after = op_starts[case], op_starts[case + 1]
    main = op[first] if first < after else UNKNOWN
    best, most = UNKNOWN, -1
    for group in range(group_starts[0, diagnosis], group_starts[1, diagnosis]):
        size = op_of_group[group + 1] - op_of_group[group]
        if size < most or (size == 0) != (main == UNKNOWN):
            continue
        if size == 1 and mains[group] != main:
            continue
        if not holds_all(group, op_of_group, ops, op, first, after):
            continue
        if size > most or is_before(
            group, best, order, main, cost, mains, means, sizes
        ):
            best, most = group, size
    return best


def count_related(
    case: int, pair: int, op_starts: Any, op: Any, related_starts: Any, related: Any
) -> int:
    """Return how many of a case's operations count: the main one and those related to it."""
    first, after = op_starts[case], op_starts[case + 1]
    if first == after:
        return 0
    count = 1
    if pair == UNKNOWN:
        return count
    for place in range(first + 1, after):
        for n in range(related_starts[pair], related_starts[pair + 1]):
            if related[n] == op[place]:
                count += 1
                break
    return count


def group_cases(
    diagnoses: Any, pairs: Any, op_starts: Any, op: Any, costs: Any, group_starts: Any,
    op_of_group: Any, ops: Any, mains: Any, means: Any, sizes: Any, order: Any,
    related_starts: Any, related: Any, comprehensive: Any, groups: Any, steps: Any,
) -> None:  # fmt: skip
    """Fill `groups` and `steps` of the cases that no rule took (their step is 0).

    `group_starts` has two rows: where the groups of each diagnosis begin, and where they end.
    `diagnoses` is the number of the diagnosis that groups go by, `pairs` that of diagnosis and main
    operation, `comprehensive` the group that is left for a case, each UNKNOWN where there is none.
    """
    for case in range(len(costs)):
        if steps[case]:
            continue
        best = UNKNOWN
        if diagnoses[case] != UNKNOWN:
            best = best_group(
                case, diagnoses[case], op_starts, op, costs[case], group_starts, op_of_group,
                ops, mains, means, sizes, order,
            )  # fmt: skip
        if best == UNKNOWN:
            groups[case] = comprehensive[case]
            steps[case] = NOT_GROUPED if groups[case] == UNKNOWN else COMPREHENSIVE
            continue
        groups[case] = best
        size = op_of_group[best + 1] - op_of_group[best]
        counted = count_related(
            case, pairs[case], op_starts, op, related_starts, related
        )
        is_exact = size == counted and (size == 0 or mains[best] == op[op_starts[case]])
        steps[case] = EXACT if is_exact else PARTIAL if size > 1 else MAIN_OPERATION


def find_severities(
    dx_starts: Any, dx: Any, levels: Any, tables: Any, excluded: Any, severities: Any
) -> None:
    """Fill `severities` with the highest level of each case's other diagnoses that count.

    `levels` and `tables` are of each diagnosis; `excluded[table, principal]` flags that a principal
    diagnosis makes the diagnoses of a table count nothing.
    """
    for case in range(len(severities)):
        first, after = dx_starts[case], dx_starts[case + 1]
        highest = 0
        for place in range(first + 1, after):
            code = dx[place]
            if levels[code] > highest and not excluded[tables[code], dx[first]]:
                highest = levels[code]
        severities[case] = highest
