"""What the library says, on an English page: findings and refusals, with the paper's own words as they are."""

import re
from collections.abc import Iterator

import pytest
from django.urls import reverse
from django.utils import translation
from msgspec.structs import replace

from jixiao.cell_path import CellPath
from jixiao.checks import library
from jixiao.findings import Finding
from jixiao.fund.parameters import load_parameter_sets
from jixiao.fund.parameters.parameter import words as parameter_words
from jixiao.targets.editing import CannotEdit, blank, edit
from jixiao.web import library_words
from jixiao.web.language import SPOKEN
from jixiao.web.library_words import said, spoken
from tests.translations import (
    LIBRARY,
    catalogue_of,
    compiled,
    kept,
)
from tests.web.conftest import County
from tests.web.test_template_environment import in_english
from tests.web.typed_forms import fill

IN_ENGLISH = pytest.mark.usefixtures("_english")
_HAN = re.compile(r"[\u3400-\u9fff]")


@pytest.fixture
def _english() -> Iterator[None]:
    before = SPOKEN.set("en")
    with translation.override("en"):
        yield
    SPOKEN.reset(before)


def finding(code: str, **facts: object) -> Finding:
    check = library()[code]
    return Finding(
        code=code,
        severity=check.severity,
        title=check.title,
        message=check.says.format(**facts),
        project_name=None,
        place="",
        evidence=(),
        facts=facts,
        basis=check.basis,
        suggestion=check.suggests.format(**facts),
    )


def test_the_catalogue_is_compiled_anew_after_a_change():
    path = catalogue_of("en", LIBRARY)

    assert compiled(kept("en", LIBRARY)) == path.with_suffix(".mo").read_bytes()


@IN_ENGLISH
def test_what_the_paper_says_in_quotes_is_never_worded_anew():
    names = "“项目完成时限 2026 年 11 月前”、“年内 3 次”"

    message = said(finding("TI08", names=names)).message

    assert message.startswith("“项目完成时限 2026 年 11 月前”, “年内 3 次”: ")


@IN_ENGLISH
def test_a_measure_is_called_in_english_with_what_it_is_narrowed_to():
    assert "Enrolment rate (residents)" == spoken("参保率（居民）")
    assert "某县某事（居民）" == spoken("某县某事（居民）")


@IN_ENGLISH
def test_a_finding_is_told_in_english_and_the_papers_words_stay():
    how = "两个数不同，考核时不知以哪个为准"
    facts = {"name": "印5万册", "inner": "5万册", "stated": "≥4万册", "how": how}
    english = said(finding("VA06", **facts))

    assert (
        "“印5万册” says 5万册, its value is ≥4万册: "
        "the two numbers differ, and nobody can tell which holds"
    ) == english.message
    assert not _HAN.search(english.title + english.suggestion)


@IN_ENGLISH
def test_facts_are_told_part_by_part():
    english = said(finding("CO10", present="数量指标", missing="质量指标、时效指标"))

    assert not _HAN.search(english.message)


@IN_ENGLISH
def test_a_finding_of_several_projects_names_them():
    single = finding("CO01", name="项目名称")
    several = replace(single, message=f"{single.message}（另 2 个项目同样：甲、乙）")

    assert said(several).message.endswith(
        "is blank (the same in 2 more projects: 甲、乙)"
    )


def test_in_chinese_nothing_is_changed():
    original = finding("CO13", stated="12")

    assert original == said(original)
    assert "理由太长" == spoken("理由太长")


@IN_ENGLISH
def test_a_refusal_is_known_again_by_its_sentence():
    table, place = blank(2026, "甲", "乙"), CellPath("funding.annual.total")
    with pytest.raises(CannotEdit) as refused:
        edit(table, place, "很多")

    english = spoken(str(refused.value))

    assert english.endswith(" should be a number, not “很多”.")


@IN_ENGLISH
def test_a_parameter_is_told_with_its_value_its_unit_and_who_set_it():
    english = spoken(
        "  control.bulk　内控：一人一天改已结账的一个月几笔算批量：10笔"
        "（样例，没有统一规定，供试算，未核对）"
    )

    assert (
        "control.bulk　Control: changes of a closed month by one person in a day that count as "
        "many: 10 entries (sample; no common rule, for trial; unconfirmed)"
    ) == english
    assert "2026年" == spoken("2026年")


