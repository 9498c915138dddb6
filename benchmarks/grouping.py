"""A million discharges put into groups: a DIP catalogue built from them, a DRG scheme run over them.

From arrays of coded cases, as `read_cases` gives them. Peers: the bare sum of the same arrays, and
the slow implementation of the tests on a sample; seconds are of the processor.
`python benchmarks/grouping.py 100000` takes fewer.
"""

import sys
from collections.abc import Callable
from fractions import Fraction
from pathlib import Path

import numpy as np
from measuring import ROUNDS, best_in_turn

from jixiao.fund.grouping.cases import AGE, DAYS, SEX, Case, CaseCodes, Cases
from jixiao.fund.grouping.dip.assignment import Step, assign
from jixiao.fund.grouping.dip.building import build
from jixiao.fund.grouping.dip.case_grouper import CaseGrouper
from jixiao.fund.grouping.dip.catalogue import Attribute, Catalogue
from jixiao.fund.grouping.drg.grouper import UNGROUPABLE, group
from jixiao.fund.grouping.drg.scheme import AdjacentGroup, Scheme
from jixiao.fund.grouping.rules import CodeSet, Question, Rule, RuleBook

sys.path.insert(0, str(Path(__file__).parents[1]))
from tests.fund.grouping.dip.slowly import group_slowly  # a peer
from tests.fund.payment.terms import terms

COUNT = 1_000_000
YEARS = (2024, 2025, 2026)
SURGICAL = 14
"""Of 24 adjacent groups of a category, those that an operation leads to."""
DIAGNOSES = [
    f"{letter}{n:02}.{k}{x:02}"
    for letter in "ABCDEGHIJKLMNRST"
    for n in range(90)
    for k in range(6)
    for x in range(4)
]
OPERATIONS = [f"{a:02}.{b:04}" for a in range(99) for b in range(130)]
ATTRIBUTES = {
    code: [Attribute.SURGERY, Attribute.THERAPEUTIC, Attribute.DIAGNOSTIC][n % 3]
    for n, code in enumerate(OPERATIONS)
}
SAMPLE, ALONE = 3_000, 2_000


def drawn(count: int) -> Cases:
    """Draw cases: diagnoses as 1/rank, up to three operations that go with them, costs by both."""
    rng = np.random.default_rng(3)
    shares = 1 / (np.arange(len(DIAGNOSES)) + 20.0)
    principal = rng.choice(
        len(DIAGNOSES), count, p=rng.permutation(shares / shares.sum())
    )
    others = rng.integers(0, 8, count)
    dx_starts = np.concatenate(([0], np.cumsum(others + 1)))
    dx = rng.integers(0, len(DIAGNOSES), dx_starts[-1])
    dx[dx_starts[:-1]] = principal
    wanted = rng.choice([0, 0, 1, 1, 2, 3], count)
    owner = np.repeat(np.arange(count), wanted)
    usual = (principal[owner] * 7 + rng.integers(0, 8, len(owner)) * 17) % len(
        OPERATIONS
    )
    kept = np.unique(owner * len(OPERATIONS) + usual)
    owner, op = kept // len(OPERATIONS), kept % len(OPERATIONS)
    op_starts = np.concatenate(([0], np.cumsum(np.bincount(owner, minlength=count))))
    numbers = np.full((count, 7), -1, np.int64)
    numbers[:, SEX] = rng.integers(1, 3, count)
    numbers[:, AGE] = rng.integers(0, 95, count)
    numbers[:, DAYS] = rng.integers(1, 30, count)
    costs = (
        np.exp(rng.normal(8.5, 0.6, count) + (principal % 50) / 60).astype(np.int64)
        * 100
        + 600
    )
    flags = np.ones(count, bool)
    return Cases(
        [""] * count,
        rng.integers(YEARS[0], YEARS[-1] + 1, count),
        costs,
        numbers,
        CaseCodes(DIAGNOSES, dx_starts.astype(np.int64), dx.astype(np.int64), flags),
        CaseCodes(OPERATIONS, op_starts.astype(np.int64), op.astype(np.int64), flags),
    )


def written(cases: Cases, count: int) -> list[Case]:
    """Return some of the cases as a person writes them."""
    return [
        Case(
            cases.diagnoses.of(n),
            cases.operations.of(n),
            int(cases.costs[n]),
            int(cases.years[n]),
            numbers={"days": int(cases.numbers[n, DAYS])},
        )
        for n in range(count)
    ]


