"""A month closed from the records: due, used, leaked, carried, refused; and closed again."""

from collections.abc import Iterator
from datetime import date

import pytest

from jixiao.errors import JixiaoError
from jixiao.fund.payment.bundles import close_month
from jixiao.fund.payment.kept import BUNDLE_CLOSED, BUNDLE_LEAKS, BUNDLE_PERSONS
from jixiao.fund.records import NotLoaded
from jixiao.fund.store.embedded import Embedded
from jixiao.fund.store.opening import open_scratch
from tests.fund.payment.bundles.rows import CONTRACTS, ROSTER, load
from tests.fund.payment.terms import terms

APRIL, MAY = date(2026, 4, 1), date(2026, 5, 1)


@pytest.fixture
def engine(tmp_path) -> Iterator[Embedded]:
    with open_scratch(tmp_path) as opened:
        yield opened


def test_a_month_is_what_is_due_used_apart_and_leaked(engine: Embedded):
    closed = close_month(load(engine), APRIL, terms())

    first, second = closed.centres
    assert (5_200_00, 2_400_00) == (first.due, second.due)
    assert (4_000_00, 200_00, 150_00) == (
        first.charges.used, first.charges.apart, first.charges.leaked
    )  # fmt: skip
    assert (1_200_00, 0, 1) == (first.gain, first.over, first.under)
    assert ["Z0"] == [row["hilist_code"] for row in closed.unnamed]
    leaks = engine.fetch(BUNDLE_LEAKS.read(engine)).to_pylist()
    assert [("f3", "H3", "H1")] == [
        (row["bkkp_sn"], row["fixmedins_code"], row["centre"]) for row in leaks
    ]


@pytest.mark.slow
def test_the_next_month_opens_with_what_the_last_one_left(engine: Embedded):
    load(engine)
    alone = close_month(engine, MAY, terms())
    assert any("2026-04 没有月结" in note for note in alone.notes)

    close_month(engine, APRIL, terms())
    after = close_month(engine, MAY, terms())

    assert (1_200_00, 1_200_00) == (after.centres[0].opening, after.centres[0].carried)
    assert not any("没有月结" in note for note in after.notes)


@pytest.mark.slow
def test_a_month_closed_twice_stands_once(engine: Embedded):
    load(engine)
    for day in (APRIL, MAY, APRIL):
        close_month(engine, day, terms())

    centres = engine.fetch(BUNDLE_CLOSED.read(engine)).to_pylist()
    assert ["H1/2026-04", "H1/2026-05", "H2/2026-04", "H2/2026-05"] == sorted(
        row["centre_month"] for row in centres
    )


@pytest.mark.slow
def test_a_cap_of_the_year_counts_what_months_before_brought(engine: Embedded):
    capped = [CONTRACTS[0] | {"year_cap": "6000.00"}, CONTRACTS[1]]
    again = [
        {
            "session_no": f"m{n}", "psn_no": "p1", "fixmedins_code": "H1",
            "dial_type": "1", "done_on": f"2026-{month:02}-{3 + n:02}",
        }
        for month, times in ((4, 13), (5, 13))
        for n in range(times)
    ]  # fmt: skip
    load(engine, DIAL_CONTRACT=capped, DIAL_SESSION=_numbered(again))
    close_month(engine, APRIL, terms())
    close_month(engine, MAY, terms())

    rows = engine.fetch(BUNDLE_PERSONS.read(engine)).to_pylist()
    by_month = {
        row["closed_on"].month: (row["due"], row["cut"])
        for row in rows
        if row["psn_no"] == "p1"
    }
    assert {4: (5_200_00, 0), 5: (800_00, 4_400_00)} == by_month


def _numbered(rows):
    return [row | {"session_no": f"m{n}"} for n, row in enumerate(rows)]


@pytest.mark.slow
def test_without_lines_what_was_used_is_said_to_be_unknown(engine: Embedded):
    closed = close_month(load(engine, FEE_LIST_D=[]), APRIL, terms())

    assert any("没有收费用明细表" in note for note in closed.notes)


@pytest.mark.slow
def test_a_contract_without_its_disease_is_named(engine: Embedded):
    nameless = [CONTRACTS[0] | {"dise_no": ""}, CONTRACTS[1]]

    closed = close_month(load(engine, DIAL_CONTRACT=nameless), APRIL, terms())

    assert any("k1 没有写包干结算的病种编号" in note for note in closed.notes)
    assert 0 == closed.centres[0].charges.used


@pytest.mark.slow
def test_sessions_of_nobody_on_a_roster_are_listed(engine: Embedded):
    closed = close_month(load(engine, DIAL_ROSTER=ROSTER[1:]), APRIL, terms())

    assert {"当天不在任何名册上"} == {each.why.value for each in closed.refused}
    assert 14 == len(closed.refused)


def test_nobody_on_a_roster_and_no_contract_are_refused_in_words(engine: Embedded):
    load(engine)
    with pytest.raises(JixiaoError, match="2025-12 没有一个人在名册上"):
        close_month(engine, date(2025, 12, 1), terms())
    engine.run('DROP TABLE "DIAL_CONTRACT"')
    with pytest.raises(NotLoaded, match="包干付费协议表"):
        close_month(engine, APRIL, terms())