@IN_ENGLISH
def test_every_parameter_that_comes_with_the_program_is_told():
    """Whatever brackets its basis has; a value may be a list of levels, or weights parted by colons."""
    lines = [
        f"  {row.word.key}\u3000{row.line}"
        for parameters in load_parameter_sets().values()
        for layer in parameters.layers
        for row in layer
    ]

    assert len(lines) > 50
    # What is typed into a parameter stands in quotes, as one types it.
    spoken_lines = [re.sub("“[^”]*”", "", spoken(line)) for line in lines]
    assert [] == [line for line in spoken_lines if _HAN.search(line)]


@IN_ENGLISH
@pytest.mark.parametrize(
    ("message", "english"),
    [
        ("没有收费用明细表（FEE_LIST_D）", "Fee lines (FEE_LIST_D) was not loaded"),
        ("2026-01-01 至 2026-12-31", "2026-01-01 to 2026-12-31"),
        ("住院超过 60 天", "stays of more than 60 days"),
        (
            "还没有逐笔核对过。请先用 jixiao away clear 核对一个月。",
            (
                "Not done yet: Match line by line. The fund's staff press “Match line by line” in the room "
                "“Clearing of care away” first; then come again."
            ),
        ),
    ],
)
def test_what_rooms_say_before_a_step_is_told(message: str, english: str):
    assert english == spoken(message)


@IN_ENGLISH
def test_a_list_is_parted_where_the_catalogue_parts_it():
    response = "信息系统：响应、恢复时间另看第几百分位"
    english = spoken(f"注意：2 个参数是样例，不是任何地方的规定：{response}、均费。")

    assert "Systems: percentile of response and recovery" in english
    assert not _HAN.search(english)


@IN_ENGLISH
def test_what_is_in_no_catalogue_stays():
    assert "这句话没有译文" == spoken("这句话没有译文")
    assert "plain" == spoken("plain")


@IN_ENGLISH
def test_a_refusal_within_a_refusal_is_told_too():
    english = spoken("不能提交：还缺 项目名称，请补齐（不能用理由代替）。")

    assert english.startswith("Cannot be done (")
    assert "Still missing: " in english
    assert not _HAN.search(english)


def test_an_english_page_shows_english_findings_and_keeps_reasons_by_the_chinese(
    home: County, text_of
):
    case, client = home.case(), in_english(home.client("clerk"))
    fill(client, case, 1, "target", "≥195%")

    page = text_of(client.get(reverse("write", args=[case.key, "target"])))

    findings = page[page.index('id="findings"') :]
    shown = re.findall(r"(?s)</b>(.*?)<small", findings[: findings.index("</ul>")])
    assert shown
    assert [] == [s for s in shown if _HAN.search(re.sub(r"“[^”]*”", "", s))]
    assert re.search(r'name="message" value="[^"]*[\u3400-\u9fff]', findings)


@IN_ENGLISH
def test_sentences_that_say_most_themselves_are_tried_first():
    patterns = library_words._patterns("en")
    letters = [len(pattern.pattern.replace("(.+?)", "")) for pattern, *_ in patterns]

    assert letters[0] > letters[-1]
    assert "1 rows" not in spoken("还有 1 处错误没有改正，也没有写明理由")


@IN_ENGLISH
def test_clauses_are_told_each_and_a_quotation_is_not_parted():
    english = spoken("记录里没有符合的行；满意度调查表（收于 2026-11-29）")

    assert (
        "the records have no row of the kind; Satisfaction surveys (loaded 2026-11-29)"
        == english
    )
    assert "“甲；乙”某事；某事" == spoken("“甲；乙”某事；某事")


@IN_ENGLISH
def test_what_a_value_is_made_of_is_told_with_its_amounts():
    english = spoken("EN07 支付 150,000.00 元，期末参保 5,217 人")

    assert (
        "EN07 paid 150,000.00 yuan, 5,217 insured at the end of the period" == english
    )


@IN_ENGLISH
@pytest.mark.parametrize(
    "message",
    [
        "没有装人脸比对的部件，请用证件。要用的，请管理员处理。",
        "没有预算的不判断。上年不全的也不判断。",
    ],
)
def test_a_message_of_several_sentences_is_not_spoken_by_half(message: str):
    shown = spoken(message)

    assert message == shown or not _HAN.search(shown)


@IN_ENGLISH
def test_samples_are_named_whatever_stands_in_their_titles():
    words = parameter_words()
    titles = [words[key].title for key in ("systems.running_share", "systems.hours")]
    line = f"注意：2 个参数是样例，不是任何地方的规定：{'、'.join(titles)}。"

    assert spoken(line).startswith("Note: 2 parameters are samples")
    assert "信息系统" not in spoken(line)