def drg_scheme() -> Scheme:
    """A scheme of the size of a real one: 16 categories, 384 adjacent groups, a third split by 3."""
    letters = "ABCDEGHIJKLMNRST"
    sets: dict[str, CodeSet] = {}
    categories, adjacent = [], {}
    groups: dict[str, AdjacentGroup] = {}
    for place, letter in enumerate(letters):
        sets[f"MDC{letter}"] = CodeSet.of(f"MDC{letter}", [f"{letter}*"])
        categories.append(
            Rule(f"MDC{letter}", "", ((Question("主要诊断", f"MDC{letter}"),),))
        )
        rules = []
        for n in range(24):
            code = f"{letter}{'ABCDEFGHIJKLMNPRSTUVWXYZ'[n]}1"
            if n < SURGICAL:
                sets[code] = CodeSet.of(
                    code, OPERATIONS[place * 700 + n * 45 : place * 700 + n * 45 + 90]
                )
                asked = Question("任一手术", code)
            else:
                low = (n - SURGICAL) * 9
                sets[code] = CodeSet.of(
                    code, [f"{letter}{low:02}-{letter}{low + 8:02}"]
                )
                asked = Question("主要诊断", code)
            rules.append(Rule(code, "", ((asked,),)))
            split = n % 3 == 0
            by_severity = (
                (f"{code}5", f"{code}3", f"{code}1") if split else (f"{code}9",) * 3
            )
            groups[code] = AdjacentGroup(code, "", by_severity)
        adjacent[f"MDC{letter}"] = RuleBook(tuple(rules), sets)
    severe = {
        code: (1 + n % 4 // 3, str(n % 200)) for n, code in enumerate(DIAGNOSES[::2])
    }
    exclusions = {
        str(n): CodeSet.of(str(n), DIAGNOSES[n * 40 : n * 40 + 150]) for n in range(200)
    }
    return Scheme(
        "bench", "", "", "样例", bool(SURGICAL), RuleBook(tuple(categories), sets), adjacent, groups, {},
        severe, exclusions, CodeSet.of("不能作主要诊断", []), CodeSet.of("手术室手术", OPERATIONS),
    )  # fmt: skip


def seconds_of(work: Callable[[], object], rounds: int = ROUNDS) -> float:
    """Give the shortest of a few runs, in seconds of the processor."""
    return best_in_turn({"": work}, rounds)[""]


def measure_dip(cases: Cases) -> None:
    """Build a catalogue and group by it; a sample by the slow implementation; one case alone."""
    rules, lists = terms(), Catalogue((), attributes=ATTRIBUTES)
    order = rules.names("dip.tie_order")
    made = build(cases, YEARS, rules, lists)
    building = seconds_of(lambda: build(cases, YEARS, rules, lists))
    grouping = seconds_of(lambda: assign(made.catalogue, cases, order))
    arrays = (cases.costs, cases.years, cases.diagnoses.codes, cases.operations.codes)
    scan = seconds_of(lambda: [array.sum() for array in arrays])
    grouped = int((made.grouped.steps != Step.NOT_GROUPED).sum())
    share = f"{grouped / len(cases):.1%} grouped"
    print(
        f"DIP groups                          {len(made.catalogue.groups):,}, {share}"
    )
    print(f"  catalogue built and cases grouped {building:.2f} s")
    print(f"  cases grouped by a catalogue      {len(cases) / grouping:,.0f} cases/s")
    print(f"  against a bare sum of the arrays  {building / scan:.0f} times")
    sample = written(cases, SAMPLE)
    slowly = seconds_of(
        lambda: group_slowly(sample, ATTRIBUTES, 15, 15, Fraction(1, 10)), 1
    )
    times = slowly / SAMPLE * len(cases) / building
    print(f"  case by case with dictionaries    {times:.0f} times ours (a sample)")
    grouper = CaseGrouper(made.catalogue, order)
    alone = seconds_of(lambda: [grouper.group(case) for case in sample[:ALONE]])
    print(f"  one case alone                    {alone / ALONE * 1000:.2f} ms")


def measure_drg(cases: Cases) -> None:
    """Run a scheme over the cases."""
    scheme = drg_scheme()
    made = group(scheme, cases)
    seconds = seconds_of(lambda: group(scheme, cases))
    first = made.places[:SAMPLE].tolist()
    grouped = sum(made.codes[place] != UNGROUPABLE for place in first) / SAMPLE
    rate = f"{len(cases) / seconds:,.0f} cases/s, {grouped:.1%} grouped"
    print(f"DRG of {len(scheme.groups)} adjacent groups          {rate}")


def main() -> None:
    """Measure and print."""
    count = int(sys.argv[1]) if len(sys.argv) > 1 else COUNT
    cases = drawn(count)
    print(
        f"{count:,} cases, {len(cases.diagnoses.codes):,} diagnoses, {len(cases.operations.codes):,} operations"
    )
    measure_dip(cases)
    measure_drg(cases)


if __name__ == "__main__":
    main()
