import pytest

from jixiao import chinese


def test_folding_keeps_every_position():
    printed = "（２０２６年）：≥９８％　ＡＢ"

    assert "(2026年):≥98% AB" == chinese.fold(printed)
    assert len(printed) == len(chinese.fold(printed))


def test_traditional_characters_fold_to_simplified_ones_one_for_one():
    assert "年度资金总额:万元" == chinese.fold("年度資金總額：萬元")
    assert "乾隆" == chinese.fold("乾隆")


@pytest.mark.parametrize(
    ("text", "traditional"), [("項目名稱", True), ("项目名称", False)]
)
def test_traditional_writing_is_known(text: str, traditional: bool):
    assert traditional is chinese.is_traditional(text)


@pytest.mark.parametrize(
    ("printed", "tidy"),
    [
        ("单位人员 满意度", "单位人员满意度"),
        ("2026 年 12 月前", "2026 年 12 月前"),
        ("规范性文件 and 措施", "规范性文件 and 措施"),
        ("  办公室 、会议室 ", "办公室、会议室"),
        ("≥  90%", "≥ 90%"),
    ],
)
def test_only_spaces_between_chinese_characters_are_dropped(printed: str, tidy: str):
    assert tidy == chinese.tidy(printed)


def test_wrapped_lines_join_without_a_space_except_between_latin_words():
    assert "省级工作会议次数" == chinese.join_wrapped("省级工作会", "议次数")
    assert "public service" == chinese.join_wrapped("public", "service")
    assert "1234" == chinese.join_wrapped("12", "34")
    assert "数" == chinese.join_wrapped("", "数")


@pytest.mark.parametrize(
    ("numeral", "number"),
    [
        ("一", 1),
        ("十", 10),
        ("十二", 12),
        ("二十", 20),
        ("一百零五", 105),
        ("两千", 2000),
        ("〇", 0),
    ],
)
def test_numerals_are_read(numeral: str, number: int):
    assert number == chinese.read_numeral(numeral)


@pytest.mark.parametrize("text", ["", "一一", "甲", "一站"])
def test_what_is_no_numeral_is_none(text: str):
    assert chinese.read_numeral(text) is None


def test_a_chinese_character_is_two_columns_wide():
    assert 5 == chinese.width("绩效A")
