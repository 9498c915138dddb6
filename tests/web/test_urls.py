"""No page of a well-filled office is heavy: every address of the table is asked for."""

import pytest
from django.contrib import admin
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from django_otp.plugins.otp_totp.models import TOTPDevice

from jixiao.web.background.disclosure import disclose_case
from jixiao.web.jobs import JobProgress
from jixiao.web.models import (
    Case,
    Job,
    Lent,
    Membership,
    Organisation,
    Token,
    Trail,
    Upload,
    User,
)
from tests.fund.payment.paid import paid_county
from tests.web.conftest import APPROVED, County
from tests.web.paid_county import let_see
from tests.web.people.test_access import ADDRESSES, FOR_PROGRAMS, SENT, arguments

HEAVIEST = 100_000
"""Bytes of a page unpacked."""
WHOLE = {"api", "write", "sheet", "case", "public_table", "verify"}
"""What shows one table whole, or describes the interface for programs."""
MANY = 120
KINDS_OF_LINES = 100
"""How many kinds of actions a trail has."""
STAGES = ((), ("submit",), ("submit", "unit_pass"), (*APPROVED, "publish"))


@pytest.fixture
def filled(home: County) -> Case:
    """Fill an office: cases in every stage, published ones, jobs, uploads, a trail; gives one case."""
    let_see(home, paid_county())
    for number in range(MANY):
        case = home.case(
            *STAGES[number % 4], name=f"医保项目第{number}号，名称写得比较长"
        )
    for job in Job.objects.filter(kind="disclose"):
        disclose_case(job, JobProgress(job))
    clerk = home.people["clerk"]
    Job.objects.bulk_create(
        Job(kind="read", title=f"文件{n}.pdf", by=clerk, state="done", message="读完")
        for n in range(3 * MANY)
    )
    for number in range(MANY):
        Upload.objects.create(
            digest=f"{number:064}", name=f"文件{number}.pdf", size=9, by=clerk
        )
    leave_trail(clerk)
    return case


def leave_trail(user: User) -> None:
    Trail.objects.bulk_create(
        Trail(user=user, name="某", action=f"看{n % KINDS_OF_LINES}", about=f"第{n}次")
        for n in range(3 * MANY)
    )


@pytest.mark.slow
def test_no_page_of_a_filled_office_is_heavy(home: County, filled: Case):
    clients = {role: home.client(role) for role in home.people}
    seen, heavy = set(), {}
    for name in sorted(set(ADDRESSES) - FOR_PROGRAMS - SENT):
        address = address_of(name, filled)
        for client in (*clients.values(), Client()):
            answer = client.get(address, {"year": "2026"}) if address else None
            if answer is not None and is_page(answer):
                seen.add(name)
                size = len(answer.content)
                heavy[name] = max(size, heavy.get(name, 0))

    assert {"desk", "overview", "review", "uploads", "jobs", "public", "fund"} <= seen
    assert {"job", "upload", "public_place"} <= seen
    assert 45 < len(seen)
    assert {} == {n: s for n, s in heavy.items() if s > HEAVIEST and n not in WHOLE}


@pytest.mark.slow
def test_no_page_of_the_administrators_corner_is_heavy(home: County):
    people(home)
    leave_trail(home.people["clerk"])
    boss = User.objects.create_superuser("boss", password="a-long-password-9")
    home.people["boss"] = boss
    client = home.client("boss")

    seen, heavy = set(), {}
    for address in corner():
        answer = client.get(address)
        if is_page(answer):
            seen.add(address)
            heavy[address] = len(answer.content)

    assert {"/admin/", "/admin/office/user/", "/admin/office/trail/"} <= seen
    assert 20 < len(seen)
    assert {} == {a: size for a, size in heavy.items() if size > HEAVIEST}


def people(home: County) -> None:
    """Add people, places, roles, what is lent and keys: more than a list shows on one page."""
    unit = home.places["unit"]
    today = timezone.localdate()
    for number in range(3 * MANY):
        place = Organisation.objects.create(
            name=f"某某县某某镇第{number}医疗保障服务中心", level="unit", parent=unit
        )
        user = User.objects.create(username=f"user{number}", full_name=f"某某{number}")
        member = Membership.objects.create(user=user, organisation=place, role="clerk")
        Lent.objects.create(membership=member, taker=user, since=today, until=today)
        Token.objects.create(
            user=user, name=f"对接程序{number}", digest=f"{number:064}",
            scopes="read", until=timezone.now(),
        )  # fmt: skip
        TOTPDevice.objects.create(user=user, name="手机", confirmed=True)


def corner() -> list[str]:
    """List every address of the corner that needs nothing sent: lists, forms, the last row's pages."""
    pages = ["/admin/", "/admin/password_change/", "/admin/office/"]
    for model, shown in admin.site._registry.items():
        label = f"{model._meta.app_label}/{model._meta.model_name}"
        pages += [f"/admin/{label}/{end}" for end in ("", "?q=1", "?p=2", "add/")]
        last = shown.get_queryset(None).order_by("-pk").first()
        if last is not None:
            key = last.pk
            pages += [
                f"/admin/{label}/{key}/{e}/" for e in ("change", "delete", "history")
            ]
    return pages


def is_page(answer) -> bool:
    return 200 == answer.status_code and "text/html" in answer["Content-Type"]


def address_of(name: str, case: Case) -> str | None:
    """Give an address of a page about nothing or about one case; none where it is about another thing."""
    wanted = ADDRESSES[name]
    known = arguments(name, case.key)
    if name == "job":
        known["key"] = Job.objects.latest("pk").key
    if name == "upload":
        known["pk"] = Upload.objects.latest("pk").pk
    if name == "public_place":
        known |= {"pk": case.department.pk, "year": case.year}
    if not wanted <= set(known):
        return None
    return reverse(name, kwargs={part: known[part] for part in wanted})
