"""What may be promised is asked of the records and of what others disclosed, and taken or left."""

import json
from pathlib import Path

import msgspec
import pytest
from django.urls import reverse

from jixiao.errors import JixiaoError
from jixiao.web.background.suggestion import suggest_for_case
from jixiao.web.jobs import JobProgress
from jixiao.web.models import Case, Job
from jixiao.web.work import drafts
from jixiao.web.work.suggestions import Advised, advised
from tests.evaluation.tables import table
from tests.measures.ledgers import PROJECT, a_bureau
from tests.web.conftest import County


@pytest.fixture(scope="module")
def records(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return a_bureau(tmp_path_factory.mktemp("advising") / "bureau", range(2024, 2027))


@pytest.fixture
def case(home: County, records: Path) -> Case:
    home.places["department"].records = str(records)
    home.places["department"].save()
    made = home.case()
    Case.objects.filter(pk=made.pk).update(year=2027)
    made.refresh_from_db()
    promised = table(
        ("产出指标", "数量指标", "培训人次", "≥100人次", None),
        ("产出指标", "质量指标", "培训合格率", "≥80%", None),
        project=PROJECT,
        total="12000",
    )
    drafts.renew(made, "target", promised)
    return made


def ask(home: County, case: Case) -> Advised:
    home.client("clerk").post(reverse("advice", args=[case.key]))
    job = Job.objects.filter(kind="advise", about=str(case.key))[0]
    suggest_for_case(job, JobProgress(job))
    return advised(case)


@pytest.mark.slow
def test_rows_get_values_with_reasons_and_an_offer_becomes_a_row(
    home: County, case: Case
):
    answer = ask(home, case)
    by_name = {each.name: each for each in answer.rows}

    assert "≥156人次" == by_name["培训人次"].text
    assert "2025 年 132人次" in by_name["培训人次"].reason
    assert "≥90%" == by_name["培训合格率"].text
    assert all(each.text for each in answer.others)
    assert not {"培训人次", "培训合格率"} & {each.name for each in answer.others}

    offer = answer.others[0]
    page = (
        home.client("clerk")
        .get(reverse("write", args=[case.key, "target"]))
        .content.decode()
    )
    by_name = {"token": "t", "action": "offer", "name": offer.name, "text": offer.text,
            "dimension": "效益指标", "aspect": "社会效益指标"}  # fmt: skip

    response = home.client("clerk").post(
        reverse("cells", args=[case.key, "target"]),
        json.dumps(by_name),
        content_type="application/json",
    )

    row = case.drafts.get(kind="target").table.indicators[-1]
    assert 200 == response.status_code
    assert (offer.name, offer.text, "社会效益指标") == (
        row.name,
        row.target.text,
        row.aspect,
    )
    assert f'data-offer="{offer.name}"' in page
    assert 'data-text="≥156人次"' in page


@pytest.mark.slow
def test_what_others_disclosed_helps_where_the_years_are_few(
    home: County, other: County, case: Case
):
    theirs = other.case(
        "submit", "unit_pass", "department_pass", "finance_pass", "approve", "publish"
    )
    Case.objects.filter(pk=theirs.pk).update(year=2026)
    rows = (
        *table(("效益指标", "社会效益指标", "群众政策知晓率", "≥60%", None)).indicators,
    )
    drafts.renew(
        case,
        "target",
        msgspec.structs.replace(case.drafts.get().table, indicators=rows),
    )

    (advice,) = ask(home, case).rows

    assert "≥80%" == advice.text
    assert "其他单位承诺 80 到 80" in advice.reason


def test_without_records_the_job_says_what_to_do(home: County):
    case = home.case()
    job = Job.objects.create(
        kind="advise", title="x", about=str(case.key), by=home.people["clerk"]
    )

    with pytest.raises(JixiaoError, match="哪个文件夹"):
        suggest_for_case(job, JobProgress(job))
