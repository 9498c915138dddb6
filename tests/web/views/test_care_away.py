"""A year of care away on its page."""

from pathlib import Path

import pytest

from tests.cli.test_away import county
from tests.web.conftest import County
from tests.web.paid_county import let_see


@pytest.mark.slow
def test_a_year_shows_its_shares_flows_and_what_could_have_stayed(
    home: County, tmp_path: Path, text_of
):
    let_see(home, county(tmp_path))

    text = text_of(home.client("leader").get("/fund/away?year=2026"))

    assert "66.67%" in text
    assert "没有写原因" in text
    assert "→ 980101" in text
    assert "各地的净额（基金流入减流出）" in text
    assert "75.00%" in text
    assert "个参数是样例" in text


def test_a_county_without_settlements_is_told(home: County, tmp_path: Path, text_of):
    let_see(home, tmp_path)

    text = text_of(home.client("fund").get("/fund/away?year=2026"))

    assert "还没有收基金数据" in text
    assert 404 == home.client("clerk").get("/fund/away").status_code
