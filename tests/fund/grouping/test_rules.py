import numpy as np
import pytest

from jixiao.errors import FaultyEntry
from jixiao.fund.grouping.cases import Case, cases_of
from jixiao.fund.grouping.rules import (
    FEW,
    CodeSet,
    Question,
    Rule,
    RuleBook,
    failed_tests,
)

SETS = {
    name: CodeSet.of(name, entries)
    for name, entries in {
        "肺炎": ["J18*", "J15.900"],
        "肿瘤": ["C00-C75", "C91-C95"],
        "部位-头": ["S06*"],
        "部位-胸": ["S27*"],
        "部位-腹": ["S36*"],
        "搭桥": ["36.1000"],
        "支架": ["36.0700", "36.0600"],
    }.items()
}


def matched(case: Case, *tests: Question, sets=SETS) -> bool:
    book = RuleBook((Rule("甲", "", (tests,)),), sets)
    return bool(book.first(cases_of([case]))[0] == 0)


@pytest.mark.parametrize(
    ("test", "case", "passes"),
    [
        (Question("主要诊断", "肺炎"), Case(["J18.900"]), True),
        (Question("主要诊断", "肺炎"), Case(["I10.x00", "J18.900"]), False),
        (Question("其他诊断", "肺炎"), Case(["I10.x00", "J15.900"]), True),
        (Question("其他诊断", "肺炎"), Case(["J15.900"]), False),
        (Question("任一诊断", "肺炎"), Case(["I10.x00", "J15.900"]), True),
        (Question("主要诊断", "肿瘤"), Case(["C75.900"]), True),
        (Question("主要诊断", "肿瘤"), Case(["C76.000"]), False),
        (Question("主要诊断", "肿瘤"), Case(["C90.000"]), False),
        (Question("主要手术", "支架"), Case(["I21"], ["36.0700", "36.1000"]), True),
        (Question("主要手术", "支架"), Case(["I21"], ["36.1000", "36.0700"]), False),
        (Question("任一手术", "支架"), Case(["I21"], ["36.1000", "36.0700"]), True),
        (Question("任一手术", "支架", 2), Case(["I21"], ["36.0600", "36.0700"]), True),
        (Question("任一手术", "支架", 2), Case(["I21"], ["36.1000", "36.0700"]), False),
        (Question("任一手术", "", 0, 0), Case(["I21"]), True),
        (Question("任一手术", "", 0, 0), Case(["I21"], ["36.1000"]), False),
        (Question("任一手术", "支架", negated=True), Case(["I21"], ["36.1000"]), True),
        (Question("年龄", "", 6, 17), Case(["I21"], numbers={"age": 17}), True),
        (Question("年龄", "", 6, 17), Case(["I21"], numbers={"age": 18}), False),
        (Question("年龄", "", 0, 17), Case(["I21"]), False),
        (Question("年龄", "", 0, 17, negated=True), Case(["I21"]), False),
        (Question("部位数", "部位-", 2), Case(["S06.1", "S27.0"]), True),
        (Question("部位数", "部位-", 2), Case(["S06.1", "S06.2"]), False),
        (Question("部位数", "部位-", 3), Case(["S06.1", "S27.0", "S36.0"]), True),
        (Question("主要诊断", "肺炎"), Case([]), False),
        (Question("主要诊断", "肺炎", negated=True), Case(["I10.x00"]), True),
    ],
)  # fmt: skip
def test_a_question_to_a_case(test: Question, case: Case, passes: bool):
    assert passes == matched(case, test)


def test_all_tests_of_an_alternative_must_pass_and_one_alternative_is_enough():
    stent, bypass = Question("任一手术", "支架"), Question("任一手术", "搭桥")
    both = Case(["I21"], ["36.1000", "36.0700"])

    assert matched(both, stent, bypass)
    assert not matched(Case(["I21"], ["36.0700"]), stent, bypass)
    book = RuleBook((Rule("甲", "", ((bypass,), (stent,))),), SETS)
    assert [0] == [*book.first(cases_of([Case(["I21"], ["36.0700"])]))]


@pytest.mark.slow
def test_the_first_rule_that_holds_is_taken_whether_few_cases_or_many():
    book = RuleBook(
        (
            Rule(
                "幼", "", ((Question("主要诊断", "肺炎"), Question("年龄", "", 0, 5)),)
            ),
            Rule("炎", "", ((Question("主要诊断", "肺炎"),),)),
            Rule("任", "", ((Question("任一手术", "", 1),),)),
        ),
        SETS,
    )
    rng = np.random.default_rng(1)
    cases = [
        Case(
            [["J18.900", "I10.x00"][n] for n in rng.integers(0, 2, rng.integers(0, 3))],
            ["36.0700"][: rng.integers(0, 2)],
            numbers={"age": int(rng.integers(0, 12))},
        )
        for _ in range(FEW + 30)
    ]

    together = book.first(cases_of(cases))

    assert [int(book.first(cases_of([case]))[0]) for case in cases] == [*together]
    assert {-1, 0, 1, 2} == {*together.tolist()}


def test_which_tests_fail_is_told():
    rule = Rule("甲", "", ((Question("主要诊断", "肺炎"), Question("年龄", "", 0, 5)),))
    book = RuleBook((rule,), SETS)

    assert [["年龄在 0 至 5"]] == failed_tests(
        rule, cases_of([Case(["J18.900"], numbers={"age": 9})]), book
    )


@pytest.mark.parametrize(
    ("test", "said"),
    [
        (Question("血型"), "不认识"),
        (Question("主要诊断", "没有"), "编码表“没有”没有"),
        (Question("部位数", "器官"), "没有以“器官”开头的"),
    ],
)
def test_rules_that_cannot_be_asked_are_refused(test: Question, said: str):
    with pytest.raises(FaultyEntry, match=said):
        RuleBook((Rule("甲", "", ((test,),)),), SETS)
