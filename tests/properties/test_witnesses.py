"""Every measure agrees with an SQL of its own words, on plain records and on hard ones."""

from collections.abc import Iterator
from datetime import date

import pytest

from jixiao.fund.store.engine import Embedded
from jixiao.fund.store.opening import open_scratch
from jixiao.measures.declaration import ValueKind, library
from jixiao.measures.measuring import Asked, take
from jixiao.period import Period
from tests.measures.drawn_records import Drawing, load
from tests.measures.witnesses import WITNESSES

YEAR = Period(date(2026, 1, 1), date(2026, 12, 31))
WITHOUT = {"PD06", "PD07"}
"""Measures that came last and have no witness yet; a witness that is added leaves this list."""
_STEP = 6


@pytest.fixture(scope="module")
def engine(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Embedded]:
    """One engine for all; each drawing makes its tables anew."""
    with open_scratch(tmp_path_factory.mktemp("witnesses")) as opened:
        yield opened


def disagreements(engine: Embedded, codes: list[str]) -> Iterator[str]:
    """Yield the measures that say another than their witness, with what both say."""
    asked = [Asked(library()[code], WITNESSES[code].scope) for code in codes]
    for question, found in zip(asked, take(engine, asked, YEAR), strict=True):
        (row,) = engine.rows(WITNESSES[found.code].sql)
        match question.measure.kind:
            case ValueKind.LATEST:
                said, witnessed = (found.day,), (row["day"],)
            case ValueKind.TOTAL:
                said, witnessed = (found.above,), (int(row["above"] or 0),)
            case _:
                said = (found.above, found.below)
                witnessed = (int(row["above"] or 0), int(row["below"] or 0))
        if said != witnessed:
            yield f"{found.code}: {said}, by its words {witnessed}"


@pytest.mark.parametrize("hard", [False, True])
def test_some_measures_agree_with_their_words(engine: Embedded, hard: bool):
    load(engine, Drawing(1, hard))

    assert not list(disagreements(engine, sorted(WITNESSES)[hard::_STEP]))


@pytest.mark.slow
@pytest.mark.parametrize("hard", [False, True])
@pytest.mark.parametrize("seed", range(1, 9))
def test_all_measures_agree_with_their_words(engine: Embedded, seed: int, hard: bool):
    load(engine, Drawing(seed, hard))

    assert not list(disagreements(engine, sorted(WITNESSES)))


def test_every_measure_has_a_witness():
    assert WITHOUT == set(library()) - set(WITNESSES)
