"""Addresses of cells: printed, read back, and named as the form names them."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from jixiao.cell_path import AMOUNTS, COLUMNS, FIELDS, CellPath, RowId
from tests.conftest import ROOT

ids = st.from_regex(r"[0-9a-z]{1,16}", fullmatch=True).map(RowId)
rows = st.one_of(st.integers(0, 9999), ids)
in_rows = st.builds(CellPath.in_row, rows, st.sampled_from(["", *COLUMNS]))
fields = st.sampled_from([*FIELDS, *AMOUNTS, "budget_execution.total.rate"]).map(
    CellPath
)


@pytest.mark.slow
@given(st.one_of(in_rows, fields))
def test_what_is_printed_reads_back(path: CellPath):
    assert path == CellPath.parse(str(path))


@pytest.mark.parametrize(
    ("printed", "path"),
    [
        ("indicators[3].target", CellPath("target", 3)),
        ("indicators[3]", CellPath("", 3)),
        ("rows[ab12].target", CellPath("target", RowId("ab12"))),
        ("rows[12]", CellPath("", RowId("12"))),
        ("funding.annual.total", CellPath("funding.annual.total")),
        ("indicators[99999].name", CellPath("indicators[99999].name")),
        ("rows[A-1].name", CellPath("rows[A-1].name")),
    ],
)
def test_an_address_says_whether_it_is_of_a_row(printed: str, path: CellPath):
    assert path == CellPath.parse(printed)


def test_a_position_and_an_id_are_not_the_same_row():
    assert CellPath.in_row(12, "name") != CellPath.in_row(RowId("12"), "name")


def test_a_cell_moves_with_its_row():
    cell = CellPath.in_row(2, "target")

    assert "indicators[0].target" == str(cell.moved_to(0))
    assert "rows[ab12].target" == str(cell.moved_to(RowId("ab12")))
    assert "indicators[2]" == str(cell.whole_row)


@pytest.mark.parametrize(
    ("printed", "title"),
    [
        ("indicators[2].target", "第 3 条 指标值"),
        ("indicators[2]", "第 3 条指标"),
        ("rows[ab12].target", "指标值"),
        ("funding.annual.total", "年度资金总额"),
        ("budget_execution.total.rate", "执行率"),
        ("objective", "年度总体目标"),
        ("total_score", "total_score"),
        ("", ""),
    ],
)
def test_a_cell_is_named_as_the_form_prints_it(printed: str, title: str):
    assert title == CellPath.parse(printed).title


def test_nobody_else_builds_or_takes_apart_the_address_of_a_row():
    by_hand = re.compile(r"\b(?:indicators|rows)(?:\[\{|\\\[|\[%)")
    sources = (ROOT / "src" / "jixiao").rglob("*")
    texts = [path for path in sources if path.suffix in (".py", ".html", ".js")]

    written = [path.name for path in texts if by_hand.search(path.read_text("utf-8"))]

    assert ["cell_path.py"] == written
