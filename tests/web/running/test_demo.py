"""The demo county goes by the office's own procedure, whatever its steps are."""

from dataclasses import replace
from pathlib import Path

import pytest
from django.conf import LazySettings

from jixiao.web.models import Case, Job, User
from jixiao.web.running.demo import load_demo
from tests.drawn import drawn
from tests.web.conftest import a_table

pytestmark = pytest.mark.django_db


@drawn(one_of=2)
@pytest.mark.parametrize("procedure", ["base", "two_steps"])
def test_each_project_has_come_as_far_as_the_story_tells(
    settings: LazySettings, procedure: str
):
    settings.OFFICE = replace(settings.OFFICE, procedure=procedure)

    accounts = load_demo([a_table(name) for name in "甲乙丙丁"])

    stages = {case.name: (case.target, case.publication) for case in Case.objects.all()}
    in_review = {"base": "department_review", "two_steps": "finance_review"}[procedure]
    assert {
        "甲": ("approved", "published"),
        "乙": ("approved", "unpublished"),
        "丙": (in_review, "unpublished"),
        "丁": ("draft", "unpublished"),
    } == stages
    assert len(accounts) == User.objects.count()


@pytest.mark.slow
def test_the_proof_of_a_year_that_is_over_is_asked_at_once(tmp_path: Path):
    load_demo([a_table(name) for name in "甲乙丙丁"], None, tmp_path)

    case = Case.objects.get(unit__name="清水县医保中心")
    promised = case.drafts.get(kind="evaluation").table
    last_day = next(row for row in promised.indicators if "时间" in row.name).target
    asked = Job.objects.filter(kind="prove").values_list("about", flat=True)
    assert (2025, "filling") == (case.year, case.evaluation)
    assert "2025年11月30日前" == last_day.text
    assert f"{case.key} evaluation" in asked
    assert str(tmp_path) == case.unit.records


@pytest.mark.slow
def test_an_office_that_is_there_stays_as_it_is():
    load_demo([a_table()])

    assert [] == load_demo([a_table()])
