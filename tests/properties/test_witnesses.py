"""Every measure agrees with an SQL of its own words, on plain records and on hard ones."""

from collections.abc import Iterator
from datetime import date

import pytest

from jixiao.fund.store.embedded import Embedded
from jixiao.fund.store.opening import open_scratch
from jixiao.measures.declaration import ValueKind, library
from jixiao.measures.measuring import Asked, take
from jixiao.period import Period
from tests.measures.drawn_records import AREAS, Drawing, load
from tests.measures.witnesses import WITNESSES, of_area

YEAR = Period(date(2026, 1, 1), date(2026, 12, 31))
_STEP = 24
_OF_AREAS = 30


@pytest.fixture(scope="module")
def engine(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Embedded]:
    """One engine for all; each drawing makes its tables anew."""
    with open_scratch(tmp_path_factory.mktemp("witnesses")) as opened:
        yield opened


def disagreements(engine: Embedded, codes: list[str], area: str = "") -> Iterator[str]:
    """Yield the measures that say another than their witness, with what both say."""
    narrowed = {"area": area} if area else {}
    asked = [
        Asked(library()[code], {**WITNESSES[code].scope, **narrowed}) for code in codes
    ]
    for question, result in zip(asked, take(engine, asked, YEAR), strict=True):
        sql = of_area(result.code, area) if area else WITNESSES[result.code].sql
        (row,) = engine.rows(sql)
        match question.measure.kind:
            case ValueKind.LATEST:
                said, witnessed = (result.day,), (row["day"],)
            case ValueKind.TOTAL:
                said, witnessed = (result.above,), (int(row["above"] or 0),)
            case _:
                said = (result.above, result.below)
                witnessed = (int(row["above"] or 0), int(row["below"] or 0))
        if said != witnessed:
            yield f"{result.code}: {said}, by its words {witnessed}"


@pytest.mark.slow
@pytest.mark.parametrize("hard", [pytest.param(False, marks=pytest.mark.slow), True])
def test_some_measures_agree_with_their_words(engine: Embedded, hard: bool):
    load(engine, Drawing(1, hard))

    assert not list(disagreements(engine, sorted(WITNESSES)[hard::_STEP]))


@pytest.mark.slow
@pytest.mark.parametrize("hard", [False, True])
@pytest.mark.parametrize("seed", range(1, 9))
def test_all_measures_agree_with_their_words(engine: Embedded, seed: int, hard: bool):
    load(engine, Drawing(seed, hard))

    assert not list(disagreements(engine, sorted(WITNESSES)))


@pytest.mark.slow
@pytest.mark.parametrize("seed", range(1, 3))
def test_an_area_has_the_rows_that_tell_it(engine: Embedded, seed: int):
    load(engine, Drawing(seed, hard=True))

    area = AREAS[seed % 3]
    codes = [code for code in sorted(WITNESSES) if of_area(code, area)]

    assert len(codes) >= _OF_AREAS
    assert not list(disagreements(engine, codes, area))


_CROSSING = {
    "AS07",
    "BE31",
    "BE34",
    "BE35",
    "EN02",
    "EN16",
    "AS02",
    "BE14",
    "BE17",
    "BE22",
    "BE24",
    "BE25",
    "VP02",
    "PD09",
    "TF01",
    "LC06",
}
"""Measures of a person, a product or a day that several areas share, or of no area drawn; growths of means."""


@pytest.mark.slow
@pytest.mark.parametrize("seed", range(3, 5))
def test_the_areas_of_a_measure_add_up_to_all(engine: Embedded, seed: int):
    load(engine, Drawing(seed, hard=False))
    codes = [
        code
        for code, measure in library().items()
        if "area" in measure.scopes and code not in _CROSSING
    ]
    whole = take(engine, [Asked(library()[c], WITNESSES[c].scope) for c in codes], YEAR)
    parts = dict.fromkeys(codes, (0, 0))
    for area in AREAS:
        asked = [
            Asked(library()[c], {**WITNESSES[c].scope, "area": area}) for c in codes
        ]
        for result in take(engine, asked, YEAR):
            above, below = parts[result.code]
            parts[result.code] = (above + result.above, below + result.below)

    assert {result.code: (result.above, result.below) for result in whole} == parts


def test_every_measure_has_a_witness():
    assert set(library()) == set(WITNESSES)
