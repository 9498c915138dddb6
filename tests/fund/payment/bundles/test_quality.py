"""Quality of centres: what was given, and what was not."""

from datetime import date
from fractions import Fraction

from jixiao.fund.payment.bundles import quality_of_centres
from jixiao.fund.store.opening import open_scratch
from jixiao.period import Period
from tests.fund.payment.bundles.rows import ROSTER
from tests.measure_page import select_rows

APRIL = Period(date(2026, 4, 1), date(2026, 4, 30))
GIVEN = [
    {"psn_no": "p1", "fixmedins_code": "H1", "kind": "2", "checked_on": day, "outcome": value, "reached": reached}
    for day, value, reached in (
        ("2026-04-02", "110", "1"), ("2026-04-20", "90", "0"), ("2026-03-02", "50", "0")
    )
]  # fmt: skip


def test_a_centre_has_what_it_gave_of_the_period_and_none_of_the_rest(tmp_path):
    with open_scratch(tmp_path) as engine:
        engine.make("DIAL_ROSTER", select_rows("DIAL_ROSTER", ROSTER))
        engine.make("DIAL_QUALITY", select_rows("DIAL_QUALITY", GIVEN))
        first, second = quality_of_centres(engine, APRIL)

    blood = first.items["血红蛋白"]
    assert blood
    assert (2, Fraction(1, 2), 100_000_000) == (blood.checks, blood.share, blood.mean)
    assert first.items["感染"] is None
    assert {None} == set(second.items.values())
