"""Every level of a catalogue adds up to the whole of it."""

import pytest

from jixiao.fund.grouping.dip.catalogue import (
    Attribute,
    Catalogue,
    DiseaseGroup,
    GroupKind,
    YearOfGroup,
)
from jixiao.fund.grouping.dip.levels import (
    LEVELS,
    UNKNOWN_ATTRIBUTE,
    UNKNOWN_CHAPTER,
    UNKNOWN_SECTION,
    attribute_of,
    chapter_of,
    levels_of,
    lines_of,
)


def group(
    code: str, diagnosis: str, main: str = "", attribute: str = "", cases: int = 1
):
    years = (YearOfGroup(cases, cases * 100),)
    return DiseaseGroup(
        code, GroupKind.CORE, diagnosis, main, (main,) if main else (),
        attribute=attribute, cases=cases, years=years,
    )  # fmt: skip


CATALOGUE = Catalogue(
    (
        group("1", "I21.0", "36.07", cases=30),
        group("2", "I21.0", cases=90),
        group("3", "I25", attribute=Attribute.SURGERY.value, cases=7),
        group("4", "J18.9", cases=500),
        group("5", "", cases=2),
    ),
    attributes={"36.07": Attribute.SURGERY},
)
SECTIONS = {"I21": "缺血性心脏病", "I25": "缺血性心脏病"}


@pytest.mark.parametrize("level", LEVELS)
def test_a_level_adds_up_to_the_catalogue(level: str):
    lines = lines_of(levels_of(CATALOGUE, SECTIONS), level)

    assert (5, 629, 62_900) == (
        sum(line.groups for line in lines),
        sum(line.cases for line in lines),
        sum(line.cost for line in lines),
    )


def test_a_section_is_parted_by_what_was_done():
    lines = lines_of(levels_of(CATALOGUE, SECTIONS), "一级")
    by_title = {line.title: (line.groups, line.cases, line.above) for line in lines}

    assert (2, 37, "I00-I99") == by_title["缺血性心脏病，相关手术"]
    assert (1, 90, "I00-I99") == by_title["缺血性心脏病，内科"]
    assert (1, 500, "J00-J99") == by_title[f"{UNKNOWN_SECTION}，内科"]


@pytest.mark.parametrize(
    ("diagnosis", "title"),
    [
        ("D48.9", "肿瘤"), ("D50.0", "血液及造血器官疾病和涉及免疫机制的疾患"),
        ("t98.3", "损伤、中毒和外因的某些其他后果"),
        ("K93", "消化系统疾病"), ("V00", UNKNOWN_CHAPTER), ("", UNKNOWN_CHAPTER),
    ],
)  # fmt: skip
def test_a_chapter_holds_its_first_and_its_last_code(diagnosis: str, title: str):
    assert title == chapter_of(diagnosis)[1]


def test_what_the_codes_do_not_say_is_said():
    assert UNKNOWN_ATTRIBUTE == attribute_of(CATALOGUE, group("6", "I21.0", "99.99"))
