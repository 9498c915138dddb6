"""Measured values come to a case: filled in, shown with their rows, never over what people typed."""

import json
import re
from pathlib import Path

import msgspec
import pytest
from django.urls import reverse

from jixiao.cell_path import CellPath
from jixiao.web.background.measurement import measure_case
from jixiao.web.models import Case, Job
from jixiao.web.work import case_moves, drafts
from jixiao.web.work.findings import judge
from jixiao.web.work.proofs import counts, proofs_of
from tests.evaluation.tables import table
from tests.measures.ledgers import PROJECT, a_bureau
from tests.web.conftest import APPROVED, County, Waive, cell_of, waiving


@pytest.fixture(scope="module")
def records(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return a_bureau(tmp_path_factory.mktemp("proving") / "bureau")


@pytest.fixture(scope="module")
def approved(_home: County, records: Path) -> Case:
    """Give a case whose target is in force, made once for the tests of a module."""
    home = _home
    home.places["department"].records = str(records)
    home.places["department"].save()
    promised = table(
        ("产出指标", "数量指标", "培训人次", "≥100人次", None),
        ("产出指标", "数量指标", "印发宣传折页", "≥3000份", None),
        ("效益指标", "社会效益指标", "群众看病负担", "减轻", None),
        project=PROJECT,
        total="12000",
    )
    with pytest.MonkeyPatch.context() as patched:
        waiving(patched)("complete")
        made = home.case(*APPROVED)
        _approve(made, msgspec.structs.replace(promised, money_unit="元"))
    return made


@pytest.fixture
def case(approved: Case, home: County, waive: Waive) -> Case:  # noqa: ARG001 — the office it is in
    waive("complete")
    return Case.objects.get(pk=approved.pk)


def _approve(case: Case, body) -> None:
    """Let another table be the one in force, by way of a change."""
    from jixiao.web.models import Draft

    county = _County(case)
    county.move("adjust")
    Draft.objects.filter(case=case, kind="target").update(
        body=msgspec.json.encode(body).decode()
    )
    for finding, _ in judge(case, body).findings:
        if finding.severity.value == "error":
            case.reasons.get_or_create(
                code=finding.code,
                message=finding.message,
                defaults={"reason": "试", "by": county.people["clerk"]},
            )
    for move in APPROVED:
        county.move(move)


class _County:
    def __init__(self, case: Case) -> None:
        from jixiao.web.models import User

        self.case = case
        prefix = case.unit.name[0]
        self.people = {u.username.removeprefix(prefix): u for u in User.objects.all()}

    def move(self, name: str) -> None:
        County(places={}, people=self.people).move(self.case, name)


def proved(case: Case, kind: str) -> None:
    person = case.drafts.get(kind="target").by
    job = Job.objects.create(
        kind="prove", title="算", about=f"{case.key} {kind}", by=person
    )
    measure_case(job, lambda *_progress: None)


def test_the_monitoring_form_is_filled_with_what_the_records_say(
    home: County, case: Case
):
    home.move(case, "open_monitoring")

    proved(case, "monitoring")

    form = case.drafts.get(kind="monitoring").table
    first = form.indicators[0]
    assert ("70人次", "120人次", "有可能") == (
        first.actual.text,
        first.expected.text,
        first.likelihood,
    )
    assert form.budget_execution.total.executed


@pytest.mark.slow
def test_what_people_typed_stays(home: County, case: Case):
    home.move(case, "open_monitoring")
    drafts.type_into(
        case,
        "monitoring",
        home.people["clerk"],
        "t",
        "x",
        lambda typed: typed.edited(CellPath.in_row(0, "actual"), "80人次"),
    )

    proved(case, "monitoring")

    assert (
        "80人次" == case.drafts.get(kind="monitoring").table.indicators[0].actual.text
    )


@pytest.mark.slow
def test_every_number_opens_its_rows(home: County, case: Case):
    home.move(case, "open_monitoring")
    proved(case, "monitoring")

    text = (
        home.client("fund")
        .get(reverse("proof", args=[case.key, "monitoring"]))
        .content.decode()
    )

    assert "7 行，合计" in text
    (address,) = re.findall(r'hx-get="(/cases/[^"]+/proof/0)"', text)
    opened = home.client("fund").get(address).content.decode()
    assert "SELECT" in opened
    assert 404 == home.client("fund").get(f"{address}77").status_code
    data = text.split('id="charts">')[1].split("</script>")[0]
    assert [7] == [
        len(each["months"]) for each in json.loads(data) if each["name"] == "培训人次"
    ]


@pytest.mark.slow
def test_a_year_is_scored_as_its_values_come(home: County, case: Case, waive: Waive):
    waive("year_over")
    home.move(case, "open_evaluation")
    proved(case, "evaluation")
    before = case.drafts.get(kind="evaluation").table

    for token, path, text in (
        ("a", CellPath.in_row(2, "actual"), "达成预期指标（100%）"),
        ("b", CellPath.in_row(1, "reason"), "印刷费没有到位，明年提前安排"),
        ("c", CellPath.in_row(0, "reason"), "培训增加"),
    ):
        drafts.type_into(
            case,
            "evaluation",
            home.people["clerk"],
            token,
            "x",
            lambda typed, path=path, text=text: typed.edited(path, text),
        )
    after = case.drafts.get(kind="evaluation").table

    assert before.total_score is None
    assert before.indicators[0].score == before.indicators[0].weight
    assert after.indicators[2].score == after.indicators[2].weight
    assert after.total_score is not None
    assert [2] == case_moves.unproven_rows(
        case, case.drafts.get(kind="evaluation").typed
    )


def test_without_records_it_is_told_who_names_them(home: County):
    home.places["department"].records = ""
    home.places["department"].save()
    case = home.case(*APPROVED)

    with pytest.raises(case_moves.JixiaoError, match="请管理员"):
        proved(case, "monitoring")


@pytest.mark.slow
def test_the_leaders_page_counts_what_was_measured_and_nothing_else(
    home: County, case: Case
):
    case.measurements.create(
        kind="advice", until="2025-12-31", body='{"rows": [], "others": []}'
    )
    home.move(case, "open_monitoring")
    proved(case, "monitoring")

    text = home.client("leader").get(reverse("overview")).content.decode()

    assert "达到 " in text
    assert "0 / 1" in text


def test_a_value_other_than_the_records_needs_a_file_of_its_own(
    home: County, case: Case, waive: Waive
):
    waive("year_over")
    home.move(case, "open_evaluation")
    proved(case, "evaluation")
    drafts.type_into(
        case,
        "evaluation",
        home.people["clerk"],
        "t",
        "x",
        lambda typed: typed.edited(CellPath.in_row(0, "actual"), "500人次"),
    )
    form = case.drafts.get(kind="evaluation").typed

    case.evidence.create(
        place="", digest="a" * 64, name="总.pdf", size=1, by=home.people["clerk"]
    )
    assert 0 in case_moves.unproven_rows(case, form)
    case.evidence.create(
        place=cell_of(case, 0, "actual", "evaluation"),
        digest="b" * 64,
        name="名册.pdf",
        size=1,
        by=home.people["clerk"],
    )
    assert 0 not in case_moves.unproven_rows(case, form)


@pytest.mark.slow
def test_a_row_that_promises_nothing_is_neither_shown_nor_counted(
    home: County, case: Case
):
    promised = case.in_force.content
    case.in_force_id = _approve(
        case,
        msgspec.structs.replace(
            promised,
            indicators=(
                *promised.indicators,
                table(("产出指标", "质量指标", "无", "无", None)).indicators[0],
            ),
        ),
    )
    home.move(case, "open_monitoring")

    proved(case, "monitoring")

    proofs = proofs_of(case, "monitoring")
    assert [True, True, True, False] == [each.applies for each in proofs]
    assert sum(counts(proofs).values()) == 3
    page = home.client("fund").get(reverse("proof", args=[case.key, "monitoring"]))
    assert "None" not in page.content.decode()


@pytest.mark.slow
def test_each_month_that_has_passed_is_told(home: County, case: Case):
    home.move(case, "open_monitoring")

    proved(case, "monitoring")

    (people, *_) = proofs_of(case, "monitoring")
    assert list(range(1, 8)) == [month.month for month in people.months]
    assert [month.value for month in people.months] == sorted(
        m.value for m in people.months
    )


@pytest.mark.slow
def test_asking_again_renews_what_the_records_filled_and_nothing_else(
    home: County, case: Case
):
    home.move(case, "open_monitoring")
    proved(case, "monitoring")
    drafts.type_into(
        case,
        "monitoring",
        home.people["clerk"],
        "t",
        "x",
        lambda typed: typed.edited(CellPath.in_row(1, "actual"), "2000份"),
    )
    kept = case.measurements.get(kind="monitoring")
    stale = kept.form.replace("70人次", "60人次")
    case.measurements.update(form=stale)
    case.drafts.filter(kind="monitoring").update(
        body=case.drafts.get(kind="monitoring").body.replace("70人次", "60人次")
    )

    proved(case, "monitoring")

    rows = case.drafts.get(kind="monitoring").table.indicators
    assert ["70人次", "2000份"] == [row.actual.text for row in rows[:2]]


@pytest.mark.slow
def test_a_form_that_is_open_follows_a_change_of_the_target(
    home: County, case: Case, waive: Waive
):
    waive("year_over")
    home.move(case, "open_evaluation")
    proved(case, "evaluation")
    clerk = home.people["clerk"]
    drafts.type_into(
        case,
        "evaluation",
        clerk,
        "t",
        "x",
        lambda typed: typed.edited(CellPath.in_row(2, "actual"), "达成预期指标"),
    )
    case.evidence.create(
        place=cell_of(case, 2, "actual", "evaluation"),
        digest="b" * 64,
        name="回访.pdf",
        size=1,
        by=clerk,
    )
    first, second, third = case.in_force.content.indicators
    more = table(("产出指标", "质量指标", "合格率", "≥95%", None)).indicators[0]
    changed = msgspec.structs.replace(
        case.in_force.content,
        indicators=(third, more, msgspec.structs.replace(first, name="参训人次")),
    )

    _approve(case, changed)

    form = case.drafts.get(kind="evaluation").table
    assert ["群众看病负担", "合格率", "参训人次"] == [
        row.name for row in form.indicators
    ]
    assert "达成预期指标" == form.indicators[0].actual.text
    assert cell_of(case, 0, "actual", "evaluation") == case.evidence.get().place
    assert Job.objects.filter(kind="prove", about=f"{case.key} evaluation").exists()
    drafts.type_into(
        case,
        "evaluation",
        clerk,
        "u",
        "x",
        lambda typed: typed.edited(CellPath.in_row(1, "actual"), "96%"),
    )
    assert second.name not in {row.name for row in form.indicators}


@pytest.mark.slow
def test_causes_and_forecasts_stand_beside_the_proof(home: County, case: Case):
    home.move(case, "open_monitoring")
    proved(case, "monitoring")
    for token, path, text in (
        ("a", CellPath.in_row(1, "causes"), "经费保障"), ("b", CellPath.in_row(1, "reason"), "印刷费没有到位"),
    ):  # fmt: skip
        drafts.type_into(
            case,
            "monitoring",
            home.people["clerk"],
            token,
            "x",
            lambda typed, path=path, text=text: typed.edited(path, text),
        )

    text = (
        home.client("leader")
        .get(reverse("proof", args=[case.key, "monitoring"]))
        .content.decode()
    )

    assert "偏差原因：经费保障" in text
    assert "经费保障；印刷费没有到位" in text
    answer = json.loads(text.split('id="charts">')[1].split("</script>")[0])
    assert [120] == [each["forecast"] for each in answer if each["name"] == "培训人次"]
