"""What must be found in the sample documents, and what must not, by a careful reading of them."""

from decimal import Decimal, InvalidOperation
from functools import cache
from pathlib import Path

import pytest

from jixiao.checks import Dossier, library, run
from jixiao.documents import open_document
from jixiao.findings import Finding, Severity
from jixiao.library import load_toml
from jixiao.reading import read_opened
from tests.conftest import SEEDS

pytestmark = pytest.mark.skipif(
    not SEEDS.is_dir(), reason="the sample documents are not beside the project"
)

MUST_FIND = [
    ("000", 51, "AR04", "3600 4200"),
    ("000", 221, "TI01", "2021年11月31日"),
    ("000", 324, "AR06", "200 400人次"),
    ("000", 496, "WO01", "做好医保脱"),
    ("000", 496, "WO02", "3"),
    ("000", 434, "CH01", "时效指标"),
    ("001", 253, "BU03", "18"),
    ("001", 278, "BU05", "34.67%"),
    ("001", 282, "BU01", "125.35 316.91"),
    ("001", 276, "BU01", "10.31 9.52"),
    ("001", 259, "BU01", "16.37 16.38"),
    ("001", 215, "BU07", "16.37 16.38"),
    ("001", 314, "BU07", "10.91 10.92"),
    ("001", 288, "BU06", "--5.41"),
    ("001", 718, "NA01", "184.3 160.4"),
    ("001", 798, "NA01", "事业预算收入"),
    ("001", 732, "NA02", "28.79 24.79"),
    ("001", 755, "NA04", "186.26 6.43"),
    ("001", 784, "NA03", "267.99"),
    ("001", 796, "NA05", "200"),
    ("001", 806, "NA06", "16.17 14.07"),
    ("001", 251, "BU08", "22 23.9"),
    ("001", 1424, "CH04", "医疗保障双拥共建工作经费"),
    ("001", 1089, "VA04", "≥95%"),
    ("001", 1197, "VA05", "2万份"),
    ("002", 36, "VA06", "63%"),
    ("002", 63, "CH02", "了解度"),
    ("002", 115, "VA09", "人次 人"),
    ("002", 22, "WO03", "离休离休"),
    ("003", 194, "AR08", "49.14 48"),
    ("003", 194, "TI03", "2021"),
    ("004", 108, "AR09", "68040 50814"),
    ("004", 138, "AR09", "165.62 165"),
    ("004", 60, "TI04", "一年期项目 99年"),
    ("004", 49, "CO05", "生态破坏率"),
    ("000", 110, "VA13", "99%"),
    ("001", 712, "NA07", "如，"),
    ("001", 736, "NA08", "、、"),
    ("001", 808, "NA09", "基本支出 机关运行经费"),
    ("001", 765, "BU09", "0.00万元"),
    ("001", 877, "TI06", "01-新增一次性项目"),
    ("001", 1089, "VA12", "成本控制率"),
    ("001", 854, "CH06", "固原市医疗局"),
    ("002", 13, "WO04", "3"),
    ("003", 50, "WO06", "≧100人次"),
    ("000", 239, "VA17", "正常维护"),
    ("000", 346, "CH08", "群众满意度"),
    ("000", 496, "WO09", "162.3"),
    ("000", 496, "WO10", "2101599"),
    ("000", 555, "CH19", "劳务费"),
    ("000", 279, "WO03", "培训经费共需培训经费"),
    ("004", 76, "VA15", "8 质量指标"),
    ("000", 334, "VA02", "知晓率"),
    ("000", 685, "CH01", "社会效益指标"),
    ("001", 726, "NA03", "199.79"),
    ("001", 749, "NA03", "92.1"),
    ("001", 792, "NA03", "383.22"),
    ("001", 728, "NA04", "181.49 总计"),
    ("001", 792, "NA01", "198.92 空白"),
    ("001", 824, "NA17", "6"),
    ("001", 885, "TI10", "6"),
    ("001", 891, "CO15", "6"),
    ("001", 937, "CH14", "抽调专家"),
    ("001", 1024, "CH20", "智能审核监控"),
    ("001", 1242, "VA18", "明显 有所提升"),
    ("001", 1422, "CH21", "0%"),
    ("001", 1426, "CH15", "系统配置完成及时"),
    ("001", 1453, "WO11", "医保扶贫"),
    ("001", 1557, "CH01", "成本指标"),
    ("001", 1562, "VA02", "验收通过率"),
    ("001", 1590, "VA18", "明显 有所减轻"),
    ("001", 1567, "TI05", "1"),
    ("002", 15, "VA05", "2.8"),
    ("002", 32, "AR14", "259259.26"),
    ("002", 35, "CH01", "54元"),
    ("002", 60, "CH03", "2"),
    ("002", 62, "CH17", "可持续影响指标"),
    ("002", 69, "CH13", "名称相近"),
    ("002", 75, "CH01", "质量指标"),
    ("002", 76, "VA07", "≥95%"),
    ("002", 17, "TI08", "12"),
    ("003", 48, "VA10", "32.5万"),
    ("003", 60, "CH01", "时效指标"),
    ("003", 64, "CH01", "社会效益指标"),
    ("003", 194, "WO03", "额额"),
    ("003", 23, "WO07", "[2012]228号"),
    ("003", 87, "WO12", "提高便捷"),
    ("004", 24, "VA09", "人次"),
    ("004", 26, "VA03", "不限次数"),
    ("004", 30, "VA05", "235人"),
    ("004", 33, "VA18", "全覆盖 ≥80%"),
    ("004", 46, "VA03", "不间断服务 23.925万元"),
    ("004", 50, "WO03", "解决解决"),
    ("004", 70, "CH03", "2"),
    ("004", 72, "CH01", "质量指标"),
    ("004", 85, "VA20", "≤60分钟 ≤30分钟"),
    ("004", 91, "CO03", "可持续影响指标"),
    ("004", 110, "VA03", "规模"),
    ("004", 113, "CH05", "全覆盖"),
    ("004", 138, "WO01", "装修项目等"),
    ("004", 58, "CH13", "整改资金"),
]
HOLDS = [
    ("000", (151, 235)),  # 6.5 + 1.75 + 0.95 + 0.955 + 0.925 + 0.92 = 12.00
    ("000", (279, 291)),  # 15 × 100 × 1 × 450 = 67.5 万
    ("000", (320, 322)),  # 1500 = 15 × 100
    ("000", (364, 405)),  # 8262 = 5700 + 1810 + 500 + 252
    ("000", (496, 510)),  # 162.3 + 73.7 + 53.5 + 51.88 = 341.38
    ("004", (61, 65)),  # 2692 = 1942 + 750
    ("004", (103, 107)),  # 50814 = 27814 + 23000
]
ARITHMETIC = ("AR", "BU", "NA")
# Wholes that are the sum or product of what the paper says they are, and amounts that two places
# print alike: none may be called wrong. A number that one place has right and another wrong
# (16.37, 184.30, 160.40) is left out.
RIGHT = {
    "000": (
        "82 7 2.5 15.12 3.5 1.5 0.2 21 6.5 1.75 0.95 0.955 0.925 0.92 12 67.5 22 89.5 1500 "
        "10256 8262 5700 1810 500 252 341.38 162.3 73.7 53.5 51.88 289.5 135.5 2655"
    ),
    "001": (
        "1.08 146.66 20.19 365.79 4.86 14.78 3.78 5.46 6.47 1.01 7.91 138.75 122.76 326.43 "
        "19.72 13.25 1.91 2.23 0.32 114.85 6.7 8.19 8.08 12 146.33 14.07 49.89 39.49 23.97 "
        "3 0.72 8.85 1.5 0.5 24.39 5 4 1 2 7.5 2.5"
    ),
    "002": "2000000 14000000 180000 160000 300000 2780000 19420000 10000 198 60063",
    "003": "35 32.5 165000 11 136 2400 15000 326400 100 500",
    "004": (
        "284 2692 1942 750 27814 23000 51564 53955 5.2 71.23 1.6 10.27 88.3 103.33 195.955 "
        "20 25.33 27 31 56.54 12.16 419 650 1700 158"
    ),
}
_JUDGED = (
    "stated",
    "computed",
    "said",
    "left",
    "right",
    "table_says",
    "parts",
    "whole",
)
# The sums these findings tell hold a number of the list as their right half.
_RIGHT_HALF = {"BU07", "NA01", "NA06", "AR08", "AR09", "BU05", "NA02", "BU08"}


