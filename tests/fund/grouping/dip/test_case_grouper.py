from functools import cache

from jixiao.fund.grouping.cases import Case
from jixiao.fund.grouping.dip.assignment import Step
from jixiao.fund.grouping.dip.case_grouper import CaseGrouper
from jixiao.fund.grouping.rules import FEW
from tests.fund.grouping.dip.test_building import (
    IMAGING,
    STENT,
    VESSELS,
    built,
    many,
    random_cases,
)
from tests.fund.payment.terms import terms


@cache
def of_the_year() -> CaseGrouper:
    """The grouper of a small year; making it takes seconds."""
    year = built(
        many(20, "I21.000", [STENT], 28_033)
        + many(20, "I21.000", [STENT, VESSELS], 28_849)
        + many(20, "I21.000", [STENT, IMAGING], 44_003)
        + many(15, "C54.100", ["68.4"], 9_000)
        + many(14, "C54.100", ["68.5"], 9_000)
        + many(1, "C54.900", ["68.5"], 9_000)
    )
    return CaseGrouper(year.catalogue, ["主手术相同", "费用最近", "例数最多"])


def explained(case: Case) -> str:
    return "\n".join(of_the_year().explain(case))


def test_a_case_alone_is_grouped_as_among_all():
    cases = random_cases(3, FEW)
    rules = terms(dip_core_cases="7", dip_comprehensive_cases="5")
    year = built(cases, rules)
    grouper = CaseGrouper(year.catalogue, rules.names("dip.tie_order"))

    alone = [grouper.group(case) for case in cases[:120]]

    assert alone == [
        (year.grouped.code_of(n), Step(int(year.grouped.steps[n]))) for n in range(120)
    ]


def test_an_exact_case_says_what_did_not_count():
    case = Case(["I21.001", "I10.x00"], [STENT, VESSELS], 2_900_000)

    assert ("I21.0:36.0700", Step.EXACT) == of_the_year().group(case)
    assert (
        "88.5500 加在 36.0700 上，20 例比 20 例次均费用变动 2.91%，不算相关操作"
        in explained(case)
    )
    assert "本例没有 00.2400" in explained(case)


def test_a_case_with_more_takes_the_group_it_has_most_in_common_with():
    case = Case(["I21.001"], [STENT, IMAGING, "99.2"], 2_900_000)

    assert ("I21.0:36.0700+00.2400", Step.EXACT) == of_the_year().group(case)
    assert "I21.0:36.0700：操作都有，但另一个相同的更多" in explained(case)


def test_a_group_whose_main_operation_is_done_beside_another_is_partial():
    case = Case(["I21.001"], [IMAGING, STENT], 2_900_000)

    assert ("I21.0:36.0700+00.2400", Step.PARTIAL) == of_the_year().group(case)


def test_what_is_left_says_why_it_is_where_it_is():
    assert (
        "C54:相关手术" == of_the_year().group(Case(["C54.900"], ["68.5"], 900_000))[0]
    )
    assert "按前三位 C54 和“相关手术”归入综合病种" in explained(
        Case(["C54.900"], ["68.5"], 900_000)
    )
    assert "没有综合病种" in explained(Case(["C54.900"], [], 900_000))
    assert "没有 11.1 的类别" in explained(Case(["C54.900"], ["11.1"], 900_000))
    assert "68.4 不是本例的主手术" in explained(
        Case(["C54.100"], ["68.5", "68.4"], 900_000)
    )


def test_a_case_without_a_diagnosis_is_in_no_group():
    assert ("", Step.NOT_GROUPED) == of_the_year().group(Case([], [STENT], 900_000))
    assert "没有主要诊断" in explained(Case([], [STENT], 900_000))
