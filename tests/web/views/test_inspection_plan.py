"""A plan of inspections at a browser: everybody once, and a draw that anyone can redo."""

from pathlib import Path

from tests.web.conftest import County
from tests.web.watched_county import watched_county, with_hospital

PAGE = "/fund/inspections?year=2026"


def test_a_year_is_planned_by_a_published_seed(home: County, tmp_path: Path, text_of):
    with_hospital(home, watched_county(tmp_path))
    client = home.client("fund")

    asked = text_of(client.get(PAGE))
    planned = text_of(
        client.get(
            f"{PAGE}&seed=20260105&by_risk=1&at_random=0&teams=%E4%B8%80%E7%BB%84%EF%BC%9AH1"
        )
    )
    sent = {"year": "2026", "seed": "20260105", "by_risk": "1", "at_random": "0"}
    opened = text_of(client.post("/fund/inspections/open", sent, follow=True))
    again = text_of(client.post("/fund/inspections/open", sent, follow=True))
    too_many = text_of(client.get(f"{PAGE}&seed=1&at_random=9"))

    assert "新立 2 案" in opened
    assert "新立 0 案" in again
    assert "全覆盖" not in asked
    assert "全覆盖" in planned
    assert "种子：20260105" in planned
    assert "没有组可派" in planned
    assert "40.00" in planned
    assert "抽不出 9 个" in too_many
