"""Which single code, added to a case, would change its group: every code of the scheme is tried.

For the eyes of the bureau: a code that is added needs the record of the stay behind it.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from jixiao.fund.grouping.cases import NUMBERS, Case, Cases, cases_of
from jixiao.fund.grouping.drg.grouper import group
from jixiao.fund.grouping.drg.scheme import Scheme
from jixiao.fund.grouping.rules import CodeSet

OPERATION, DIAGNOSIS = "手术操作", "其他诊断"
_OPERATION = re.compile(r"\d\d")


@dataclass(frozen=True, slots=True)
class NearGroup:
    """A group that a case would fall into by one code more, with all codes that lead there.

    `kind` is what is added. A code that ends in * stands for all that begin so.
    """

    code: str
    title: str
    kind: str
    added: tuple[str, ...]


def near_groups(scheme: Scheme, cases: Cases) -> list[NearGroup]:
    """Return the groups one code away from the only one of `cases`, the fewest codes first."""
    case = _only(cases)
    tried = [*_with_operations(scheme, case), *_with_diagnoses(scheme, case)]
    variants = cases_of([case, *(changed for _, _, changed in tried)])
    grouped = group(scheme, variants)
    present = grouped.code_of(0)
    reached: dict[tuple[str, str], list[str]] = {}
    for place, (kind, added, _) in enumerate(tried, 1):
        code = grouped.code_of(place)
        if code != present:
            reached.setdefault((code, kind), []).append(added)
    near = [
        NearGroup(code, scheme.titles.get(code, ""), kind, tuple(sorted(added)))
        for (code, kind), added in reached.items()
    ]
    return sorted(near, key=lambda each: (len(each.added), each.code, each.kind))


def _only(cases: Cases) -> Case:
    numbers = {name: int(cases.numbers[0, n]) for n, name in enumerate(NUMBERS)}
    return Case(cases.diagnoses.of(0), cases.operations.of(0), numbers=numbers)


def _with_operations(scheme: Scheme, case: Case) -> Iterator[tuple[str, str, Case]]:
    for shown, code in _codes(scheme):
        if _OPERATION.match(code) and code not in case.operations:
            operations = (*case.operations, code)
            yield OPERATION, shown, replace(case, operations=operations)


def _with_diagnoses(scheme: Scheme, case: Case) -> Iterator[tuple[str, str, Case]]:
    codes = {code: code for code in scheme.severe}
    codes |= dict(_codes(scheme))
    for shown, code in codes.items():
        if not _OPERATION.match(code) and code not in case.diagnoses:
            yield DIAGNOSIS, shown, replace(case, diagnoses=(*case.diagnoses, code))


def _codes(scheme: Scheme) -> list[tuple[str, str]]:
    """Return every code that the scheme's sets name: as it is shown, and one that is in the set."""
    sets = [*scheme.categories.sets.values(), scheme.operating_room]
    return sorted({pair for each in sets for pair in _of_set(each)})


def _of_set(codes: CodeSet) -> Iterator[tuple[str, str]]:
    starts = {f"{start}*": start for start in codes.beginnings}
    spans = {f"{low}-{high}": low for low, high in codes.ranges}
    for code in codes.whole:
        if code not in starts and code not in spans:
            yield code, code
    yield from starts.items()
    yield from spans.items()
