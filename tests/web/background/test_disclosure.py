"""What is published becomes figures that can be compared, once."""

from decimal import Decimal

import pytest

from jixiao.web.background.disclosure import disclose_case
from jixiao.web.jobs import JobProgress
from jixiao.web.models import Figure, Job
from tests.web.conftest import County, a_table
from tests.web.views.public_pages import publish

pytestmark = pytest.mark.django_db


def test_publishing_gives_figures_that_can_be_compared(home: County):
    case = publish(home, a_table())

    kept = {figure.name: figure for figure in Figure.objects.all()}

    assert {
        "宣传场次",
        "讲解合格率",
        "宣传经费",
        "群众政策知晓率",
        "群众满意度",
    } == set(kept)
    assert (Decimal(120000), "元") == (kept["宣传经费"].promised, kept["宣传经费"].unit)
    assert home.places["department"] == case.disclosed.area


def test_publishing_again_does_not_double_them(home: County):
    case = publish(home, a_table())
    job = Job.objects.get(kind="disclose")
    before = Figure.objects.count()

    disclose_case(job, JobProgress(job))

    assert before == Figure.objects.count()
    assert 1 == case.disclosed.year // 2026
