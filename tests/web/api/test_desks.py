"""The desks of special settlements for programs: by the described shapes, and refused in words."""

from contextlib import closing
from datetime import date
from pathlib import Path

import msgspec
import pytest
from django.test import Client
from django.utils import timezone
from msgspec import Struct

from jixiao.fund.payment.away import clear_month
from jixiao.fund.payment.bundles import close_month
from jixiao.fund.store.opening import open_engine, open_store
from jixiao.web.api.desk_shapes import (
    BeingComputed,
    BundleYear,
    CareAwayYear,
    ClearedMonth,
    DischargePreview,
    OwedOnDay,
    TopUpYear,
)
from jixiao.web.models import Job
from jixiao.web.people import tokens
from tests.cli.test_away import VISITS
from tests.cli.test_away import county as away_county
from tests.cli.test_bundles import county as dialysis_county
from tests.drawn import drawn
from tests.fund.payment.batch_discharge.open_county import county_tables
from tests.fund.payment.terms import terms
from tests.measure_page import select_rows
from tests.web.conftest import County
from tests.web.paid_county import let_see
from tests.web.views import test_receivables, test_topup

Row = dict[str, str]


def ask(home: County, who: str, path: str):
    key = tokens.make(home.people[who], "试", "read", 30)
    headers = {"Authorization": f"Bearer {key}"}
    return Client().get(f"/api/v1/fund/{path}", headers=headers)


def answered(home: County, path: str, kind: type[Struct]):
    answer = ask(home, "leader", path)
    assert 200 == answer.status_code, answer.content.decode()
    return msgspec.json.decode(answer.content, type=kind)


def load(folder: Path, *tables: tuple[str, list[Row]]) -> None:
    with closing(open_store(folder)) as store:
        for code, rows in tables:
            store.execute(f'CREATE TABLE "{code}" AS {select_rows(code, rows)}')


@pytest.mark.slow
def test_a_month_that_was_not_cleared_is_not_there(home: County, tmp_path: Path):
    let_see(home, away_county(tmp_path))

    early = ask(home, "leader", "away/cleared?year=2026")

    assert 404 == early.status_code
    assert "jixiao" not in early.content.decode()


@pytest.mark.slow
def test_care_away_and_its_clearing_are_given(
    home: County, tmp_path: Path, django_capture_on_commit_callbacks
):
    let_see(home, away_county(tmp_path))
    with open_engine(tmp_path) as engine:
        clear_month(engine, month_of("2026-03"))

    with django_capture_on_commit_callbacks(execute=True):
        first = ask(home, "leader", "away?year=2026")
    year = answered(home, "away?year=2026", CareAwayYear)
    month = answered(home, "away/cleared?year=2026", ClearedMonth)

    assert 202 == first.status_code
    assert {"全部", "跨省"} <= {share.name for share in year.shares}
    assert sum(flow.fund for flow in year.flows) > 0
    assert {"金额不符", "对方无"} <= {pair.state for pair in month.unlike}
    assert (month.count, None) == (len(month.unlike), month.next)
    assert month.count == sum(s.lines for s in month.states if s.state != "一致")


def test_care_away_is_computed_by_the_worker_never_in_the_request(
    home: County, tmp_path: Path
):
    load(tmp_path, ("MDTRT_D", VISITS))
    let_see(home, tmp_path)

    first = ask(home, "leader", "away?year=2026")
    job = Job.objects.get(kind="page")
    Job.objects.update(state="running", message="流向", done=1, total=3)
    second = ask(home, "leader", "away?year=2026")
    Job.objects.update(
        state="failed", message="没有 SETL_D。请先 jixiao load。", beat=timezone.now()
    )
    failed = ask(home, "leader", "away?year=2026")

    assert (202, 202, 409) == tuple(
        each.status_code for each in (first, second, failed)
    )
    assert "5" == first.headers["Retry-After"]
    assert "waiting" == msgspec.json.decode(first.content, type=BeingComputed).state
    assert (job.key, "running", "流向", 1, 3) == msgspec.structs.astuple(
        msgspec.json.decode(second.content, type=BeingComputed)
    )[3:]
    assert "not_computed" == failed.json()["error"]["code"]
    assert "SETL_D" in failed.json()["error"]["message"]
    assert "jixiao load" not in failed.content.decode()
    assert 1 == Job.objects.count()


