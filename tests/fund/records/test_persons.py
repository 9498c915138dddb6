"""Persons of a day: scheme, kind, identity, and whether they have lapsed."""

from datetime import date

from jixiao.fund.records import Records
from jixiao.fund.store.embedded import Embedded
from jixiao.period import Period
from tests.fund.records.test_refunds import records_of

YEAR = Period(date(2026, 1, 1), date(2026, 6, 30))


def span(
    person: str, begins: str, ends: str | None = None, **stated: str
) -> dict[str, str | None]:
    usual = {"psn_no": person, "insutype": "390", "psn_type": "50"}
    return {**usual, "begndate": begins, "enddate": ends, **stated}


SPANS = [
    span("A", "2025-01-01", "2025-12-31"),
    span("A", "2026-01-01", "2026-12-31", psn_type="60"),
    span("A", "2027-01-01"),
    span("B", "2025-01-01", "2026-06-29"),
    span("C", "2026-06-30", "2026-06-30"),
    span("C", "2020-01-01", None, insutype="310"),
]
HELD = [
    {"psn_no": "A", "psn_idet_type": "7019", "begntime": "2026-06-30"},
    {"psn_no": "A", "psn_idet_type": "7131", "begntime": "2020-01-01"},
    {"psn_no": "B", "psn_idet_type": "7019", "begntime": "2026-07-01"},
]


def test_a_person_is_taken_as_on_the_last_day_once_for_each_scheme():
    engine = records_of(SPANS, "PSN_INSU_D").engine
    assert isinstance(engine, Embedded)
    held = records_of(HELD, "PSN_IDET_C").engine
    engine.hold("held", held.fetch(held.table("PSN_IDET_C")))
    engine.run("CREATE TABLE PSN_IDET_C AS SELECT * FROM held")
    records = Records(engine, YEAR, identity_order=("7131",))
    rows = engine.fetch(records.record("persons")).to_pylist()

    assert {
        ("A", "390", "60", "7131", False),
        ("B", "390", "50", None, True),
        ("C", "390", "50", None, False),
        ("C", "310", "50", None, False),
    } == {
        (r["psn_no"], r["insutype"], r["psn_type"], r["psn_idet_type"], r["lapsed"])
        for r in rows
    }
