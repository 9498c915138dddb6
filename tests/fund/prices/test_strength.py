from fractions import Fraction

import pytest

from jixiao.fund.prices.strength import UnreadStrength, read_strength

QUARTER_GRAM = (Fraction(250),)


@pytest.mark.parametrize(
    "spec",
    [
        "0.25g×24片",
        "250mg*24",
        "0.25g*24",
        "0.25g * 24片/盒",
        "0.25ｇ×12片×2板",
        "0.25g/片×12片/板×2板/盒",
        "每片0.25g*24片",
        "0.25g(按阿莫西林计)*24片",
    ],
)
def test_one_pack_is_read_alike_however_it_is_written(spec: str):
    strength = read_strength(spec)

    assert QUARTER_GRAM == strength.contents
    assert 24 == strength.count


def test_a_pack_may_stand_in_its_own_cell():
    assert 24 == read_strength("0.25g", "24片/盒").count
    assert 24 == read_strength("0.25g", "每盒装24片").count


@pytest.mark.parametrize(
    ("spec", "contents", "volume"),
    [
        ("5ml:0.1g×10支", [100], 5),
        ("100ml:0.9g*1瓶", [900], 100),
        ("0.9%:250ml*1袋", [2250], 250),
        ("1%×10g*1支", [100], None),
        ("2ml:80mg(8万单位)*10支", [80], 2),
        ("10丸重1.5g*200丸", [150], None),
        ("10g×6袋", [10_000], None),
    ],
)
def test_contents_are_read_with_the_volume_they_are_in(
    spec: str, contents: list[int], volume: int | None
):
    strength = read_strength(spec)

    assert contents == list(strength.contents)
    assert volume == strength.volume


@pytest.mark.parametrize(
    "spec", ["0.25g:0.0625g×12片", "0.25g/62.5mg*12", "每片含阿莫西林0.25g与克拉维酸62.5mg*12片"]
)  # fmt: skip
def test_a_combination_keeps_the_contents_of_each_substance(spec: str):
    assert (Fraction(1), Fraction(1, 4)) == read_strength(spec).proportion


def test_activity_is_no_mass():
    assert "IU" == read_strength("40万单位*10支").unit


def test_a_price_of_one_piece_is_of_one_piece():
    assert 1 == read_strength("0.1g", sold_by="支").count


@pytest.mark.parametrize(
    ("spec", "pack", "why"),
    [
        ("0.1g", "", "没有写一个计价单位有几片"),
        ("0.1g*24片", "12片/盒", "不知以哪个为准"),
        ("0.25g*10g", "", "两个含量"),
        ("15片*2板", "", "没有写含量"),
        ("小号", "1盒", "没有读懂"),
        ("0.1g", "大盒", "没有读懂"),
        ("1%", "", "浓度"),
        ("0.1g*2.5片", "", "不是整数"),
    ],
)
def test_what_is_not_understood_is_refused_with_its_reason(spec: str, pack: str, why: str):  # fmt: skip
    with pytest.raises(UnreadStrength, match=why):
        read_strength(spec, pack)
