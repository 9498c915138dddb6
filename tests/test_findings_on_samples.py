"""What must be found in the sample documents, and what must not, by a careful reading of them."""

from decimal import Decimal
from functools import cache

import pytest

from jixiao.checks import Dossier, run
from jixiao.documents import open_document
from jixiao.findings import Finding, Severity
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


@cache
def findings(number: str) -> tuple[Finding, ...]:
    (path,) = SEEDS.glob(f"{number}_*.txt")
    document = open_document(path)
    return run(Dossier(read_opened(document), document)).findings


@pytest.mark.parametrize(("number", "line", "code", "facts"), MUST_FIND)
def test_a_defect_is_found_with_its_place_and_facts(number: str, line: int, code: str, facts: str):
    here = [
        finding
        for finding in findings(number)
        if finding.code == code
        and any(e.lines and e.lines[0] <= line <= e.lines[1] for e in finding.evidence)
    ]

    assert any(all(fact in finding.message for fact in facts.split()) for finding in here)


@pytest.mark.parametrize(("number", "lines"), HOLDS)
def test_sums_that_hold_are_left_alone(number: str, lines: tuple[int, int]):
    touched = [
        finding.message
        for finding in findings(number)
        if finding.code.startswith(ARITHMETIC)
        and finding.code not in ("AR06", "AR09")
        and any(e.lines and lines[0] <= e.lines[0] <= lines[1] for e in finding.evidence)
    ]

    assert [] == touched


def test_one_cause_gives_one_finding_for_a_table():
    signs = [finding for finding in findings("001") if finding.code == "BU03"]

    assert 1 == len(signs)
    assert 18 == len(signs[0].evidence)


def test_every_number_of_a_message_is_printed_or_computed_exactly():
    for number in ("000", "001", "002", "003", "004"):
        for finding in findings(number):
            assert finding.severity in Severity
            for value in finding.facts.values():
                if isinstance(value, str) and value.replace(".", "").replace("-", "").isdecimal():
                    assert Decimal(value).is_finite()
