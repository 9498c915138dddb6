import pytest

from jixiao.documents.document import Line
from jixiao.documents.page_numbers import find_page_numbers


def lines(*texts: str, page: int | None = None) -> list[Line]:
    return [Line(number, text, page) for number, text in enumerate(texts, start=1)]


@pytest.mark.parametrize(
    "text",
    [
        "- 3 -",
        "—12—",
        "第3页",
        "第 3 页 共 8 页",
        "第 3 页 / 共 8 页",
        "3 / 8",
        "第三页",
        "3、",
    ],
)
def test_a_marked_page_number_is_known_by_itself(text: str):
    assert {1} == find_page_numbers(lines("甲", text, "乙"))


@pytest.mark.parametrize("text", ["3", "3台", "12.5", "第3", "2022"])
def test_a_bare_number_may_be_a_value(text: str):
    assert set() == find_page_numbers(lines("甲", text, "乙"))


def test_a_bare_number_at_the_edge_of_a_page_is_its_number():
    first = [Line(1, "甲", 1), Line(2, "7", 1), Line(3, "", 1)]
    second = [Line(4, "乙", 2), Line(5, "8", 2), Line(6, "丙", 2)]

    assert {1} == find_page_numbers([*first, *second])


def test_numbers_that_count_up_a_page_apart_are_page_numbers():
    page = ["甲"] * 10
    texts = [*page, "1", *page, "2", *page, "3", *page]

    assert {10, 21, 32} == find_page_numbers(lines(*texts))
    assert set() == find_page_numbers(lines("1", "甲", "2", "乙", "3"))
