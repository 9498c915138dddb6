"""A year added up for who leads it: stages, money against time, what is late, promises that stand."""

from datetime import date, timedelta
from decimal import Decimal

import msgspec
import pytest
from django.urls import reverse
from django.utils import timezone

from jixiao.web.models import Case, Measurement
from jixiao.web.work.proofs import Proof
from jixiao.web.work.year_summary import summary_of, time_passed
from tests.web.conftest import APPROVED, County
from tests.web.typed_forms import send_change

TODAY = date(2026, 7, 2)


def summary():
    return summary_of(Case.objects.all(), timezone.localdate())


@pytest.mark.parametrize(
    ("day", "share"),
    [(date(2025, 12, 31), "0.0"), (TODAY, "50.1"), (date(2027, 3, 1), "100.0")],
)
def test_time_passes_within_the_year(day: date, share: str):
    assert Decimal(share) == time_passed(2026, day)


def test_stages_stand_in_the_order_of_the_procedure(home: County):
    home.case("submit")
    home.case(name="乙")
    home.case(name="丙")

    sums = summary()

    assert [("申报", 2), ("单位审核", 1)] == sums.stages["target"]
    assert (3, Decimal(360000)) == (sums.projects, sums.money)


def test_what_was_spent_is_counted_only_where_a_form_says_it(home: County):
    case = home.case(*APPROVED, "open_monitoring")
    home.case(*APPROVED, "open_monitoring", name="没有写执行数")
    assert summary().spent.rate is None
    path = "budget_execution.total.executed"

    send_change(home.client("clerk"), case, "monitoring", path=path, text="3")

    spent = summary().spent
    assert (1, Decimal(30000), Decimal("25.0")) == (
        spent.projects,
        spent.executed,
        spent.rate,
    )


def test_an_annual_count_of_july_is_under_way_and_not_missed(home: County):
    case = home.case(*APPROVED, "open_monitoring")
    missed = Proof(
        place=0, name="宣传场次", target="≥12场", state="proven", why="", mark="missed"
    )
    Measurement.objects.create(
        case=case,
        kind="monitoring",
        until=TODAY,
        body=msgspec.json.encode([missed]).decode(),
    )

    marks = summary().marks

    assert (0, 1) == (marks["missed"], marks["under_way"])


def test_the_page_names_what_is_late_and_leads_to_its_unit(home: County):
    case = home.case("submit")
    Case.objects.filter(pk=case.pk).update(due=timezone.localdate() - timedelta(days=9))
    leader = home.client("leader")
    address = reverse("overview")

    page = leader.get(address).content.decode()
    of_unit = leader.get(address, {"unit": case.unit.pk}).content.decode()

    assert "已过期限的，最久的在前" in page
    assert '<td class="r bad">9</td>' in page
    assert "<h1>甲县医保中心" in of_unit
    assert case.name in of_unit


def test_a_page_of_many_projects_stays_small(home: County):
    case = home.case()
    places = {
        "unit": case.unit,
        "department": case.department,
        "finance": case.finance,
    }
    Case.objects.bulk_create(
        Case(
            name=f"城乡居民基本医疗保险县级财政补助第{n}项",
            year=2026,
            errors=1,
            **places,
        )
        for n in range(300)
    )

    overview = home.client("leader").get(reverse("overview"))
    desk = home.client("clerk").get(reverse("desk"))

    assert len(overview.content) < 100_000
    assert len(desk.content) < 100_000
    assert "<b>301</b><span>项目" in overview.content.decode()