def test_the_description_says_what_may_be_computed_yet(client: Client):
    answers = client.get("/api/v1/openapi.json").json()["paths"]["/api/v1/fund/away"]

    assert {"200", "202", "default"} == set(answers["get"]["responses"])


def month_of(text: str) -> date:
    return date.fromisoformat(f"{text}-01")


@pytest.mark.slow
def test_months_of_bundles_are_given_with_what_is_out_of_order(
    home: County, tmp_path: Path
):
    let_see(home, dialysis_county(tmp_path))
    with open_engine(tmp_path) as engine:
        for text in ("2026-05", "2026-04"):
            close_month(engine, month_of(text), terms())

    year = answered(home, "bundles?year=2026", BundleYear)

    april = [month for month in year.months if month.month.month == 4]
    assert [520_000, 240_000] == [month.due for month in april]
    assert ["f3"] == [leak.charge for leak in year.leaks]
    assert any("请依次重新月结" in note for note in year.notes)


ON_A_DAY = "discharge?year=2026&day=2026-06-30"


def test_open_stays_are_closed_by_a_policy_that_is_named(home: County, tmp_path: Path):
    load(tmp_path, *county_tables())
    let_see(home, tmp_path)

    assert 400 == ask(home, "leader", ON_A_DAY).status_code
    assert 400 == ask(home, "leader", f"{ON_A_DAY}&policy=none").status_code


@pytest.mark.slow
def test_open_stays_are_given_as_a_policy_would_close_them(
    home: County, tmp_path: Path
):
    load(tmp_path, *county_tables())
    let_see(home, tmp_path)

    came = answered(home, f"{ON_A_DAY}&policy=sample_2024", DischargePreview)

    apart = [stay.stay for stay in came.stays if stay.apart]
    assert (["M6"], 2, 6) == (apart, came.in_hospital, came.count)
    assert came.fund == sum(stay.fund or 0 for stay in came.stays)
    assert any("未核对" in note for note in came.notes)


@pytest.mark.slow
def test_what_is_owed_and_what_a_product_pays_are_given(home: County, tmp_path: Path):
    load(
        tmp_path,
        ("CREDIT_AGREEMENT", [test_receivables.AGREEMENT]),
        ("CREDIT_INSTALMENT", test_receivables.INSTALMENTS),
        ("TOPUP_ENROL", [test_topup.ENROLLED]),
        ("SETL_D", [test_topup.SETTLED]),
    )
    let_see(home, tmp_path)

    owed = answered(home, "owed?year=2026&day=2026-06-30", OwedOnDay)
    year = answered(home, "topup?year=2026", TopUpYear)

    assert [80_000] == [each.overdue for each in owed.overdue]
    assert 80_000 == sum(age.overdue for age in owed.ages)
    assert any("没有批准文号" in doubt for doubt in owed.doubts)
    assert (500_000, 0, {"应赔": 1}) == (year.due, year.paid, year.bills)
    assert ["S1 应赔 5,000.00 元，没有赔"] == list(year.differences)


@drawn(one_of=4)
@pytest.mark.parametrize(
    ("path", "status"),
    [
        ("owed?day=x", 400),
        ("owed?year=x", 400),
        ("owed?page=0", 400),
        ("owed?set=none", 400),
        ("owed?place=x", 404),
        ("owed", 404),
        ("topup?product=none", 400),
    ],
)
def test_what_is_not_there_is_refused(
    home: County, tmp_path: Path, path: str, status: int
):
    load(tmp_path, ("SETL_D", [test_topup.SETTLED]))
    let_see(home, tmp_path)

    answer = ask(home, "leader", path)

    assert status == answer.status_code
    assert "jixiao load" not in answer.content.decode()


def test_the_fund_of_others_is_not_there(home: County, tmp_path: Path):
    let_see(home, tmp_path)

    for path in ("away", "bundles", "owed", "topup", "prices", "firms"):
        assert 404 == ask(home, "clerk", path).status_code
