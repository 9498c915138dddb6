"""The rules at a browser: what each marked, what could not be asked, how its cases came out."""

from pathlib import Path

from tests.web.conftest import County
from tests.web.watched_county import watched_county, with_hospital

PAGE = "/fund/audit/rules?year=2026"


def test_a_rule_says_what_it_marked_and_how_its_cases_came_out(
    home: County, tmp_path: Path, text_of
):
    with_hospital(home, watched_county(tmp_path))
    before = text_of(home.client("fund").get(f"{PAGE}&rule=DR04"))
    home.client("fund").post("/fund/audit/open", {"year": "2026"})
    chosen = text_of(home.client("leader").get(f"{PAGE}&rule=DR04"))
    whole = text_of(home.client("leader").get(PAGE))

    assert "还没有立过案，试运行" in before
    assert "立案 1，结论 0，查实 0" in chosen
    assert "上一次审核的规则都问到了" in whole
    assert "分解住院" in whole
    assert 404 == home.client("institution").get(PAGE).status_code
