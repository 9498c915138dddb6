"""A year of care away on its page."""

from contextlib import closing
from pathlib import Path

import pytest

from jixiao.fund.store.opening import open_store
from jixiao.web.models import Job
from tests.cli.test_away import VISITS, county
from tests.measure_page import select_rows
from tests.web.conftest import County
from tests.web.paid_county import let_see


@pytest.mark.slow
def test_a_year_shows_its_shares_flows_and_what_could_have_stayed(
    home: County, tmp_path: Path, text_of, django_capture_on_commit_callbacks
):
    let_see(home, county(tmp_path))
    client = home.client("leader")

    with django_capture_on_commit_callbacks(execute=True):
        first = text_of(client.get("/fund/away?year=2026"))
    text = text_of(client.get("/fund/away?year=2026"))
    client.get("/fund/away?year=2026")

    assert "正在算" in first
    assert ["done"] == [job.state for job in Job.objects.filter(kind="page")]

    assert "66.67%" in text
    assert "没有写原因" in text
    assert "→ 980101" in text
    assert "各地的净额（基金流入减流出）" in text
    assert "75.00%" in text
    assert "个参数是样例" in text


@pytest.mark.slow
def test_what_cannot_be_computed_is_said_and_not_tried_at_every_look(
    home: County, tmp_path: Path, text_of, django_capture_on_commit_callbacks
):
    with closing(open_store(tmp_path)) as store:
        store.execute(f'CREATE TABLE "MDTRT_D" AS {select_rows("MDTRT_D", VISITS)}')
    let_see(home, tmp_path)
    client = home.client("fund")

    with django_capture_on_commit_callbacks(execute=True):
        client.get("/fund/away?year=2026")
    text = text_of(client.get("/fund/away?year=2026"))
    beside = text_of(home.client("leader").get("/fund/away?year=2026"))

    assert "SETL_D" in text
    assert "过一分钟刷新这一页" in text
    assert "SETL_D" in beside
    assert 1 == Job.objects.filter(kind="page").count()


def test_who_looks_on_waits_for_the_job_of_another(home: County, tmp_path: Path):
    with closing(open_store(tmp_path)) as store:
        store.execute(f'CREATE TABLE "MDTRT_D" AS {select_rows("MDTRT_D", VISITS)}')
    let_see(home, tmp_path)
    home.client("fund").get("/fund/away?year=2026")

    page = home.client("leader").get("/fund/away?year=2026").content.decode()

    assert 1 == Job.objects.filter(kind="page").count()
    assert 'hx-trigger="every 3s"' in page


def test_a_county_without_settlements_is_told(home: County, tmp_path: Path, text_of):
    let_see(home, tmp_path)

    text = text_of(home.client("fund").get("/fund/away?year=2026"))

    assert "还没有收基金数据" in text
    assert 404 == home.client("clerk").get("/fund/away").status_code
