"""What the records say, as pages read it: in mid-year nothing is missed yet."""

from datetime import date

import msgspec
import pytest

from jixiao.web.models import Measurement
from jixiao.web.work.proofs import Proof, counts, read


def measured(kind: str, mark: str) -> Measurement:
    proof = Proof(
        place=0, name="场次", target="≥12场", state="bound", why="", mark=mark
    )
    body = msgspec.json.encode([proof]).decode()
    return Measurement(kind=kind, until=date(2026, 7, 31), body=body)


@pytest.mark.parametrize(
    ("kind", "shown"), [("monitoring", "under_way"), ("evaluation", "missed")]
)
def test_only_the_years_end_misses_a_target(kind: str, shown: str):
    proofs = read(measured(kind, "missed"))

    assert shown == proofs[0].mark
    assert 1 == counts(proofs)[shown]


def test_what_has_reached_its_target_by_july_has():
    assert "met" == read(measured("monitoring", "met"))[0].mark


def test_without_a_measurement_there_are_no_proofs():
    assert [] == read(None)
