"""A row is meant by its name, and by what tells it from others of that name."""

from datetime import date

import pytest

from jixiao.evaluation.addressing import is_clear, is_same, places_of
from jixiao.evaluation.entries import Entries, ValueEntry
from tests.evaluation.tables import table

ROWS = table(
    ("产出指标", "数量指标", "扫描仪", "4台", None),
    ("成本指标", "经济成本指标", "扫描仪", "1.6万元", None),
    ("产出指标", "数量指标", "打印机", "2台", None),
    ("产出指标", "质量指标", "打印机", "2台", None),
    ("产出指标", "质量指标", "扫描仪", "不适用", None),
)


def entry(indicator: str, **more: str) -> ValueEntry:
    return ValueEntry(
        indicator=indicator, by="甲", on=date(2027, 1, 8), value="4台", **more
    )


@pytest.mark.parametrize(
    ("more", "places"),
    [
        ({}, [0, 1]),
        ({"level": "数量指标"}, [0]),
        ({"level": "数量"}, [0]),
        ({"level": "成本指标"}, [1]),
        ({"target": "1.6 万元"}, [1]),
        ({"target": "5台"}, []),
        ({"project": "别的项目"}, []),
    ],
)
def test_what_is_said_besides_the_name_tells_rows_apart(
    more: dict[str, str], places: list[int]
):
    assert places == places_of(entry("扫描仪", **more), ROWS)


def test_rows_printed_alike_are_one_and_others_are_not():
    assert not is_clear(places_of(entry("扫描仪"), ROWS), ROWS)
    assert not is_clear(places_of(entry("打印机", target="2台"), ROWS), ROWS)
    assert is_clear(places_of(entry("扫描仪", level="数量指标"), ROWS), ROWS)


def test_an_entry_that_fits_several_rows_is_for_none_and_asked():
    entries = Entries(values=[entry("扫描仪")])

    assert {} == entries.of(ROWS)
    assert [0, 1] == sorted(entries.unclear(ROWS))
    assert "level" in entries.unclear(ROWS)[0]


def test_an_entry_that_says_which_row_is_for_that_row():
    entries = Entries(values=[entry("扫描仪", target="4台")])

    assert [0] == list(entries.of(ROWS))
    assert {} == entries.unclear(ROWS)


def test_names_are_one_but_for_blanks_and_marks():
    assert is_same("医保 （补助）", "医保(补助)")
    assert not is_same("医保", None)
