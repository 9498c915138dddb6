"""Care away at a browser: cleared by the worker, shown, its disputes and double claims opened."""

from collections import Counter
from pathlib import Path

import pytest

from jixiao.fund.cases import open_ledger
from jixiao.web.background.month_work import do_month
from jixiao.web.models import Job
from jixiao.web.work.fund_cases import LEDGER
from tests.cli.test_away import county
from tests.web.conftest import County
from tests.web.paid_county import let_see


@pytest.fixture
def cleared(home: County, tmp_path: Path) -> Path:
    let_see(home, county(tmp_path))
    return tmp_path


def test_a_month_is_ordered_from_the_page(home: County, cleared: Path, text_of):
    client = home.client("fund")
    form = {"year": "2026", "month": "2026-03"}

    before = text_of(client.get("/fund/away/desk?year=2026"))
    assert 302 == client.post("/fund/away/clear", form).status_code

    assert "jixiao away" not in before
    assert "2026-03" in Job.objects.get(kind="month").about
    assert not (cleared / LEDGER).exists()


@pytest.mark.slow
def test_a_month_goes_from_the_page_to_a_case(home: County, cleared: Path, text_of):
    client = home.client("fund")
    form = {"year": "2026", "month": "2026-03"}

    client.post("/fund/away/clear", form)
    do_month(Job.objects.get(kind="month"), lambda *_: None)
    shown = text_of(client.get("/fund/away/desk?year=2026"))
    client.post("/fund/away/open", {"year": "2026"})
    client.post("/fund/away/open", {"year": "2026", "what": "twice"})
    verified = {"year": "2026", "setl_id": "a", "why": "是否住院"}
    client.post("/fund/away/verify", verified)

    assert "金额不符" in shown
    assert "对方没有这一笔" in shown
    assert "疑似重复" in shown
    assert "报警" in shown
    with open_ledger(cleared / LEDGER) as ledger:
        rules = Counter(case.rule for case in ledger.cases())
    assert {"清算争议": 1, "重复报销": 3, "异地核查": 1} == rules


@pytest.mark.usefixtures("cleared")
def test_who_only_looks_on_orders_nothing(home: County):
    form = {"year": "2026", "month": "2026-03"}

    assert 400 == home.client("leader").post("/fund/away/clear", form).status_code
    assert 400 == home.client("fund").post("/fund/away/clear", form | {"month": "x"}).status_code  # fmt: skip
    assert not Job.objects.filter(kind="month").exists()
