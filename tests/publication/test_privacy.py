"""What the public may not see is held back, and said."""

from decimal import Decimal

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from jixiao.publication import for_the_public
from jixiao.quantity import read_value
from jixiao.targets import Objective, TargetTable
from jixiao.targets.editing import add_row, blank
from tests.masking.planted import PLANTED

# Made up: an area that does not exist (000000), a check digit that is right.
CERTIFICATE = "000000199001010001"


def check_digit(first: str) -> str:
    weights = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
    return "10X98765432"[
        sum(int(d) * w for d, w in zip(first, weights, strict=True)) % 11
    ]


def a_table(objective: str = "", actual: str = "", **fields: str) -> TargetTable:
    table = add_row(
        blank(2026, "甲县医保中心", "甲县医疗保障局"), "产出指标", "数量指标"
    )
    row = replace(
        table.indicators[0],
        name="救助人次",
        actual=read_value(actual, 2026)[0] if actual else None,
    )
    return replace(
        table,
        indicators=(row,),
        objective=Objective(text=objective),
        other_fields=fields,
    )


@pytest.mark.parametrize(
    ("text", "what"),
    [
        (CERTIFICATE[:-1] + check_digit(CERTIFICATE[:-1]), "身份证号"), ("13800000000", "手机号"),
        ("6200000000000005", "银行卡号"),
    ],
)  # fmt: skip
def test_numbers_that_point_at_a_person_are_taken_out(text: str, what: str):
    shown = for_the_public(a_table(f"向患者（{text}）发放救助。"))

    assert shown.table.objective
    assert f"向患者（〔{what}已隐去〕）发放救助。" == shown.table.objective.text
    assert (f"1 个{what}",) == tuple(shown.held_back)


@pytest.mark.parametrize(
    "text",
    [
        "0951-2000000",
        "64010022P000000001",
        "2026年13800000000.5元",
        "620000000000000",
        "1234567",
    ],
)
def test_other_numbers_stay(text: str):
    assert [] == for_the_public(a_table(text)).held_back


def test_fields_that_name_people_are_left_out():
    shown = for_the_public(a_table(联系人="张某", 自评等级="优"))

    assert {"自评等级": "优"} == shown.table.other_fields
    assert ["“联系人”一栏"] == shown.held_back


@pytest.mark.parametrize(
    ("printed", "shown"),
    [
        ("3人次", "不足10人次"),
        ("10人次", "10人次"),
        ("0人", "0人"),
        ("3场", "3场"),
        ("9.5%", "9.5%"),
    ],
)
def test_few_people_are_not_counted_before_the_public(printed: str, shown: str):
    actual = for_the_public(a_table(actual=printed)).table.indicators[0].actual

    assert actual
    assert shown == actual.text


@pytest.mark.parametrize(
    ("printed", "shown"),
    [
        (("1000人次", "995人次"), ("1000人次", "未单独公开（与另一项相差不足10）")),
        (("995人次", "1000人次"), ("未单独公开（与另一项相差不足10）", "1000人次")),
        (("1000人次", "990人次"), ("1000人次", "990人次")),
        (("1000人次", "1000人次"), ("1000人次", "1000人次")),
        (("1000人次", "995户"), ("1000人次", "995户")),
        (("95%", "94%"), ("95%", "94%")),
    ],
)
def test_few_people_are_not_told_by_the_difference_of_two_counts(
    printed: tuple[str, ...], shown: tuple[str, ...]
):
    table = a_table(actual=printed[0])
    rows = [
        replace(
            table.indicators[0], name=f"指标{place}", actual=read_value(text, 2026)[0]
        )
        for place, text in enumerate(printed)
    ]

    public = for_the_public(replace(table, indicators=tuple(rows)))

    texts = [row.actual.text for row in public.table.indicators if row.actual]
    assert list(shown) == texts
    few = [held for held in public.held_back if "相差" in held]
    assert (["1 个与另一项相差不足 10 的人数"] if shown != printed else []) == few


def test_a_promise_is_no_record_of_people():
    table = a_table()
    row = replace(table.indicators[0], target=read_value("≥3人次", 2026)[0])

    assert (
        "≥3人次"
        == for_the_public(replace(table, indicators=(row,)))
        .table.indicators[0]
        .target.text
    )


@given(st.text(alphabet="0123456789xX救助人-，", max_size=60))
def test_what_is_masked_once_stays_as_it_is(text: str):
    once = for_the_public(a_table(text)).table

    assert once == for_the_public(once).table


def test_nothing_that_an_adversary_planted_is_before_the_public():
    for text, parts in PLANTED:
        shown = for_the_public(a_table(text, 备注=text)).table
        published = msgspec.json.encode(shown).decode()
        assert not [part for part in parts if len(part) > 2 and part in published], text


@pytest.mark.parametrize(
    ("other", "is_held"), [(495, True), (490, False), (500, False), (508, True)]
)
def test_few_people_are_not_told_by_the_difference_from_a_count_told_elsewhere(
    other: int, is_held: bool
):
    disclosed = {("救助人次", "人次"): [Decimal(other)]}

    row = for_the_public(a_table(actual="500人次"), disclosed).table.indicators[0]

    assert row.actual
    assert is_held == ("未单独公开" in row.actual.text)
