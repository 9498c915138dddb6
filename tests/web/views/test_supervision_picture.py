"""A leader's picture, a plan of inspections and a grading, at a browser."""

from pathlib import Path

import pytest

from tests.web.conftest import County
from tests.web.watched_county import watched_county, with_hospital


@pytest.fixture(scope="module")
def watched(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Give a county's folder with what an audit marked."""
    return watched_county(tmp_path_factory.mktemp("watched"))


@pytest.fixture
def office(home: County, watched: Path) -> County:
    (watched / "cases.db").unlink(missing_ok=True)
    with_hospital(home, watched)
    return home


def test_the_picture_counts_cases_and_money(office: County, text_of):
    page = "/fund/supervision?year=2026"
    assert "0.00" in text_of(office.client("leader").get(page))

    office.client("fund").post("/fund/audit/open", {"year": "2026"})

    text = text_of(office.client("leader").get(page))
    assert "40.00" in text
    assert "DR04" in text
    assert "试运行" in text
