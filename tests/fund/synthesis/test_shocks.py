"""Shocks are of the visits that they name, from their day on; their answers say what is to be warned of."""

from datetime import date
from pathlib import Path

import msgspec
import numpy as np
import pytest

from jixiao.errors import FaultyEntry
from jixiao.fund.synthesis import shapes
from jixiao.fund.synthesis.care import ORDINARY, STAY
from jixiao.fund.synthesis.people import EMPLOYEE, RESIDENT
from jixiao.fund.synthesis.shape import Shape, Shock
from jixiao.fund.synthesis.shocks import shock_factors, write_shock_answers

APRIL = (date(2026, 4, 1) - date(1970, 1, 1)).days


def shocked(*shocks: Shock) -> Shape:
    return msgspec.structs.replace(shapes()["county"], shocks=shocks)


def factors(shape: Shape) -> list[float]:
    people = {"scheme": np.array([RESIDENT, EMPLOYEE])}
    visits = {
        "person": np.array([0, 0, 0, 1]),
        "kind": np.array([STAY, STAY, ORDINARY, STAY]),
        "begin": np.array([APRIL - 1, APRIL, APRIL, APRIL]),
        "level": np.array([0, 0, 0, 1]),
    }
    return [float(each) for each in shock_factors(shape, people, visits)]


@pytest.mark.parametrize(
    ("more", "wanted"),
    [
        ({}, [1, 2, 1, 2]),
        ({"scheme": "390"}, [1, 2, 1, 1]),
        ({"level": "二级"}, [1, 1, 1, 2]),
    ],
)
def test_a_shock_is_of_the_visits_it_names(more: dict[str, str], wanted: list[float]):
    shock = Shock(since=date(2026, 4, 1), care="住院", factor=2.0, **more)

    assert wanted == factors(shocked(shock))


def test_what_a_shock_cannot_be_of_is_refused():
    with pytest.raises(FaultyEntry, match="shocks 写了“出诊”；可用 住院"):
        factors(shocked(Shock(since=date(2026, 4, 1), care="出诊", factor=2.0)))


def test_the_answers_say_which_signal_stands_where_and_by_when(tmp_path: Path):
    path = tmp_path / "shocks.csv"

    write_shock_answers(path, shapes()["watched"])

    assert ["GR03,390/住院,2026-04,2026-05,2.0,"] == path.read_text(
        "utf-8-sig"
    ).splitlines()[1:]
