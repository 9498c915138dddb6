"""One table of what points at a person, however it is written, and of what does not."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from jixiao.masking import hide_persons, is_person, persons_in, without_persons
from tests.drawn import drawn, wrong

WIDE = {ord("0") + digit: ord("０") + digit for digit in range(10)}
# Made up: the check digits are right, the areas' last digits are of no place.
HIDDEN = {
    "手机号": (
        "13800000000", "+8613800000000", "+86 138 0000 0000", "86-138-0000-0000", "138-0000-0000",
        "138 0000 0000", "138 000 00000", "1380 000 0000", "１３８００００００００", "(+86)13800000000",
        "１３８－００００－００００", "0086 13800000000", "138\u30000000\u30000000", "138 00000000",
    ),
    "身份证号": (
        "640199199001010016", "64019919900101001X", "64019919900101001x", "640199 19900101 0016",
        "640199-19900101-0016", "640199 1990 0101 0016", "６４０１９９１９９００１０１００１６",
        "640199900101001", "640199 900101 001", "６４０１９９９００１０１００１", "640199１９９００１０１001Ｘ",
        "000000199001010001"[:-1] + "8", "6 4 0 1 9 9 1 9 9 0 0 1 0 1 0 0 1 0",
    ),
    "银行卡号": (
        "6200000000000005", "6200 0000 0000 0005", "6200-0000-0000-0005", "6200000000000005".translate(WIDE),
    ),
    "电子邮箱": ("zhang.san@example.com", "ｚｈａｎｇ＠example.com", "a-b@mail.example.gov.cn"),
}  # fmt: skip
CASES = [(kind, text) for kind, texts in HIDDEN.items() for text in texts]


def checked(text: str) -> str:
    """The number with the check digit it should have, where it is eighteen digits apart."""
    digits = [sign for sign in text if sign.isdigit()][:17]
    if not text.startswith(("000000", "6 4")):
        return text
    weights = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
    total = sum(int(d) * w for d, w in zip(digits, weights, strict=False))
    return text[:-1] + "10X98765432"[total % 11]


@pytest.mark.parametrize("around", ["{}", "患者（{}）", "编号ID{}，电话", "12 {} 完"])
def test_a_person_is_hidden_however_the_number_is_written(around: str):
    assert {} == wrong(CASES, lambda case: _is_hidden(*case, around))


def _is_hidden(kind: str, text: str, around: str) -> None:
    if around == "12 {} 完" and text.startswith(("(", "6 4", "8", "0")):
        return  # runs into the number before it
    if kind == "电子邮箱" and "ID{" in around:
        around = "邮箱{}，电话"
    whole = around.format(checked(text))

    shown = without_persons(whole)

    assert f"〔{kind}已隐去〕" in shown
    assert not sum(sign.isdigit() for sign in shown.replace("12 ", ""))
    assert "@" not in shown
    assert "＠" not in shown


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("姓名：张三", "姓名：〔姓名已隐去〕"),
        ("姓名 王小明，男", "姓名 〔姓名已隐去〕，男"),
        ("姓名\t李四\t18", "姓名\t〔姓名已隐去〕\t18"),
        ("联系人:欧阳小明 电话", "联系人:〔姓名已隐去〕 电话"),
        ("联系人：买买提·艾力", "联系人：〔姓名已隐去〕"),
        ("患者：张三丰因病住院", "患者：〔姓名已隐去〕因病住院"),
        ("联系人及电话：马兰 见附件", "联系人及电话：〔姓名已隐去〕 见附件"),
        ("姓名张三", "姓名〔姓名已隐去〕"),
    ],
)
def test_a_name_beside_its_label_is_hidden(text: str, shown: str):
    assert shown == without_persons(text)


@pytest.mark.parametrize(
    "text",
    [
        "患者满意度≥95%", "参保人员 12,345 人", "联系人 电话", "0951-2000000", "64010022P000000001",
        "2026年13800000000.5元", "1234567", "1,380,000,0000", "2026-01-01 至 2026-12-31",
        "640100202699990001", "指标值 100 200 300 400 500 600", "13 800 000 000", "参保人数增长",
        "H64010000001", "救助对象满意度", "负责人签字", "user@", "91640100MA0000000X",
    ],
)  # fmt: skip
def test_what_is_no_person_stays(text: str):
    assert [] == persons_in(text)


@pytest.mark.parametrize(
    "text", ["张三", "王小明", "买买提·艾力", "640199199001010016", "欧阳小明"]
)
def test_a_whole_cell_is_known_as_a_person(text: str):
    assert is_person(text)


@pytest.mark.parametrize(
    "text", ["职工医保", "310", "2026-01-01", "参保人", "12.50", "县医院"]
)
def test_a_whole_cell_of_anything_else_is_none(text: str):
    assert not is_person(text)


def test_what_holds_texts_is_hidden_all_through():
    kinds: list[str] = []
    value = {"a": ["13800000000", 1], "b": ("甲", "姓名：张三")}

    hidden = hide_persons(value, kinds)

    assert {"a": ["〔手机号已隐去〕", 1], "b": ("甲", "姓名：〔姓名已隐去〕")} == hidden
    assert ["手机号", "姓名"] == kinds


@drawn(200)
@given(st.text(alphabet="0123456789xX 姓名：张三-＠a.联系人", max_size=60))
def test_what_is_hidden_once_stays_as_it_is(text: str):
    once = without_persons(text)

    assert once == without_persons(once)
