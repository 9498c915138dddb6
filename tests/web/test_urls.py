"""No page of a well-filled office is heavy: every address of the table is asked for."""

import pytest
from django.test import Client
from django.urls import reverse

from jixiao.web.background.disclosure import disclose_case
from jixiao.web.jobs import JobProgress
from jixiao.web.models import Case, Job, Trail, Upload
from tests.fund.payment.paid import paid_county
from tests.web.conftest import APPROVED, County
from tests.web.paid_county import let_see
from tests.web.people.test_access import ADDRESSES, FOR_PROGRAMS, SENT, arguments

HEAVIEST = 100_000
"""Bytes of a page unpacked."""
WHOLE = {"api", "write", "sheet", "case", "public_table", "verify"}
"""What shows one table whole, or describes the interface for programs."""
MANY = 120
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
    Trail.objects.bulk_create(
        Trail(user=clerk, name="某", action="看", about=f"第{n}次")
        for n in range(3 * MANY)
    )
    return case


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
    assert 45 < len(seen)
    assert {} == {n: s for n, s in heavy.items() if s > HEAVIEST and n not in WHOLE}


def is_page(answer) -> bool:
    return 200 == answer.status_code and "text/html" in answer["Content-Type"]


def address_of(name: str, case: Case) -> str | None:
    """Give an address of a page about nothing or about one case; none where it is about another thing."""
    wanted = ADDRESSES[name]
    if not wanted <= {"key", "kind"}:
        return None
    known = arguments(name, case.key)
    return reverse(name, kwargs={part: known[part] for part in wanted})
