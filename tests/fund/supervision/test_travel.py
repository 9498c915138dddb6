"""What journeys cost a head: all costs by all persons, what is unclear told apart."""

from contextlib import closing
from datetime import date
from pathlib import Path

import pytest

from jixiao.errors import JixiaoError
from jixiao.fund.records import Records
from jixiao.fund.store.opening import open_engine, open_store
from jixiao.fund.supervision.travel import travel_cost
from jixiao.period import Period
from tests.measure_page import select_rows

YEAR = Period(date(2026, 1, 1), date(2026, 12, 31))


def test_journeys_are_added_up_and_the_unclear_told_apart(tmp_path: Path):
    rows = [
        {"event_no": "1", "kind": "监管差旅", "participants": "3", "cost": "1300.00"},
        {"event_no": "2", "kind": "差旅", "participants": "1", "cost": "376.00"},
        {"event_no": "3", "kind": "差旅", "participants": "", "cost": "99.00"},
        {"event_no": "4", "kind": "培训", "participants": "9", "cost": "900.00"},
    ]
    with closing(open_store(tmp_path)) as store:
        store.execute(f'CREATE TABLE "ACTIVITY" AS {select_rows("ACTIVITY", rows)}')
    with open_engine(tmp_path) as engine:
        records = Records(engine, YEAR)
        spent = travel_cost(records, "差旅")
        with pytest.raises(JixiaoError, match="没有类别写着“出国”"):
            travel_cost(records, "出国")

    assert (2, 4, 167_600, 41_900, 1) == (
        spent.trips, spent.persons, spent.cost, spent.per_head, spent.unclear,
    )  # fmt: skip
