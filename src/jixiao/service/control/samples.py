"""Sampled tests of control points: how many, which, and what the exceptions say."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from fractions import Fraction
from functools import cache
from math import comb
from pathlib import Path

from jixiao.errors import FaultyEntry, JixiaoError
from jixiao.fund.supervision.drawing import Draw, draw
from jixiao.library import load_toml, refuse_unknown
from jixiao.service.control.notes import Part
from jixiao.service.csv_rows import CsvRow, read_rows

_FILE = Path(__file__).with_name("control_points.toml")
_POINT = ("number", "part", "title", "risk", "evidence", "frequency")
_TITLES = ("控制点编号", "部分", "控制点", "风险", "证据", "频率")
_SURE = 0.05
"""The share of doubt that the upper bound leaves."""


class PointResult(StrEnum):
    """What tests say of a control point."""

    EFFECTIVE = "有效"
    FLAWED = "有缺陷"
    RETESTED = "整改后有效"
    SHORT = "样本不足"
    UNTESTED = "没有测试"


@dataclass(frozen=True, slots=True)
class ControlPoint:
    """A control: its part, what it is against, what proves it, and how often it is done."""

    number: str
    part: Part
    title: str
    risk: str
    evidence: str
    frequency: str


@dataclass(frozen=True, slots=True)
class PointBook:
    """The control points of a bureau, and where they come from."""

    line: str
    points: Sequence[ControlPoint]


@dataclass(frozen=True, slots=True)
class SampleTest:
    """One sample tested once; `is_retest`: after a flaw was mended."""

    number: str
    point: str
    sample: str
    is_exception: bool
    is_retest: bool
    remark: str


@dataclass(frozen=True, slots=True)
class PointOutcome:
    """A control point with its tests: how many were needed and done, exceptions, and at most how many.

    `at_most` is the share of exceptions that the sample leaves possible at 95 %; none untested.
    """

    point: ControlPoint
    needed: int
    done: int
    exceptions: Sequence[SampleTest]
    retests: Sequence[SampleTest]
    at_most: float | None
    result: PointResult


@cache
def load_points() -> PointBook:
    """Return the sample points of the package.

    Raises:
        FaultyEntry: the file says what is not known.
    """
    content = load_toml(_FILE)
    refuse_unknown(_FILE.name, content, ("about", "point"))
    about = content["about"]
    points = []
    for each in content["point"]:
        refuse_unknown(f"{_FILE.name} 的 {each.get('number')}", each, _POINT)
        if each["part"] not in [*Part]:
            message = (
                f"{_FILE.name} 的 {each['number']} 写了不存在的部分 {each['part']}。"
            )
            raise FaultyEntry(message)
        points.append(ControlPoint(**{**each, "part": Part(each["part"])}))
    doubt = "" if about["confirmed"] else "，未核对"
    return PointBook(f"{about['title']}（{about['basis']}{doubt}）", points)


def own_points(path: Path) -> PointBook:
    """Return the control points of a bureau's own CSV: 控制点编号, 部分, 控制点, 风险, 证据, 频率.

    Raises:
        UnreadableFile: it cannot be opened.
        JixiaoError: it is not written so, or names a point twice.
    """
    points = [_own_point(row) for row in read_rows(path, _TITLES)]
    numbers = [point.number for point in points]
    if twice := sorted({n for n in numbers if numbers.count(n) > 1}):
        message = f"{path.name} 里控制点 {'、'.join(twice)} 写了不止一次。请改正。"
        raise JixiaoError(message)
    return PointBook(f"{path.name} {len(points)} 个控制点", points)


def _own_point(row: CsvRow) -> ControlPoint:
    if row["部分"] not in [*Part]:
        raise row.wrong("部分", f"可写 {'、'.join(Part)}")
    part = Part(row["部分"])
    return ControlPoint(
        row["控制点编号"], part, row["控制点"], row["风险"], row["证据"], row["频率"]
    )


def sample_size(point: ControlPoint, sizes: Mapping[str, Fraction]) -> int:
    """Return how many samples a point needs, by how often it is done.

    Raises:
        JixiaoError: no size is set for how often it is done.
    """
    if point.frequency not in sizes:
        message = (
            f"控制点 {point.number} 的频率“{point.frequency}”没有样本量；"
            f"参数 control.samples 写了 {'、'.join(sizes)}。请改正或补上。"
        )
        raise JixiaoError(message)
    return int(sizes[point.frequency])


def draw_samples(
    point: ControlPoint,
    sizes: Mapping[str, Fraction],
    population: Iterable[str],
    seed: str,
) -> Draw:
    """Draw the samples of a point by a published seed; of fewer records than needed, all.

    Raises:
        JixiaoError: there is no seed, or a record is named twice.
    """
    codes = [*population]
    return draw(seed, codes, min(sample_size(point, sizes), len(codes)))


def outcomes(
    book: PointBook, tests: Sequence[SampleTest], sizes: Mapping[str, Fraction]
) -> list[PointOutcome]:
    """Return what the tests say of each control point.

    Raises:
        JixiaoError: a test is of a point that the book does not have.
    """
    known = {point.number for point in book.points}
    if strange := sorted({test.point for test in tests} - known):
        message = (
            f"内控测试里的控制点 {'、'.join(strange)} 不在控制点表里。请改正或补上。"
        )
        raise JixiaoError(message)
    return [_outcome(point, tests, sizes) for point in book.points]


def _outcome(
    point: ControlPoint, tests: Sequence[SampleTest], sizes: Mapping[str, Fraction]
) -> PointOutcome:
    of_point = [test for test in tests if test.point == point.number]
    first = {test.sample: test for test in of_point if not test.is_retest}
    retests = [test for test in of_point if test.is_retest]
    exceptions = [test for test in first.values() if test.is_exception]
    needed = sample_size(point, sizes)
    at_most = most_exceptions(len(first), len(exceptions)) if first else None
    result = _result(needed, len(first), exceptions, retests)
    return PointOutcome(point, needed, len(first), exceptions, retests, at_most, result)


def _result(
    needed: int,
    done: int,
    exceptions: Sequence[SampleTest],
    retests: Sequence[SampleTest],
) -> PointResult:
    if not done:
        return PointResult.UNTESTED
    if exceptions:
        mended = retests and not any(test.is_exception for test in retests)
        return PointResult.RETESTED if mended else PointResult.FLAWED
    return PointResult.EFFECTIVE if done >= needed else PointResult.SHORT


def most_exceptions(size: int, exceptions: int) -> float:
    """Return the largest share of exceptions that such a sample leaves possible at 95 %.

    The one-sided bound of Clopper and Pearson: the share at which so few exceptions have 5 %.
    """
    if exceptions >= size:
        return 1.0
    low, high = 0.0, 1.0
    for _ in range(60):
        share = (low + high) / 2
        if _at_most(size, exceptions, share) > _SURE:
            low = share
        else:
            high = share
    return high


def _at_most(size: int, exceptions: int, share: float) -> float:
    """The chance of no more than so many exceptions."""
    return sum(
        comb(size, n) * share**n * (1 - share) ** (size - n)
        for n in range(exceptions + 1)
    )
