"""The words, limits and codes the checks hold the paper against."""

import pytest

from jixiao.budgets import layouts
from jixiao.checks.standard import (
    FOLDER,
    ExpenditureStandard,
    all_words,
    read_standards,
    required_parts,
    required_rows,
    subjects,
    words,
)
from jixiao.errors import FaultyEntry
from jixiao.targets import dialects
from tests.conftest import ROOT


def test_every_word_list_is_a_pattern_that_some_check_uses():
    sources = [p.read_text("utf-8") for p in (ROOT / "src/jixiao/checks").rglob("*.py")]

    for name in all_words():
        assert words(name).pattern
        assert any(f'"{name}"' in source for source in sources), name


def test_the_longest_word_is_tried_first():
    listed = words("measurable").pattern.split("|")

    assert listed == sorted(listed, key=len, reverse=True)


def test_a_list_that_does_not_exist_is_a_fault():
    with pytest.raises(FaultyEntry, match="没有 nothing"):
        words("nothing")


def test_names_of_subjects_follow_the_year():
    assert "医疗卫生与计划生育支出" == subjects("function", 2018).by_code["210"].name
    assert "卫生健康支出" == subjects("function", 2022).by_code["210"].name
    assert "卫生健康支出" == subjects("function", None).by_code["210"].name


def test_a_code_is_missing_only_below_a_subject_listed_whole():
    known = subjects("function", 2022)

    assert known.missing("2101598") == known.by_code["21015"]
    assert known.missing("2101501") is None
    assert known.missing("2019998") is None


def test_required_rows_and_parts_name_things_that_exist():
    for code in dialects():
        aspects = set(dialects()[code].framework.dimension_of)
        assert set() == set(required_rows(code, 2026)) - aspects
    for layout in layouts().values():
        parts = required_parts(layout.code, 2026)
        assert parts is not None
        assert set(parts.tables) <= {table.code for table in layout.tables}
        assert required_parts(layout.code, 2010) is None


def test_a_standard_without_its_basis_is_refused():
    with pytest.raises(FaultyEntry, match="不合格式"):
        read_standards(
            [{"item": "培训费", "most": 1, "unit": "元"}], ExpenditureStandard, "某"
        )


def test_every_datum_says_where_it_comes_from():
    for path in FOLDER.glob("*.toml"):
        assert "basis" in path.read_text("utf-8"), path.name
