"""The small cases of promise against proof are right, where their folder is."""

import json
import shutil
from pathlib import Path
from typing import Any

import pytest

from jixiao.evaluation import rubrics
from jixiao.fund.benefits import load_policies
from jixiao.fund.intake import load
from jixiao.fund.store.opening import open_engine
from jixiao.fund.synthesis import Bureau, shapes, synthesise
from jixiao.measures.answers import Answer
from jixiao.measures.backtest import try_out
from jixiao.measures.bindings import Bindings, load_bindings
from jixiao.measures.matching import State, match
from jixiao.measures.year_proof import Project, prove_year
from jixiao.reading import read
from tests.conftest import ROOT
from tests.drawn import drawn
from tests.measures.test_answers import YEAR

_HELD = 0.5
"""An interval claims 0.8 over counties; the forecasts of a single county go together, and hold 0.47 to 0.95."""
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


@drawn(one_of=4)
@pytest.mark.parametrize("case", ["02-part-year", "04-one-delivery", "05-rounding"])
def test_rows_bear_the_marks_they_should(case: str, tmp_path: Path):
    project = proved(case, tmp_path)

    for row, wanted in zip(project.answers, expected(case), strict=True):
        if "mark" in wanted:
            assert wanted["mark"] == row.mark.word, _answer_line(row)
        assert wanted.get("mark_not") != row.mark.word, _answer_line(row)


@pytest.mark.slow
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


@pytest.mark.slow
def test_a_typed_value_does_not_win_over_the_records(tmp_path: Path):
    project = proved("06-override", tmp_path)

    row = project.evaluation.rows[1]
    assert row.score.points is not None
    assert row.score.points < row.weight
    assert "100%" in row.missing
    assert "75.00%" in row.missing


_DECIDED = 'measure = "PU01"\nscope = { item = "扫描仪" }\nby = "甲"\non = 2027-01-08\n'


def decided(folder: Path, more: str = "") -> Bindings:
    """Return a decision on 扫描仪, which two rows of the table are called."""
    path = folder / "bindings.toml"
    path.write_text(f'[[binding]]\nindicator = "扫描仪"\n{more}{_DECIDED}', "utf-8")
    return load_bindings(path)


def test_a_decision_by_name_alone_is_asked_which_of_two_rows_it_means(tmp_path: Path):
    (table,) = read(CASES / "03-same-name" / "targets.txt").tables
    by_name = decided(tmp_path)

    for row in table.indicators:
        matched = by_name.match(table, row)
        assert State.UNSURE is matched.state
        assert "几行同名" in matched.why


def test_a_decision_on_one_of_two_rows_leaves_the_other(tmp_path: Path):
    (table,) = read(CASES / "03-same-name" / "targets.txt").tables
    of_one = decided(tmp_path, 'level = "数量指标"\n')

    matches = [of_one.match(table, row) for row in table.indicators]

    for matched, wanted in zip(matches, expected("03-same-name"), strict=True):
        assert matched.measure not in wanted.get("not_measure", ())
        assert matched.measure in wanted.get("measure", (matched.measure,))


@pytest.mark.slow
def test_a_value_typed_for_a_name_of_two_rows_is_neither_s(tmp_path: Path):
    project = proved("03-same-name", tmp_path)

    count, cost = project.evaluation.rows
    assert cost.actual is None or "台" not in cost.actual.shown
    assert "2 行同名" in cost.missing
    assert count.indicator.name == cost.indicator.name


@pytest.mark.slow
def test_what_came_true_was_not_called_impossible(tmp_path: Path):
    policies = [load_policies()["sample_2024"]]
    bureau = Bureau(shapes()["county"], 3000, range(2025, 2027), 7, policies)
    synthesise(bureau, tmp_path)
    for path in sorted((tmp_path / "extracts").iterdir()):
        if "FEE_LIST" not in path.name:
            load(path, tmp_path / "store")
    (table,) = read(CASES / "07-forecast" / "targets.txt").tables

    with open_engine(tmp_path / "store") as engine:
        trials = try_out(engine, table, YEAR, months=(4, 7, 10))

    names = [row["name"] for row in expected("07-forecast")]
    foreseen = [trial for trial in trials if trial.holds is not None]
    assert len(names) * 3 == len(foreseen)
    assert not [trial for trial in trials if trial.contrary]
    assert sum(bool(trial.holds) for trial in foreseen) >= _HELD * len(foreseen)


def _answer_line(row: Answer) -> str:
    return f"{row.indicator.name}: {row.match.why} {row.remarks}"
