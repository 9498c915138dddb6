"""What is judged together, and what is set beside it."""

from decimal import Decimal

import msgspec
import pytest

from jixiao.checks import Beside, CannotCheck, Dossier, library, run
from jixiao.checks.standard import ExpenditureStandard
from jixiao.evidence import Evidence
from jixiao.reading import Unread, read_opened
from jixiao.targets import BudgetExecution, TargetTable
from tests.checks.forms import row, table
from tests.spec_document import document, opened

SAMPLE, OTHER = "示例市医疗保障局", "样本县医疗保障局"


def project(name: str, bureau: str | None = SAMPLE, **fields) -> TargetTable:
    return table(project_name=name, supervising_department=bureau, **fields)


NOW = project("2026年医保宣传", rows=[row("宣传场次", "≥12场")])
BEFORE = project("2025年医保宣传", rows=[row("宣传 场次", "≥10场")], fiscal_year=2025)


def test_a_project_is_paired_with_last_years_though_the_year_is_in_its_name():
    dossier = Dossier.of([NOW], Beside(previous=(BEFORE,)))

    assert [(NOW, BEFORE)] == dossier.with_last_year()


@pytest.mark.parametrize(
    "before",
    [
        project("设备采购"),
        project("医保稽核"),
        project("2025年医保宣传", OTHER),
        project(""),
    ],
    ids=["another name", "half a name", "another bureau", "no name"],
)
def test_another_project_or_bureau_is_no_pair(before: TargetTable):
    assert [] == Dossier.of([NOW], Beside(previous=(before,))).with_last_year()


def test_a_form_that_names_no_bureau_may_be_of_any():
    unnamed = project("2025年医保宣传", None)

    assert [(NOW, unnamed)] == Dossier.of(
        [NOW], Beside(previous=(unnamed,))
    ).with_last_year()


def test_the_likest_name_is_the_same_project():
    near = project("2025年医保宣传册")

    dossier = Dossier.of([NOW], Beside(previous=(near, BEFORE)))

    assert [(NOW, BEFORE)] == dossier.with_last_year()


def test_a_row_of_last_year_is_found_by_its_name():
    dossier = Dossier.of([NOW], Beside(previous=(BEFORE,)))

    assert (BEFORE, BEFORE.indicators[0]) == dossier.last_year_row(
        NOW, NOW.indicators[0]
    )
    assert dossier.last_year_row(NOW, row("培训期数", "3期")) is None


def test_a_row_of_another_project_of_the_bureau_serves_where_the_project_is_new():
    other = project("政策落实", rows=[row("宣传场次", "≥8场")])

    dossier = Dossier.of([NOW], Beside(previous=(other,)))

    assert (other, other.indicators[0]) == dossier.last_year_row(NOW, NOW.indicators[0])


def test_the_approved_targets_are_of_the_same_project_and_year():
    evaluated = project("医保宣传", budget_execution=BudgetExecution())
    approved = project("医保宣传")

    dossier = Dossier.of([evaluated, approved], Beside(previous=(BEFORE,)))

    assert approved is dossier.approved(evaluated)


def test_without_the_approved_targets_nothing_is_compared():
    evaluated = project("医保宣传", budget_execution=BudgetExecution())

    with pytest.raises(CannotCheck, match="当年批复"):
        Dossier.of([evaluated], Beside(previous=(BEFORE,))).approved(evaluated)


def test_peers_are_of_other_bureaus():
    peer, same = project("医保宣传", OTHER), project("设备采购")

    assert [peer] == Dossier.of([NOW], Beside(peers=(peer, same))).peers()


@pytest.mark.parametrize(
    ("ask", "reason"),
    [
        (lambda dossier: dossier.with_last_year(), "--previous"),
        (lambda dossier: dossier.peers(), "--peers"),
        (lambda dossier: dossier.narrative(), "部门预算"),
        (lambda dossier: dossier.paper, "没有原文"),
    ],
)
def test_what_was_not_given_is_said_by_its_reason(ask, reason: str):
    with pytest.raises(CannotCheck, match=reason):
        ask(Dossier.of([NOW]))


