"""The small cases of promise against proof are right, where their folder is."""

import json
import shutil
from pathlib import Path
from typing import Any

import pytest

from jixiao.evaluation import rubrics
from jixiao.fund.intake import load
from jixiao.fund.store.opening import open_engine
from jixiao.measures.answers import Answer
from jixiao.measures.matching import match
from jixiao.measures.year_proof import Project, prove_year
from jixiao.reading import read
from tests.conftest import ROOT
from tests.measures.test_answers import YEAR

CASES = ROOT.parent / "shared" / "examples" / "proof"
pytestmark = pytest.mark.skipif(not CASES.is_dir(), reason="the cases are not here")


def expected(case: str) -> list[dict[str, Any]]:
    rows: list[dict[str, Any]] = json.loads(
        (CASES / case / "expected.json").read_text("utf-8")
    )["rows"]
    return rows


@pytest.mark.parametrize("case", ["01-near-miss-names", "08-units-and-ranges"])
def test_names_are_answered_by_what_they_mean(case: str):
    (table,) = read(CASES / case / "targets.txt").tables

    for row, wanted in zip(table.indicators, expected(case), strict=True):
        answered = match(table, row)
        assert answered.measure not in wanted.get("not_measure", ()), row.name
        if "measure" in wanted:
            assert answered.measure in wanted["measure"], (row.name, answered.why)


def proved(case: str, tmp_path: Path) -> Project:
    for path in sorted((CASES / case / "records").iterdir()):
        load(path, tmp_path / "store")
    filled = CASES / case / "filled.toml"
    if filled.exists():
        shutil.copy(filled, tmp_path / "filled.toml")
    (table,) = read(CASES / case / "targets.txt").tables
    with open_engine(tmp_path / "store") as engine:
        year = prove_year(
            engine, [table], YEAR, rubrics()["mof_2020"], tmp_path / "filled.toml"
        )
    return year.projects[0]


@pytest.mark.parametrize("case", ["02-part-year", "04-one-delivery", "05-rounding"])
def test_rows_bear_the_marks_they_should(case: str, tmp_path: Path):
    project = proved(case, tmp_path)

    for row, wanted in zip(project.answers, expected(case), strict=True):
        if "mark" in wanted:
            assert wanted["mark"] == row.mark.word, _told(row)
        assert wanted.get("mark_not") != row.mark.word, _told(row)


def test_typed_values_are_scored_as_the_rubric_says(tmp_path: Path):
    project = proved("09-scores", tmp_path)

    for row, wanted in zip(project.evaluation.rows, expected("09-scores"), strict=True):
        if isinstance(wanted["share"], str):
            assert row.score.points is None, row.score.rule
        else:
            assert row.score.points is not None, row.score.rule
            share = float(row.score.points / row.weight)
            assert share == pytest.approx(wanted["share"], abs=0.001), row.score.rule
    assert 0 == project.evaluation.execution.points


def test_a_typed_value_does_not_win_over_the_records(tmp_path: Path):
    project = proved("06-override", tmp_path)

    row = project.evaluation.rows[1]
    assert row.score.points is not None
    assert row.score.points < row.weight
    assert "100%" in row.missing
    assert "75.00%" in row.missing


def _told(row: Answer) -> str:
    return f"{row.indicator.name}: {row.match.why} {row.remarks}"
