"""Cases published, and the public's pages asked for, in tests of what the public sees."""

from django.test import Client
from django.urls import reverse

from jixiao.targets import TargetTable
from jixiao.web.background.disclosure import disclose_case
from jixiao.web.jobs import JobProgress
from jixiao.web.models import Case, Job
from jixiao.web.work import case_moves
from tests.web.conftest import APPROVED, County


def publish(county: County, table: TargetTable, *more: str) -> Case:
    case = open_and_approve(county, table)
    for move in ("publish", *more):
        county.move(case, move)
    job = Job.objects.get(kind="disclose", about=str(case.key))
    disclose_case(job, JobProgress(job))
    return case


def open_and_approve(county: County, table: TargetTable) -> Case:
    case = case_moves.open_case(
        county.people["clerk"],
        county.places["unit"],
        county.places["department"],
        county.places["finance"],
        table.fiscal_year or 2026,
        county.as_own(table),
    )
    for move in APPROVED:
        county.move(case, move)
    return case


def page(name: str, *args: object, **query: object) -> str:
    response = Client().get(
        reverse(name, args=args), {k: str(v) for k, v in query.items()}
    )
    assert 200 == response.status_code
    return response.content.decode()