def test_what_was_given_empty_is_an_answer():
    dossier = Dossier.of([NOW], Beside(previous=(), peers=()))

    assert ([], []) == (dossier.with_last_year(), dossier.peers())


def test_standards_that_were_given_go_before_the_published_ones():
    given = ExpenditureStandard(
        item="培训费", most=Decimal(450), unit="元/人天", basis="本地", since=2020
    )

    alone = Dossier.of([NOW]).standards()
    with_given = Dossier.of([NOW], Beside(standards=(given,))).standards()

    assert "培训" in [standard.item for standard in alone]
    assert given is with_given[0]
    assert "培训" not in [standard.item for standard in with_given]


def test_a_narrative_is_the_budget_and_the_words_it_stands_in():
    titles = document([("titles", "T1 T2 T3"), ("narrative", "收入总预算12万元。")])
    paper = opened(titles)

    budget, words = Dossier(read_opened(paper), paper).narrative()

    assert ["T1", "T2", "T3"] == [table.code for table in budget.tables]
    assert "收入总预算12万元" in words.text


def with_unread(line: int) -> Dossier:
    """A dossier of one table on lines 3 to 10, and a line that nothing understood."""
    rows = [row("宣传场次", "≥12场", evidence=Evidence(lines=(10, 10)))]
    printed = table(rows, evidence={"project_name": Evidence(lines=(3, 3))})
    unread = Unread(evidence=Evidence(lines=(line, line)), reason="不认识")
    reading = msgspec.structs.replace(Dossier.of([printed]).reading, unread=(unread,))
    return Dossier(reading)


@pytest.mark.parametrize("line", [3, 7, 12])
def test_rows_may_be_missing_where_a_line_of_the_table_is_unread(line: int):
    dossier = with_unread(line)

    with pytest.raises(CannotCheck, match=f"没有读懂的内容（第 {line} 行）"):
        dossier.require_all_rows(dossier.tables[0])


@pytest.mark.parametrize("line", [2, 40])
def test_a_line_before_or_far_behind_a_table_is_none_of_it(line: int):
    dossier = with_unread(line)

    dossier.require_all_rows(dossier.tables[0])


def test_a_row_that_is_not_sure_leaves_sums_open():
    doubtful = Evidence(lines=(5, 5)).doubted("两种读法不同")
    unsure = table([row("宣传场次", "≥12场", evidence=doubtful)])

    with pytest.raises(CannotCheck, match="第 5 行"):
        Dossier.of([unsure]).require_all_rows(unsure)


def test_what_stands_next_to_a_place_and_was_not_read_is_told():
    document_text = document([]).replace("财政拨款\t12", "财政拨款\t9\n某某基金 3")
    paper = opened(document_text)
    dossier = Dossier(read_opened(paper), paper)
    (unread,) = dossier.reading.unread
    assert unread.evidence.lines
    line, _ = unread.evidence.lines

    assert dossier.unread_beside([Evidence(lines=(line - 1, line - 1))])
    assert not dossier.unread_beside([Evidence(lines=(line + 4, line + 5))])
    assert not dossier.unread_beside([])


def test_money_of_a_line_that_was_not_read_may_be_the_gap():
    paper = opened(document([]).replace("财政拨款\t12", "财政拨款\t9\n某某基金 3"))

    report = run(Dossier(read_opened(paper), paper), [library()["AR01"]])

    assert () == report.findings
    assert "没读懂的行" in report.unchecked[0].reason


def test_a_table_without_a_head_may_go_on_with_the_one_before():
    page = table([row("宣传场次", "≥12场")], project_name="医保宣传")
    next_page = table([row("群众满意度", "≥90%", "服务对象满意度指标")])
    dossier = Dossier.of([page, next_page])

    for each in (page, next_page):
        with pytest.raises(CannotCheck, match="续页"):
            dossier.require_all_rows(each)
