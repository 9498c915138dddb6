"""A month is closed after those before it, and those after it are closed again."""

from collections.abc import Iterator
from datetime import date

import pytest

from jixiao.errors import JixiaoError
from jixiao.fund.payment.bundles import close_in_order
from jixiao.fund.payment.bundles.months import months_of_year
from jixiao.fund.store.embedded import Embedded
from jixiao.fund.store.opening import open_scratch
from tests.fund.payment.bundles.rows import load
from tests.fund.payment.terms import terms

APRIL, MAY = date(2026, 4, 1), date(2026, 5, 1)


def terms_on(_on: date):
    return terms()


@pytest.fixture
def engine(tmp_path) -> Iterator[Embedded]:
    with open_scratch(tmp_path) as opened:
        yield opened


@pytest.mark.slow
def test_a_month_waits_for_those_before_it_and_is_closed_again(engine: Embedded):
    load(engine)
    with pytest.raises(JixiaoError, match="2026-03、2026-04 有人在名册上，还没有月结"):
        close_in_order(engine, MAY, terms_on)
    (begun,) = close_in_order(engine, MAY, terms_on, is_first=True)

    april, may = close_in_order(engine, APRIL, terms_on, is_first=True)

    assert (0, 1_200_00) == (begun.centres[0].opening, may.centres[0].opening)
    assert (APRIL, MAY) == (april.month.first, may.month.first)
    assert 2 == len(close_in_order(engine, APRIL, terms_on))
    assert [] == list(months_of_year(engine, 2026).notes)
