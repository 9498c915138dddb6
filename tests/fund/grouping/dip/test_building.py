from collections import Counter
from fractions import Fraction

import numpy as np
import pytest

from jixiao.errors import JixiaoError
from jixiao.fund.grouping.cases import Case, cases_of
from jixiao.fund.grouping.dip.assignment import Step, assign
from jixiao.fund.grouping.dip.building import Built, build
from jixiao.fund.grouping.dip.catalogue import Attribute, Catalogue, GroupKind
from jixiao.fund.grouping.rules import FEW
from tests.fund.grouping.dip.slowly import group_slowly
from tests.fund.payment.terms import terms

SAMPLE = terms()
YEARS = (2024, 2025, 2026)
STENT, VESSELS, IMAGING = "36.0700", "88.5500", "00.2400"
ATTRIBUTES = {
    STENT: Attribute.SURGERY, "68.4": Attribute.SURGERY, "68.5": Attribute.SURGERY,
    "45.2": Attribute.DIAGNOSTIC, "99.2": Attribute.THERAPEUTIC, VESSELS: Attribute.DIAGNOSTIC,
    IMAGING: Attribute.DIAGNOSTIC,
}  # fmt: skip
LISTS = Catalogue((), attributes=ATTRIBUTES)


def many(count: int, diagnosis: str, operations: list[str], yuan: int) -> list[Case]:
    return [
        Case([diagnosis], operations, yuan * 100, 2024 + n % 3, numbers={"days": 5})
        for n in range(count)
    ]


def built(
    cases: list[Case], rules=SAMPLE, lists: Catalogue = LISTS, others=()
) -> Built:
    return build(cases_of(cases), YEARS, rules, lists, others)


def counts(of: Built) -> dict[str, int]:
    return {group.code: group.cases for group in of.catalogue.groups}


def test_imaging_of_vessels_moves_the_cost_and_a_second_look_does_not():
    year = built(
        many(20, "I21.000", [STENT], 28_033)
        + many(20, "I21.000", [STENT, VESSELS], 28_849)
        + many(20, "I21.000", [STENT, IMAGING], 44_003)
    )

    assert {"I21.0:36.0700": 40, "I21.0:36.0700+00.2400": 20} == counts(year)
    moved = {
        each.operation: (each.moved, each.is_related) for each in year.catalogue.related
    }
    assert {VESSELS: (291, False), IMAGING: (5696, True)} == moved


def test_four_small_combinations_of_c54_make_one_comprehensive_group_of_45():
    year = built(
        many(14, "C54.100", ["68.4"], 9_000) + many(8, "C54.100", ["68.5"], 9_500)
        + many(13, "C54.900", ["68.4"], 8_000) + many(10, "C54.900", ["68.5"], 8_500)
    )  # fmt: skip

    assert {"C54:相关手术": 45} == counts(year)


def test_fifteen_cases_make_a_core_group_and_fourteen_do_not():
    year = built(many(15, "J18.900", [], 4_000) + many(14, "K29.500", [], 3_000))

    assert {"J18.9:保守": 15} == counts(year)
    assert Counter({Step.EXACT: 15, Step.NOT_GROUPED: 14}) == Counter(
        year.grouped.steps
    )


@pytest.mark.parametrize(
    ("yuan", "is_related"), [(10_990, False), (11_000, True), (9_000, False)]
)
def test_an_operation_counts_from_a_tenth_more_on(yuan: int, is_related: bool):
    year = built(
        many(20, "I21.000", [STENT], 10_000)
        + many(20, "I21.000", [STENT, IMAGING], yuan)
    )

    assert [is_related] == [each.is_related for each in year.catalogue.related]


def test_one_that_makes_it_cheaper_counts_where_both_directions_do():
    both = terms(dip_related_direction='"升降"')
    cases = many(20, "I21.000", [STENT], 10_000) + many(
        20, "I21.000", [STENT, IMAGING], 9_000
    )

    assert [True] == [each.is_related for each in built(cases, both).catalogue.related]


def test_the_order_of_operations_beside_the_main_one_changes_nothing():
    cases = many(20, "I21.000", [STENT], 10_000)
    cases += many(20, "I21.000", [STENT, IMAGING], 20_000)
    cases += many(20, "I21.000", [STENT, VESSELS], 20_000)
    cases += many(9, "I21.000", [STENT, IMAGING, VESSELS], 30_000)
    cases += many(9, "I21.000", [STENT, VESSELS, IMAGING], 30_000)

    assert 18 == counts(built(cases))["I21.0:36.0700+00.2400+88.5500"]


def test_what_is_left_out_is_told_step_by_step():
    cases = [
        *many(15, "J18.900", [], 4_000),
        Case([], [], 100_000, 2026, numbers={"days": 3}),
        Case(["J18.900"], [], 100_000, 2026),
        Case(["J18.900"], [], 100_000, 2026, numbers={"days": 61}),
        Case(["J18.900"], [], 500, 2026, numbers={"days": 60}),
    ]

    away = ("统筹区外就医", np.array([True] + [False] * 18))
    year = built(cases, others=[away])

    assert [1, 1, 1, 1, 1] == [left.out for left in year.funnel]
    assert [18, 17, 16, 15, 14] == [left.remaining for left in year.funnel]
    assert "住院超过 60 天" == year.funnel[3].reason


