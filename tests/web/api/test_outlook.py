"""A fund's month for programs: of one's own place, as it was looked at, by the described shape."""

from datetime import date
from pathlib import Path

import msgspec
import pytest
from django.test import Client

from jixiao.cli.main import main
from jixiao.web.api.shapes import FundMonth
from jixiao.web.people import tokens
from tests.cli.test_outlook import SETTLED
from tests.web.conftest import County
from tests.web.paid_county import let_see


@pytest.fixture(scope="module")
def county(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Load two years of settlements that nobody looked at."""
    folder = tmp_path_factory.mktemp("outlook")
    (folder / "SETL_D.csv").write_text(SETTLED, "utf-8")
    assert 0 == main(["load", str(folder / "SETL_D.csv"), "--to", str(folder)])
    return folder


def ask(home: County, who: str, query: str = ""):
    key = tokens.make(home.people[who], "试", "read", 30)
    headers = {"Authorization": f"Bearer {key}"}
    return Client().get(f"/api/v1/fund/outlook{query}", headers=headers)


@pytest.mark.slow
def test_a_month_is_given_as_it_was_looked_at(home: County, county: Path):
    assert 0 == main(["outlook", "look", str(county), "--month", "2026-06"])
    let_see(home, county)

    answer = ask(home, "leader", "?month=2026-06")

    seen = msgspec.json.decode(answer.content, type=FundMonth)
    assert (date(2026, 6, 1), False) == (seen.month, seen.stale)
    paid = next(
        v
        for v in seen.values
        if (v.code, v.by, v.month) == ("OV03", "scheme", seen.month)
    )
    assert (65001, "650.01") == (paid.above, str(paid.value))
    assert any("查不了" not in why for why in seen.unknown)
    assert seen == msgspec.json.decode(ask(home, "fund").content, type=FundMonth)


@pytest.mark.parametrize(
    ("query", "status"),
    [
        ("?month=2026-05", 404),
        ("?month=2026-13", 400),
        ("?place=999999", 404),
        ("?place=x", 404),
    ],
)
def test_what_is_not_there_is_refused(
    home: County, county: Path, query: str, status: int
):
    let_see(home, county)

    assert status == ask(home, "leader", query).status_code


def test_the_fund_of_others_is_not_there(home: County, county: Path):
    let_see(home, county)

    assert 404 == ask(home, "clerk").status_code
