"""An indicator's words find the measure that answers it, or a person."""

import pytest

from jixiao.measures import library
from jixiao.measures.matching import Match, State, match
from jixiao.quantity import is_not_applicable
from jixiao.targets import Indicator
from tests.checks.forms import row
from tests.conftest import SEEDS
from tests.drawn import wrong
from tests.measures.labelled_rows import NEAR_MISSES, USUAL, Labelled
from tests.measures.match_counts import match_of_row, of_the_samples
from tests.measures.tables import PROJECT, table


def indicator(name: str, value: str, aspect: str = "质量指标") -> Indicator:
    return row(
        name,
        value,
        aspect,
        dimension="产出指标",
        not_applicable=is_not_applicable(value),
    )


def match_of(name: str, value: str, aspect: str = "质量指标", **said: str) -> Match:
    return match(table(**said), indicator(name, value, aspect))


BOUND = [
    ("城乡居民参保人数", "≥20万人", "EN01", {"scheme": "居民"}),
    ("基本医疗保险参保率", "≥95%", "EN02", {}),
    ("农村低收入人口资助参保率", "≥99%", "EN03", {"identity": "农村低收入人口"}),
    ("困难群众参保率", "100%", "EN09", {"identity": "困难群众"}),
    ("职工医保政策范围内住院费用基金支付比例", "≥80%", "BE01", {"scheme": "职工"}),
    ("政策范围内住院费用三重保障支付比例", "≥75%", "BE11", {}),
    ("住院实际报销比例", "≥60%", "BE03", {}),
    ("医疗救助人次", "≥6万人次", "AS01", {}),
    ("特困人员住院救助比例", "100%", "AS03", {"identity": "特困"}),
    ("一站式结算率", "≥90%", "SE01", {}),
    ("跨省异地就医住院费用直接结算率", "≥99%", "SE02", {"away": "跨省", "care": "住院"}),
    ("门诊慢特病及时结算率", "100%", "SE04", {"care": "门诊慢特病"}),
    ("村卫生室诊疗信息上传率", "100%", "SE05", {"level": "村卫生室"}),
    ("监督检查定点医药机构家数", "198家", "SU03", {}),
    ("定点医药机构监督检查覆盖率", "100%", "SU02", {}),
    ("追回医保基金", "≥100万元", "SU06", {}),
    ("参保群众满意度", "≥95%", "SA01", {"group": "参保人员"}),
    ("定点医院满意度", "≥90%", "SA01", {"group": "定点机构"}),
    ("医保政策知晓率", "≥80%", "SA02", {}),
    ("信息系统正常运行率", "≥99%", "SY01", {}),
    ("系统运行维护响应时间", "≤30分钟", "SY02", {}),
    ("系统重大安全事件响应时间", "≤1小时", "SY03", {}),
    ("区外培训人次", "400人次", "AC02", {"where": "区外"}),
    ("印制宣传折页", "1万份", "AC05", {}),
    ("召开新闻发布会次数", "≥2次", "AC07", {"kind": "新闻发布会"}),
    ("基金累计结余可支付月数", "≥6个月", "FU01", {}),
    ("慢特病门诊费用报销比例", "≥60%", "BE04", {"care": "门诊慢特病"}),
    ("资助参保金额", "≥50万元", "EN10", {}),
    ("住院自付费用救助比例", "≥70%", "AS03", {}),
    ("特困和低保对象住院救助比例", "≥70%", "AS03", {"identity": "低保、特困"}),
]  # fmt: skip


@pytest.mark.parametrize(
    ("name", "value", "code", "scope"), BOUND, ids=[b[0] for b in BOUND]
)
def test_usual_wordings_are_bound(
    name: str, value: str, code: str, scope: dict[str, str]
):
    matched = match_of(name, value)

    assert (State.BOUND, code) == (matched.state, matched.measure), matched.why
    assert scope == {
        key: word for key, word in matched.scope.items() if key != "project"
    }


@pytest.mark.parametrize(
    ("name", "value", "candidates"),
    [
        ("政策范围内住院报销比例", "≥70%", ("BE01", "BE02")),
        ("会议或培训次数", "≥2次", ("AC01", "AC07")),
        ("基金监管及药品价格全覆盖", "≥80%", ("SU02",)),
    ],
)
def test_what_fits_several_or_says_more_is_for_a_person(
    name: str, value: str, candidates: tuple[str, ...]
):
    matched = match_of(name, value)

    assert (State.UNSURE, candidates) == (matched.state, matched.candidates)
    assert matched.why


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("未参保人员入户动员覆盖率", "90%"),
        ("医保经办服务能力提升", "≥95%"),
        ("护理服务抽查", "每季度1次"),
        ("服务点数量", "18个"),
        ("个人缴费标准", "400元"),
        ("医保信息上传准确率", "≥98%"),
        ("举报线索转办率", "≥95%"),
        ("群众看病负担", "有所减轻"),
        ("登记信息更正率", "≤5‰"),
    ],
)
def test_what_no_record_answers_is_for_a_person(name: str, value: str):
    matched = match_of(name, value)

    assert State.PERSON == matched.state, matched.measure
    assert matched.why


def test_a_row_that_does_not_apply_needs_no_answer():
    assert State.NONE == match_of("经济效益", "无").state


