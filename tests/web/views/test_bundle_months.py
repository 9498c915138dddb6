"""Months of bundles at a browser: closed by the worker, shown with leaks, refusals and quality."""

from pathlib import Path

from jixiao.web.background.month_work import do_month
from jixiao.web.models import Job
from tests.cli.test_bundles import county
from tests.web.conftest import County
from tests.web.paid_county import let_see


def test_a_month_is_closed_from_the_page(home: County, tmp_path: Path, text_of):
    let_see(home, county(tmp_path))
    client = home.client("fund")

    before = text_of(client.get("/fund/bundles?year=2026"))
    form = {"year": "2026", "month": "2026-04", "is_first": "1"}
    assert 302 == client.post("/fund/bundles/close", form).status_code
    do_month(Job.objects.get(kind="month"), lambda *_: None)
    shown = text_of(client.get("/fund/bundles?year=2026"))

    assert "jixiao bundles" not in before
    assert "未提供" in before
    assert "7,600.00" in shown
    assert "150.00" in shown
    assert "f3" in shown
    opened = client.post("/fund/bundles/open", {"year": "2026"})
    assert "包干另收" in text_of(client.get(opened["Location"]))
    assert 400 == home.client("leader").post("/fund/bundles/close", form).status_code