def test_extremes_count_no_costs_but_stay_in_their_group():
    cases = many(78, "J18.900", [], 4_000) + many(1, "J18.900", [], 40_000)
    cases += many(1, "J18.900", [], 300)

    year = built(cases)

    (group,) = year.catalogue.groups
    assert (80, 78) == (group.cases, sum(each.cases for each in group.years))
    assert 78 * 400_000 == sum(each.cost for each in group.years)


def test_nothing_is_taken_away_where_the_terms_say_so():
    cases = many(78, "J18.900", [], 4_000) + many(2, "J18.900", [], 40_000)
    untrimmed = built(cases, terms(dip_trimming='"不去"'))

    assert untrimmed.counted.all()


def test_an_interval_that_no_text_gives_a_formula_for_is_refused():
    with pytest.raises(JixiaoError, match="没有写它怎样算"):
        built(many(15, "J18.900", [], 4_000), terms(dip_trimming='"优值区间"'))


def test_core_groups_by_coverage_take_as_many_as_cover_enough():
    cases = many(60, "J18.900", [], 4_000) + many(30, "K29.500", [], 3_000)
    cases += many(10, "I10.x00", [], 2_000)
    half = terms(dip_core_rule='"覆盖率"', dip_core_coverage="0.9")

    assert {"J18.9:保守": 60, "K29.5:保守": 30} == counts(built(cases, half))


def test_no_cases_and_cases_of_other_years_are_refused():
    with pytest.raises(JixiaoError, match="没有病例可编目录"):
        built([])
    with pytest.raises(JixiaoError, match="不属于 2024、2025、2026 年"):
        built([Case(["J18.900"], [], 100_000, 2023, numbers={"days": 3})])


def test_codes_that_are_no_principal_diagnosis_or_no_operation_make_no_group():
    lists = Catalogue(
        (), attributes=ATTRIBUTES, not_principal=frozenset(["Z51.900"]),
        no_operations=frozenset(["99.2"]),
    )  # fmt: skip
    year = built(
        many(20, "Z51.900", [], 900) + many(20, "J18.900", ["99.2"], 4_000), lists=lists
    )

    assert {"J18.9:保守": 20} == counts(year)
    assert Counter({Step.NOT_GROUPED: 20, Step.EXACT: 20}) == Counter(
        year.grouped.steps
    )


def random_cases(seed: int, size: int = 900) -> list[Case]:
    rng = np.random.default_rng(seed)
    diagnoses = ["I21.000", "I21.001", "I21.100", "C54.100", "C54.900", "J18.900"]
    operations = [*ATTRIBUTES, "77.7"]
    cases = []
    for _ in range(size):
        chosen = rng.permutation(len(operations))[: rng.choice([0, 1, 1, 2, 3])]
        cost = 1_000 + int(rng.integers(0, 9)) * 150 + 400 * len(chosen)
        cases.append(
            Case([diagnoses[rng.integers(0, 6)]], [operations[n] for n in chosen], cost * 100,
                 int(rng.integers(2024, 2027)), numbers={"days": 4})
        )  # fmt: skip
    return cases


WORDS = {
    Step.EXACT: "exact", Step.PARTIAL: "partial", Step.MAIN_OPERATION: "main",
    Step.COMPREHENSIVE: "comprehensive", Step.NOT_GROUPED: "none",
}  # fmt: skip


@pytest.mark.parametrize(
    ("seed", "size"),
    [
        (0, FEW),
        # More are grouped compiled.
        *(pytest.param(seed, 900, marks=pytest.mark.slow) for seed in range(4)),
    ],
)
def test_random_cases_are_grouped_as_case_by_case(seed: int, size: int):
    cases = random_cases(seed, size)
    rules = terms(dip_core_cases="5", dip_comprehensive_cases="3")

    year = built(cases, rules)

    slowly = group_slowly(cases, ATTRIBUTES, 5, 3, Fraction(1, 10))
    steps = [WORDS[Step(step)] for step in year.grouped.steps]
    assert slowly == [(year.grouped.code_of(n), step) for n, step in enumerate(steps)]
    assert {"exact", "main", "comprehensive"} <= set(steps)
    assert seed != 3 or "partial" in steps


def test_grouping_the_same_cases_by_the_catalogue_changes_nothing():
    cases = cases_of(random_cases(11, FEW))
    rules = terms(dip_core_cases="7", dip_comprehensive_cases="5")
    year = build(cases, YEARS, rules, LISTS)

    again = assign(year.catalogue, cases, rules.names("dip.tie_order"))

    assert (again.steps == year.grouped.steps).all()
    codes = [year.grouped.code_of(n) for n in range(len(cases))]
    assert codes == [again.code_of(n) for n in range(len(cases))]


def test_every_case_is_in_one_group_or_in_none():
    year = built(random_cases(5, FEW), terms(dip_core_cases="7"))

    grouped = sum(group.cases for group in year.catalogue.groups)
    assert len(year.cases) == grouped + int(
        (year.grouped.steps == Step.NOT_GROUPED).sum()
    )
    assert {GroupKind.CORE, GroupKind.COMPREHENSIVE} == {
        g.kind for g in year.catalogue.groups
    }
