"""Samples of control points: sizes, draws, and what exceptions leave possible."""

from fractions import Fraction
from pathlib import Path

import pytest

from jixiao.errors import JixiaoError
from jixiao.service.control.notes import Part
from jixiao.service.control.samples import (
    ControlPoint,
    PointBook,
    PointResult,
    SampleTest,
    draw_samples,
    load_points,
    most_exceptions,
    outcomes,
    own_points,
)

SIZES = {"每日": Fraction(25), "每月": Fraction(2)}
POINT = ControlPoint("A1", Part.BUSINESS, "复核", "错付", "审核单", "每月")


def samples(*results: tuple[bool, bool]) -> list[SampleTest]:
    return [
        SampleTest(f"T{n}", "A1", f"S{n}", exception, retest, "")
        for n, (exception, retest) in enumerate(results)
    ]


@pytest.mark.parametrize(
    ("results", "result"),
    [
        ([], PointResult.UNTESTED), ([(False, False)], PointResult.SHORT),
        ([(False, False)] * 2, PointResult.EFFECTIVE), ([(True, False), (False, False)], PointResult.FLAWED),
        ([(True, False), (False, True)], PointResult.RETESTED), ([(True, False), (True, True)], PointResult.FLAWED),
    ],
)  # fmt: skip
def test_a_point_is_what_its_tests_say(results, result: PointResult):
    (outcome,) = outcomes(PointBook("", [POINT]), samples(*results), SIZES)

    assert result == outcome.result


@pytest.mark.parametrize(
    ("size", "exceptions", "share"),
    [(25, 0, 0.1129), (25, 1, 0.1761), (2, 0, 0.7764), (2, 2, 1)],
)
def test_a_sample_leaves_so_many_exceptions_possible(
    size: int, exceptions: int, share: float
):
    assert share == pytest.approx(most_exceptions(size, exceptions), abs=5e-5)


def test_samples_are_drawn_by_a_seed_and_all_of_few():
    drawn = draw_samples(POINT, SIZES, ["a", "b", "c"], "20260105")

    assert (
        drawn.chosen == draw_samples(POINT, SIZES, ["c", "b", "a"], "20260105").chosen
    )
    assert 2 == len(drawn.chosen)
    assert ["a"] == [*draw_samples(POINT, SIZES, ["a"], "x").chosen]


def test_a_frequency_without_a_size_is_refused():
    odd = ControlPoint("A2", Part.BUSINESS, "", "", "", "每旬")

    with pytest.raises(JixiaoError, match="每旬"):
        outcomes(PointBook("", [odd]), [], SIZES)


def test_a_test_of_no_point_is_refused():
    with pytest.raises(JixiaoError, match="不在控制点表里"):
        outcomes(PointBook("", []), samples((False, False)), SIZES)


def test_points_of_the_package_cover_the_five_parts():
    assert {*Part} == {point.part for point in load_points().points}


def test_own_points_are_read_and_doubles_refused(tmp_path: Path):
    row = "A1,业务运行控制,复核,错付,审核单,每月\n"
    heads = "控制点编号,部分,控制点,风险,证据,频率\n"
    (tmp_path / "p.csv").write_text(heads + row, "utf-8")
    (tmp_path / "twice.csv").write_text(heads + row + row, "utf-8")

    assert [POINT] == [*own_points(tmp_path / "p.csv").points]
    with pytest.raises(JixiaoError, match="A1 写了不止一次"):
        own_points(tmp_path / "twice.csv")