@cache
def findings(number: str) -> tuple[Finding, ...]:
    (path,) = SEEDS.glob(f"{number}_*.txt")
    document = open_document(path)
    return run(Dossier(read_opened(document), document)).findings


@pytest.mark.parametrize(("number", "line", "code", "facts"), MUST_FIND)
def test_a_defect_is_found_with_its_place_and_facts(
    number: str, line: int, code: str, facts: str
):
    here = [
        finding
        for finding in findings(number)
        if finding.code == code
        and any(e.lines and e.lines[0] <= line <= e.lines[1] for e in finding.evidence)
    ]

    assert any(
        all(fact in finding.message for fact in facts.split()) for finding in here
    )


@pytest.mark.parametrize(("number", "lines"), HOLDS)
def test_sums_that_hold_are_left_alone(number: str, lines: tuple[int, int]):
    touched = [
        finding.message
        for finding in findings(number)
        if finding.code.startswith(ARITHMETIC)
        and finding.code not in ("AR06", "AR09")
        and any(
            e.lines and lines[0] <= e.lines[0] <= lines[1] for e in finding.evidence
        )
    ]

    assert [] == touched


@pytest.mark.parametrize("number", sorted(RIGHT))
def test_no_sum_that_holds_is_called_wrong(number: str):
    right = {Decimal(each) for each in RIGHT[number].split()}
    called_wrong = [
        (finding.code, finding.message)
        for finding in findings(number)
        if finding.code.startswith(ARITHMETIC)
        and finding.severity is not Severity.ADVICE
        and finding.code not in _RIGHT_HALF
        and any(_number(finding.facts.get(name)) in right for name in _JUDGED)
    ]

    assert [] == called_wrong


def _number(fact: object) -> Decimal | None:
    try:
        return Decimal(str(fact))
    except InvalidOperation:
        return None


def test_one_cause_gives_one_finding_for_a_table():
    signs = [finding for finding in findings("001") if finding.code == "BU03"]

    assert 1 == len(signs)
    assert 18 == len(signs[0].evidence)


def test_every_number_of_a_message_is_printed_or_computed_exactly():
    for number in ("000", "001", "002", "003", "004"):
        for finding in findings(number):
            assert finding.severity in Severity
            for value in finding.facts.values():
                if (
                    isinstance(value, str)
                    and value.replace(".", "").replace("-", "").isdecimal()
                ):
                    assert Decimal(value).is_finite()


def test_what_was_judged_by_hand_are_checks_that_exist():
    judged = load_toml(Path(__file__).parent / "truth" / "precision.toml")

    assert set(judged) <= set(library())
    assert all(0 <= each["true"] <= each["fired"] for each in judged.values())