def test_goods_and_money_are_found_by_their_name_in_the_project():
    goods = match_of("办公设备购置-台式计算机", "10台", "数量指标")
    money = match_of("办公设备购置-台式计算机", "5.2万元", "成本指标")
    each = match_of("台式计算机", "0.52万元/台", "成本指标")

    assert [("PU01", "台式计算机"), ("SP02", "台式计算机"), ("PU03", "台式计算机")] == [
        (matched.measure, matched.scope["item"]) for matched in (goods, money, each)
    ]
    assert {PROJECT} == {matched.scope["project"] for matched in (goods, money, each)}


def test_an_amount_that_is_all_the_project_has_is_its_spending():
    matched = match_of("宣传、培训和奖励", "18万元", "成本指标", total="180000")

    assert ("SP01", {"project": PROJECT}) == (matched.measure, matched.scope)


def test_the_insurance_may_stand_in_the_name_of_the_project():
    matched = match_of(
        "县级财政补助标准每人每年", "54元", "数量指标", project="城乡居民医保补助"
    )

    assert ("EN07", "居民") == (matched.measure, matched.scope["scheme"])


def test_a_unit_tells_a_rate_from_a_count():
    assert "SU02" == match_of("机构检查覆盖", "100%").measure
    assert "SU03" == match_of("机构检查覆盖", "198家").measure


def test_everywhere_is_a_rate():
    assert "SE07" == match_of("“一站式”结算覆盖地区", "全覆盖").measure


def test_every_word_of_a_scope_is_one_the_tables_know():
    from jixiao.measures.scopes import check_word, words

    for dimension, values in words()["says"].items():
        for value in values:
            if value != "全部":
                check_word(dimension, value)


def test_no_phrase_is_empty_or_twice():
    phrases = [phrase for measure in library().values() for phrase in measure.words]

    assert all(phrase.strip() for phrase in phrases)
    for measure in library().values():
        assert len(set(measure.words)) == len(measure.words)


@pytest.mark.slow
def test_rows_of_other_bureaus_are_bound_or_asked():
    def is_bound(labelled: Labelled) -> None:
        answered = match_of_row(labelled)
        assert (State.BOUND, labelled.measure) == (answered.state, answered.measure)

    assert len(USUAL) > 700
    assert {} == wrong(USUAL, is_bound, str)


@pytest.mark.slow
def test_what_only_holds_the_words_of_a_measure_is_asked():
    def is_asked(labelled: Labelled) -> None:
        answered = match_of_row(labelled)
        assert answered.state in (State.PERSON, State.UNSURE), answered.measure
        assert answered.why

    assert len(NEAR_MISSES) > 400
    assert {} == wrong(NEAR_MISSES, is_asked, str)


def test_words_that_are_not_explained_are_told():
    answered = match_of("企业在册参保率", "≥95%")
    nearly = match_of("主城区城乡居民医保参保率", "≥95%")

    assert "企业" in answered.why
    assert (State.UNSURE, ("EN02",)) == (nearly.state, nearly.candidates)
    assert nearly.unexplained
    assert nearly.unexplained in nearly.why


def test_what_an_event_was_about_is_looked_for_in_the_ledger():
    about = match_of("乡镇卫生院院长培训人次", "≥50人次")
    without = match_of("医保政策培训人次", "≥50人次")
    other_way = match_of("线上培训人次", "≥50人次")

    assert ("AC11", "乡镇卫生院院长") == (about.measure, about.scope["item"])
    assert ("AC02", None) == (without.measure, without.scope.get("item"))
    assert State.PERSON == other_way.state


def test_the_value_must_be_the_measures_kind_of_number():
    assert State.PERSON == match_of("参保率", "提高1个百分点").state
    assert State.PERSON == match_of("参保人数", "新增2000人").state
    assert "每季" in match_of("培训次数", "每季度1次").why
    assert State.UNSURE == match_of("培训次数", "每季度1次").state


def test_another_year_in_the_name_is_asked():
    assert State.UNSURE == match_of("2025年参保人数", "≥20万人").state
    assert State.BOUND == match_of("2026年参保人数", "≥20万人").state


def test_money_is_a_projects_payment_only_where_the_row_is_of_costs_or_something_is_bought():
    assert "SP02" == match_of("职业装制作", "3万元", "成本指标").measure
    assert "" == match_of("职业装制作", "3万元", "数量指标").measure
    assert "SP02" == match_of("职业装采购", "3万元", "数量指标").measure
    assert "" == match_of("医疗费报销支出", "3万元", "成本指标").measure


def test_an_amount_that_equals_the_money_and_says_something_else_is_not_the_spending():
    answered = match_of("基金利息收入", "18万元", "成本指标", total="180000")

    assert State.PERSON == answered.state


@pytest.mark.skipif(not SEEDS.is_dir(), reason="the sample documents are not here")
def test_of_the_samples_nine_in_ten_rows_are_bound_and_one_in_a_hundred_wrongly():
    pairs = list(of_the_samples())

    answerable = [answered for answered, code in pairs if code != "-"]
    bound = [(answered, code) for answered, code in pairs if answered.measure]
    wrong = [answered for answered, code in bound if answered.measure != code]
    assert len(wrong) <= len(bound) * 0.01
    assert len(bound) - len(wrong) >= len(answerable) * 0.9
    assert all(answered.why for answered, _ in pairs)
