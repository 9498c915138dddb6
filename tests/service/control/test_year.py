"""A year of control with planted faults: each found as often as it is there, no twin marked."""

import csv
from datetime import date, datetime
from fractions import Fraction
from pathlib import Path

import pytest

from jixiao.fund.intake import load
from jixiao.fund.parameters import load_parameter_sets
from jixiao.fund.store.opening import open_engine
from jixiao.fund.synthesis.house_control import write_control
from jixiao.period import Period
from jixiao.service.control.notes import LogLine, MarkKind
from jixiao.service.control.samples import load_points
from jixiao.service.control.year import ControlYear, look_at_year

YEAR = Period(date(2026, 1, 1), date(2026, 12, 31))


def looked_at(folder: Path, *own_trail: LogLine) -> ControlYear:
    terms = load_parameter_sets(None)["sample"].on(YEAR.last)
    with open_engine(folder) as engine:
        return look_at_year(engine, YEAR, terms, load_points(), own_trail)


@pytest.fixture(scope="module")
def planted(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("control")
    (folder / "extracts").mkdir()
    write_control(folder, folder / "extracts", 2026, 1)
    for table in sorted((folder / "extracts").iterdir()):
        load(table, folder)
    return folder


def test_what_is_planted_is_marked_as_often_as_it_is_there(planted: Path):
    seen = looked_at(planted)
    marks = [(mark.kind, f"{mark.subject}　{mark.says}") for mark in seen.marks]

    wrong = []
    with (planted / "control.csv").open(encoding="utf-8-sig", newline="") as file:
        for row in csv.DictReader(file):
            count = sum(t == row["test"] and row["words"] in says for t, says in marks)
            wrong += [] if count == int(row["count"]) else [(row, count)]

    assert [] == wrong
    assert 10 == sum(mark.kind is MarkKind.CONFLICT for mark in seen.marks)
    assert 10 == len(seen.allowed)


@pytest.mark.slow
def test_of_what_nobody_tested_the_score_is_at_most(planted: Path):
    seen = looked_at(planted)

    assert (Fraction(100), False) == (seen.score, seen.is_whole)
    assert ["没有收内控测试表：各控制点没有测试"] == seen.absent


@pytest.mark.slow
def test_the_offices_own_people_need_no_account_that_was_loaded(planted: Path):
    of_trail = [
        LogLine(f"T{n}", datetime(2026, 3, 2, 9, n), "王经办", duty, "案1")
        for n, duty in enumerate(("录入", "审核"))
    ]
    marks = [
        mark for mark in looked_at(planted, *of_trail).marks if mark.subject == "王经办"
    ]

    assert [MarkKind.CONFLICT] == [mark.kind for mark in marks]
