"""The tree of a day takes the codes in use, and leads those that ended to where they went."""

from datetime import date

import pytest

from jixiao.errors import JixiaoError
from jixiao.service.tree.divisions import Division, tree_on

BEGIN, DAY = date(2020, 1, 1), date(2026, 12, 31)
REGION = Division("990000", "示例区", "", BEGIN)
CITY = Division("990100", "示例市", "990000", BEGIN)
EAST = Division("990101", "东县", "990100", BEGIN)
WEST = Division("990102", "西县", "990100", BEGIN, date(2025, 6, 30), "990101")


def test_the_last_day_of_a_code_still_counts():
    divisions = [REGION, CITY, EAST, WEST]

    assert ["990101", "990102"] == tree_on(date(2025, 6, 30), divisions).leaves(
        "990000"
    )
    assert ["990101"] == tree_on(date(2025, 7, 1), divisions).leaves("990000")


def test_a_merged_code_leads_to_the_one_in_use():
    older = Division("990103", "老县", "990100", BEGIN, date(2022, 1, 1), "990102")
    tree = tree_on(DAY, [REGION, CITY, EAST, WEST, older])

    assert "990101" == tree.current("990103") == tree.current("990102")
    assert tree.current("999999") is None


def test_a_county_of_a_merged_city_goes_to_the_new_city():
    ended = Division("990200", "旧市", "990000", BEGIN, date(2024, 1, 1), "990100")
    county = Division("990201", "南县", "990200", BEGIN)
    tree = tree_on(DAY, [REGION, CITY, EAST, ended, county])

    assert ["990101", "990201"] == tree.children("990100")
    assert [0, 1, 2, 2] == [depth for depth, _ in tree.walk()]


def test_a_part_begins_at_its_own_division():
    tree = tree_on(DAY, [REGION, CITY, EAST, WEST])

    assert [(0, "990100"), (1, "990101")] == [
        (depth, node.code) for depth, node in tree.part("990100").walk()
    ]
    assert ["990101"] == tree.part("990102").roots()
    with pytest.raises(JixiaoError, match="999999 在 2026-12-31 不在用"):
        tree.part("999999")


@pytest.mark.parametrize(
    ("divisions", "words"),
    [
        ([REGION, CITY, CITY], "有两行都有效"),
        ([CITY], "990000 在 2026-12-31 不在用"),
        ([WEST], "没有有效的区划"),
        (
            [Division("1", "甲", "2", BEGIN), Division("2", "乙", "1", BEGIN)],
            "绕回了自己",
        ),
        (
            [REGION, *(Division(a, a, "", BEGIN, BEGIN, b) for a, b in ("12", "21"))],
            "绕回了自己",
        ),
    ],
)
def test_a_tree_that_is_none_is_refused(divisions: list[Division], words: str):
    with pytest.raises(JixiaoError, match=words):
        tree_on(DAY, divisions)
