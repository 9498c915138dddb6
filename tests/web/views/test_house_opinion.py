"""Opinion at a browser: feeds brought, a story opened and graded by another, the brief."""

from datetime import date
from pathlib import Path

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from jixiao.fund.cases import open_ledger
from jixiao.fund.synthesis.feeds import write_feeds
from jixiao.web.models import Membership
from tests.web.conftest import County
from tests.web.paid_county import let_see

SPAN = {"year": "2026", "from": "2026-03-25", "to": "2026-03-31"}
PAGE = "/house/opinion?year=2026&from=2026-03-25&to=2026-03-31"


@pytest.fixture
def fed(home: County, tmp_path: Path) -> Path:
    write_feeds(tmp_path, tmp_path, date(2026, 3, 31), 2)
    records = tmp_path / "records"
    records.mkdir()
    let_see(home, records)
    files = [
        SimpleUploadedFile(path.name, path.read_bytes())
        for path in sorted((tmp_path / "feeds").iterdir())
    ]
    places = SimpleUploadedFile("p.csv", (tmp_path / "places.csv").read_bytes())
    form = {**SPAN, "feed": files, "places": places}
    assert 302 == home.client("fund").post("/house/opinion/bring", form).status_code
    return records


def test_a_story_is_opened_graded_by_another_and_told(home: County, fed: Path, text_of):
    fund = home.client("fund")
    shown = text_of(fund.get(PAGE))
    opened = text_of(
        fund.post("/house/opinion/open", {**SPAN, "story": "0"}, follow=True)
    )
    approver, place = home.people["approver"], home.places["department"]
    Membership.objects.create(user=approver, organisation=place, role="approver")
    with open_ledger(fed / "cases.db") as ledger:
        (case,) = ledger.cases()
    form = {**SPAN, "code": case.code, "grade": "一般"}
    refused = text_of(fund.post("/house/opinion/grade", form, follow=True))
    graded = text_of(
        home.client("approver").post("/house/opinion/grade", form, follow=True)
    )
    brief = fund.get("/house/opinion/brief?suffix=html&" + PAGE.partition("?")[2])

    assert "甲县医院" in shown
    assert "突增" in shown
    assert "新立 1 案" in opened
    assert "不能给这一件定级" in refused
    assert "还在限内" in graded
    assert f"{case.code} 回应" in text_of(brief)


def test_a_file_that_is_no_feed_is_not_kept(home: County, fed: Path, text_of):
    before = len([*(fed / "feeds").iterdir()])
    bad = {**SPAN, "feed": SimpleUploadedFile("x.xml", b"<html/>")}

    said = text_of(home.client("fund").post("/house/opinion/bring", bad, follow=True))

    assert "x.xml 的根是 html" in said
    assert before == len([*(fed / "feeds").iterdir()])


@pytest.mark.usefixtures("fed")
def test_days_the_wrong_way_round_are_refused(home: County, text_of):
    page = "/house/opinion?from=2026-04-01&to=2026-03-31"

    assert "晚于" in text_of(home.client("fund").get(page))
