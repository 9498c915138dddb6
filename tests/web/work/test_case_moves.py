"""Cases typed, judged and moved: whole or not at all, once and not twice."""

import json
from dataclasses import replace
from datetime import timedelta
from decimal import Decimal
from pathlib import Path
from typing import Any

import msgspec
import pytest
from django.conf import LazySettings
from django.db import DatabaseError, connection, transaction
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from jixiao import cycle
from jixiao.cell_path import CellPath
from jixiao.evidence import Evidence, Note
from jixiao.quantity import TargetValue
from jixiao.web.models import Case, Entry, Job, Table, Trail
from jixiao.web.work import case_moves, drafts
from jixiao.web.work.findings import judge
from tests.web.conftest import GOOD, County, cell_of

APPROVED = ("submit", "unit_pass", "department_pass", "finance_pass", "approve")


def send(client: Client, case: Case, kind: str = "target", **change: object):
    address = reverse("cells", kwargs={"key": case.key, "kind": kind})
    return client.post(
        address, json.dumps({"token": "t1", **change}), content_type="application/json",
        headers={"Accept": "application/json"},
    )  # fmt: skip


def fill(
    client: Client,
    case: Case,
    place: int,
    column: str,
    text: str,
    kind: str = "target",
    **change: object,
):
    """Type into a cell of the row that stands at a place."""
    path = cell_of(case, place, column, kind)
    return send(client, case, kind, path=path, text=text, **change)


def by_id(case: Case, kind: str, change: dict[str, object]) -> dict[str, object]:
    """Name the row of a change by its id, as a page does."""
    path = CellPath.parse(str(change.get("path", "")))
    return change | {"path": str(draft(case, kind).typed.by_id(path))}


def draft(case: Case, kind: str = "target"):
    return case.drafts.get(kind=kind)


def test_the_sample_table_has_no_error(home: County):
    judged = judge(home.case(), draft(home.case()).table)

    assert [] == [f.message for f, _ in judged.findings if f.severity.value == "error"]


def test_typing_saves_and_tells_the_new_findings(home: County):
    case = home.case()
    before = draft(case).revision

    told = fill(home.client("clerk"), case, 2, "target", "2026年11月31日前").json()

    assert before + 1 == told["revision"]
    assert "11月31日" in told["findings"]
    assert "11月31日" in draft(case).table.indicators[2].target.text
    case.refresh_from_db()
    assert case.errors


def test_a_change_sent_twice_is_taken_once(home: County):
    case, client = home.case(), home.client("clerk")

    send(client, case, action="add", dimension="产出指标", aspect="数量指标")
    send(client, case, action="add", dimension="产出指标", aspect="数量指标")

    assert 7 == len(draft(case).table.indicators)


def test_what_cannot_stand_in_a_cell_is_refused_and_nothing_is_lost(home: County):
    case = home.case()

    response = send(home.client("clerk"), case, path="funding.annual.total", text="很多")

    assert 400 == response.status_code
    assert "应是一个数" in response.json()["error"]["message"]
    assert Decimal(12) == draft(case).table.funding.annual.total


@pytest.mark.parametrize("body", ["", "[]", "{", '{"token": 1}', '{"token": "x", "action": "fly"}'])
def test_what_no_page_sends_is_refused_in_words(home: County, body: str):
    case = home.case()
    address = reverse("cells", kwargs={"key": case.key, "kind": "target"})

    response = home.client("clerk").post(
        address, body, content_type="application/json", headers={"Accept": "application/json"}
    )

    assert 400 == response.status_code
    assert "刷新" in response.json()["error"]["message"]


def test_undoing_goes_back_step_by_step(home: County):
    case, client = home.case(), home.client("clerk")
    send(client, case, token="a", path="project_name", text="一")
    send(client, case, token="b", path="project_name", text="二")
    address = reverse("undo", kwargs={"key": case.key, "kind": "target"})

    client.post(address)
    once = draft(case).table.project_name
    client.post(address)

    assert ("一", "医保宣传") == (once, draft(case).table.project_name)
    assert "没有可以撤销" in client.post(address, follow=True).content.decode()


def test_a_change_that_was_abandoned_cannot_be_undone_into_the_table(home: County):
    case, client = home.case(*APPROVED, "adjust"), home.client("clerk")
    fill(client, case, 0, "target", "≥8场", token="a")
    home.move(case, "abandon_change")
    home.move(case, "adjust")

    client.post(reverse("undo", kwargs={"key": case.key, "kind": "target"}))

    assert "≥12场" == draft(case).table.indicators[0].target.text
    assert not draft(case).steps.exists()


def test_a_case_goes_by_the_procedure_the_office_chose(home: County, settings: Any):
    settings.OFFICE = replace(settings.OFFICE, procedure="two_steps")

    assert "two_steps" == home.case().procedure


def test_a_submitted_table_is_not_typed_any_more(home: County):
    case = home.case("submit")

    assert 403 == send(home.client("clerk"), case, path="project_name", text="改").status_code


def test_an_error_holds_the_submission_up_until_it_has_a_reason(home: County):
    case, client = home.case(), home.client("clerk")
    fill(client, case, 2, "target", "2026年11月31日前")
    with pytest.raises(cycle.NotAllowed, match="处错误"):
        case_moves.move(case, home.people["clerk"], "submit")

    for finding, _ in judge(case, draft(case).table).findings:
        if finding.severity.value == "error":
            told = {"code": finding.code, "message": finding.message, "reason": "按文件原文"}
            client.post(reverse("reason", args=[case.key]), told)

    assert "unit_review" == case_moves.move(case, home.people["clerk"], "submit").end
    case.refresh_from_db()
    assert 0 == case.errors


def test_what_a_scan_left_unsure_is_compared_before_it_is_handed_in(home: County):
    case, client = home.case(), home.client("clerk")
    table = draft(case).table
    unsure = {"project_name": Evidence(page=1, box=(10, 20, 30, 40), confidence=0.6)}
    drafts.renew(case, "target", msgspec.structs.replace(table, evidence=unsure))
    page = client.get(reverse("write", args=[case.key, "target"])).content.decode()
    with pytest.raises(cycle.NotAllowed, match="1 处识别得不太确定"):
        case_moves.move(case, home.people["clerk"], "submit")

    told = send(client, case, action="confirm", path="project_name").json()

    assert 'data-box="10,20,30,40"' in page or 'data-box="10.0,20.0,30.0,40.0"' in page
    assert [] == told["unsure"]
    assert "unit_review" == case_moves.move(case, home.people["clerk"], "submit").end


def test_a_year_goes_from_declaration_to_publication(home: County):
    case = home.case(*APPROVED, "publish")

    assert ("approved", "published") == (case.target, case.publication)
    assert case.published_id == case.in_force_id
    assert Decimal(120000) == case.budget
    cycle.verify(case.ledger())
    text = Client().get(reverse("public_table", args=[case.key])).content.decode()
    assert "宣传场次" in text


def test_a_page_that_is_out_of_date_moves_nothing(home: County):
    case = home.case("submit")
    case_moves.move(case, home.people["approver"], "unit_pass", seen=2)

    with pytest.raises(case_moves.Taken, match="刷新"):
        case_moves.move(case, home.people["approver"], "unit_return", "晚了", seen=2)
    assert 3 == case.entries.count()


def test_a_form_sent_twice_moves_once(home: County):
    case, client = home.case("submit"), home.client("approver")
    told = {"move": "unit_pass", "seen": "2"}

    client.post(reverse("move", args=[case.key]), told)
    again = client.post(reverse("move", args=[case.key]), told, follow=True)

    assert 3 == case.entries.count()
    assert "刚刚有人办理过" in again.content.decode()


def test_the_ledger_takes_one_entry_of_a_number(home: County):
    case = home.case("submit")
    entry = case.entries.get(number=2)

    with pytest.raises(DatabaseError), transaction.atomic():
        Entry.objects.create(case=case, number=2, body=entry.body)


@pytest.mark.parametrize(
    "sql",
    [
        "UPDATE office_entry SET body = '{}'", "DELETE FROM office_entry",
        "UPDATE office_table SET body = '{}'", "DELETE FROM office_trail",
    ],
)  # fmt: skip
def test_the_database_refuses_to_change_what_is_written_once(home: County, sql: str):
    home.case("submit")
    Trail.objects.create(action="登录")

    with pytest.raises(DatabaseError, match="written once"), transaction.atomic():
        connection.cursor().execute(sql)


def test_the_models_refuse_it_too(home: County):
    entry = home.case().entries.get()

    with pytest.raises(TypeError):
        entry.save()
    with pytest.raises(TypeError):
        entry.delete()


def test_a_review_needs_its_sheet_and_says_what_is_missing(home: County):
    case = home.case("submit", "unit_pass", "department_pass")
    client = home.client("finance_reviewer")

    refused = client.post(
        reverse("move", args=[case.key]), {"move": "finance_pass", "seen": "4"}, follow=True
    )
    told = {f"sheet.{name}": str(points) for name, points in GOOD.items()}
    client.post(reverse("move", args=[case.key]), {"move": "finance_pass", "seen": "4", **told})

    case.refresh_from_db()
    assert "还没有评" in refused.content.decode()
    assert "ready" == case.target


def test_what_was_typed_into_a_refused_move_is_there_again(home: County):
    case = home.case("submit", "unit_pass", "department_pass")
    client = home.client("finance_reviewer")
    told = {"move": "finance_pass", "seen": "4", "sheet.目标相关性": "99", "reason": "写了很久"}

    page = client.post(reverse("move", args=[case.key]), told, follow=True).content.decode()
    again = client.get(reverse("case", args=[case.key])).content.decode()

    assert 'value="99"' in page
    assert "写了很久" in page
    assert "写了很久" not in again


def test_a_move_that_waits_for_its_day_says_so(home: County):
    case = home.case("submit", "unit_pass", "department_pass", "finance_pass")
    day = timezone.localdate() + timedelta(days=9)
    facts = cycle.Facts(budget=Decimal(1), embargo=day)
    case_moves.move(case, home.people["finance_approver"], "approve", facts=facts)
    Case.objects.filter(pk=case.pk).update(year=timezone.localdate().year + 1)

    clerk = home.client("clerk").get(reverse("case", args=[case.key])).content.decode()
    department = home.client("department").get(reverse("case", args=[case.key])).content.decode()

    assert f"{day} 之前不得公开" in clerk
    assert "十二月起才布置自评" in department


def test_what_a_move_brought_stands_in_the_ledger(home: County):
    case = home.case("submit", "unit_pass", "department_pass", "finance_pass", "approve")

    text = home.client("auditor").get(reverse("case", args=[case.key])).content.decode()

    assert "评分合计：100（优）" in text
    assert "预算（元）：120,000.00" in text


def test_who_confirms_a_form_sees_it(home: County):
    case = home.case(*APPROVED, "open_monitoring")
    client = home.client("clerk")
    for token, path, text in (
        ("a", "expected", "8场"),
        ("b", "causes", "人员保障"),
        ("c", "reason", "借调"),
    ):
        fill(client, case, 0, path, text, "monitoring", token=token)
    home.move(case, "report_monitoring")

    text = home.client("department").get(reverse("case", args=[case.key])).content.decode()

    assert "借调" in text


def test_the_same_text_typed_twice_is_one_step(home: County):
    case, client = home.case(), home.client("clerk")
    send(client, case, token="a", path="project_name", text="一")
    send(client, case, token="b", path="project_name", text="一")

    client.post(reverse("undo", kwargs={"key": case.key, "kind": "target"}))

    assert "医保宣传" == draft(case).table.project_name


def test_remarks_are_reviewers_and_answers_the_clerks(home: County):
    case = home.case()
    address = reverse("remark", args=[case.key])

    home.client("department").post(
        address, {"text": "指标太少", "place": cell_of(case, 0, "target")}
    )
    found = case.remarks.get()
    home.client("clerk").post(address, {"text": "已补", "answers": str(found.pk)})
    refused = home.client("leader").post(
        address, {"text": "x"}, headers={"Accept": "application/json"}
    )

    found.refresh_from_db()
    assert ("指标太少", "已补", 403) == (found.text, found.answered, refused.status_code)


def test_a_change_shows_what_is_different(home: County):
    case = home.case(*APPROVED, "publish", "adjust")
    fill(home.client("clerk"), case, 0, "target", "≥8场")

    text = home.client("department").get(reverse("case", args=[case.key])).content.decode()

    assert "<del>≥12场</del>" in text
    assert "<ins>≥8场</ins>" in text
    assert "≥12场" in Client().get(reverse("public_table", args=[case.key])).content.decode()


def test_monitoring_is_filled_in_and_reported(home: County):
    case = home.case(*APPROVED, "open_monitoring")
    client = home.client("clerk")
    fill(client, case, 0, "expected", "8场", "monitoring")
    with pytest.raises(cycle.NotAllowed, match="错误"):
        case_moves.move(case, home.people["clerk"], "report_monitoring")
    fill(client, case, 0, "causes", "人员保障", "monitoring", token="b")
    fill(client, case, 0, "reason", "讲解员借调", "monitoring", token="c")

    assert "review" == case_moves.move(case, home.people["clerk"], "report_monitoring").end
    page = client.get(reverse("form", args=[case.key, "monitoring", "xlsx"]))
    assert 200 == page.status_code


def test_a_case_begins_from_last_years(home: County):
    home.case(*APPROVED)
    before = Case.objects.get()

    response = home.client("clerk").post(
        reverse("begin"),
        {"unit": str(home.places["unit"].pk), "year": "2027", "before": str(before.pk)},
    )

    new = Case.objects.get(year=2027)
    assert reverse("write", args=[new.key, "target"]) == response["Location"]
    assert (6, 2027) == (len(draft(new).table.indicators), draft(new).table.fiscal_year)
    assert home.places["finance"] == new.finance


def test_only_a_clerk_begins_one(home: County):
    assert 403 == home.client("leader").get(reverse("begin")).status_code


def test_a_list_is_narrowed_and_ordered(home: County):
    home.case(name="甲项目")
    home.case("submit", name="乙项目")
    client = home.client("approver")

    mine = client.get(reverse("desk"), {"mine": "1"}).content.decode()
    stage = client.get(reverse("desk"), {"stage": "target.draft", "order": "risk"}).content.decode()
    part = client.get(
        reverse("desk"), {"words": "乙"}, headers={"HX-Request": "true"}
    ).content.decode()

    assert ("甲项目" in mine, "乙项目" in mine) == (False, True)
    assert ("甲项目" in stage, "乙项目" in stage) == (True, False)
    assert "<html" not in part
    assert "乙项目" in part


def test_what_was_begun_by_mistake_is_put_aside_and_can_be_taken_up(home: County):
    case, client = home.case(name="多建的"), home.client("clerk")
    home.move(case, "discard")

    listed = client.get(reverse("desk")).content.decode()
    asked = client.get(reverse("desk"), {"stage": "target.discarded"}).content.decode()
    counted = home.client("leader").get(reverse("overview")).content.decode()
    assert ("多建的" in listed, "多建的" in asked, "多建的" in counted) == (False, True, False)

    home.move(case, "take_up")
    assert "多建的" in client.get(reverse("desk")).content.decode()


def test_a_project_begun_twice_is_told(home: County):
    first, second = home.case(name="宣传"), home.case(name="宣传")
    client = home.client("clerk")
    address = reverse("case", args=[second.key])

    told = client.get(address).content.decode()
    assert "还有同名的项目" in told
    assert str(first.key) in told
    assert (
        "还有同名的项目"
        in client.get(reverse("write", args=[second.key, "target"])).content.decode()
    )

    home.move(first, "discard")
    assert "还有同名的项目" not in client.get(address).content.decode()


def test_comments_without_an_answer_are_recalled_before_handing_in(home: County):
    case = home.case("submit")
    said = reverse("remark", args=[case.key])
    home.client("approver").post(said, {"text": "依据呢"})
    home.move(case, "unit_return")
    address, client = reverse("case", args=[case.key]), home.client("clerk")

    assert "还有 1 条意见没有答复" in client.get(address).content.decode()
    client.post(said, {"answers": case.remarks.get().pk, "text": "附后"})
    assert "条意见没有答复" not in client.get(address).content.decode()


def test_an_amount_that_was_no_number_is_told_until_it_is_corrected(home: County):
    case = home.case()
    table = draft(case).table
    note = Note(
        code="amount_unreadable", text="“其他资金”后的“3O”不是一个金额，未采用",
        place="funding.annual.other",
    )  # fmt: skip
    case.drafts.update(
        body=msgspec.json.encode(msgspec.structs.replace(table, notes=(note,))).decode()
    )
    client = home.client("clerk")

    told = send(client, case, token="a", path="project_name", text="宣传").json()
    mended = send(client, case, token="b", path="funding.annual.other", text="30").json()

    assert "“3O”" in told["findings"]
    assert "“3O”" not in mended["findings"]


def test_a_cause_is_one_of_the_forms(home: County):
    case = home.case(*APPROVED, "open_monitoring")
    client = home.client("clerk")

    refused = fill(client, case, 0, "causes", "天气", "monitoring")
    taken = fill(client, case, 0, "causes", "人员保障、其他", "monitoring", token="b")

    assert 400 == refused.status_code
    assert "“天气”不是" in refused.json()["error"]["message"]
    assert ("人员保障", "其他") == draft(case, "monitoring").table.indicators[0].causes
    assert 200 == taken.status_code


def test_a_row_nobody_filled_is_neither_judged_nor_handed_in(home: County):
    case = home.case()
    client = home.client("clerk")
    before = judge(case, draft(case).table).findings

    send(client, case, token="a", action="add", dimension="产出指标", aspect="数量指标")
    table = draft(case).table
    places = [place for place, row in enumerate(table.indicators) if not row.name]
    after = judge(case, table).findings
    home.move(case, "submit")

    assert 1 == len(places)
    assert [f.message for f, _ in before] == [f.message for f, _ in after]
    (version,) = cycle.replay(case.ledger()).versions
    assert all(row.name for row in Table.objects.get(digest=version.digest).content.indicators)


def test_findings_stand_at_their_rows_behind_an_empty_one(home: County):
    case = home.case()
    table = draft(case).table
    empty = msgspec.structs.replace(
        table.indicators[0], name="", target=TargetValue(text=""), weight=None
    )
    wrong = msgspec.structs.replace(table.indicators[1], target=TargetValue(text="≥9S%"))
    rows = (table.indicators[0], empty, wrong, *table.indicators[2:])

    found = judge(case, msgspec.structs.replace(table, indicators=rows)).findings

    assert ["indicators[2].target"] == [f.place for f, _ in found if f.code == "VA22"]


def test_a_comment_calls_its_row_by_name_whatever_comes_between(home: County):
    case = home.case("submit")
    said = reverse("remark", args=[case.key])
    home.client("approver").post(said, {"text": "依据呢", "place": cell_of(case, 1, "target")})

    assert "“讲解合格率”的指标值" == case.remarks.get().about
    assert (
        "“讲解合格率”的指标值"
        in home.client("clerk").get(reverse("case", args=[case.key])).content.decode()
    )


@pytest.mark.parametrize(
    "change",
    [
        {"path": "indicators[0].target", "text": "≥1%"}, {"path": "indicators[0].name", "text": "改"},
        {"path": "project_name", "text": "改"}, {"path": "funding.annual.total", "text": "1"},
        {"action": "remove", "path": "indicators[1]"}, {"action": "add", "aspect": "数量指标"},
    ],
)  # fmt: skip
def test_what_was_approved_is_not_typed_over_in_a_years_forms(home: County, change: dict):
    case = home.case(*APPROVED, "open_monitoring")
    before = draft(case, "monitoring").table

    refused = send(home.client("clerk"), case, "monitoring", **by_id(case, "monitoring", change))

    assert 400 == refused.status_code
    assert "批复过的" in refused.json()["error"]["message"]
    assert before == draft(case, "monitoring").table


@pytest.mark.parametrize(
    "change",
    [
        {"action": "remove", "place": 0}, {"action": "remove", "path": "project_name"},
        {"action": "add", "aspect": "没有的指标"}, {"path": "project_name", "text": None},
        {"path": "indicators[0].weight", "text": "-5"}, {"path": "indicators[0].weight", "text": "101"},
        {"path": "funding.annual.total", "text": "-5"},
        {"path": "funding.annual.total", "text": "1e14"},
        {"path": "funding.annual.total", "text": "1e-300"},
    ],
)  # fmt: skip
def test_what_cannot_be_is_refused_and_changes_nothing(home: County, change: dict):
    case = home.case()
    before = draft(case).table

    refused = send(home.client("clerk"), case, **by_id(case, "target", change))

    assert 400 == refused.status_code
    assert before == draft(case).table
    assert 200 == home.client("clerk").get(reverse("desk")).status_code


def test_what_no_form_can_print_is_left_out(home: County):
    case, client = home.case(), home.client("clerk")
    address = reverse("cells", kwargs={"key": case.key, "kind": "target"})
    body = b'{"token": "t", "path": "project_name", "text": "\\u0000\\u001b[31m\\u533b\\u4fdd"}'

    client.post(address, body, content_type="application/json")

    assert "[31m医保" == draft(case).table.project_name
    assert 200 == client.get(reverse("form", args=[case.key, "target", "docx"])).status_code


def test_a_form_that_is_not_there_is_nobodys_to_type(home: County):
    case = home.case()
    cell = {"path": "rows[ab12].actual", "text": "y"}

    for role in ("clerk", "leader"):
        assert 403 == send(home.client(role), case, "monitoring", **cell).status_code


@pytest.mark.parametrize("year", ["99999", "0", "-1", "1e3", "²", "9" * 5000])
def test_a_year_that_no_form_is_of_is_refused(home: County, year: str):
    told = {"unit": home.places["unit"].pk, "year": year}

    assert 400 == home.client("clerk").post(reverse("begin"), told).status_code
    assert not Case.objects.exists()


def test_a_day_or_a_sum_that_is_none_is_told_and_nothing_is_done(home: County):
    case = home.case(*APPROVED[:-1])
    client, address = home.client("finance_approver"), reverse("move", args=[case.key])
    told = {"move": "approve", "seen": len(case.ledger()), "budget": "120000"}

    day = client.post(address, told | {"embargo": "2026-13-45"}, follow=True).content.decode()
    money = client.post(address, told | {"budget": "12OOOO"}, follow=True).content.decode()

    assert "“2026-13-45”不是日历上的日子" in day
    assert "“12OOOO”不是一个数" in money
    case.refresh_from_db()
    assert "ready" == case.target


def test_a_reason_is_given_for_what_is_found_and_nothing_else(home: County):
    case = home.case()
    told = {"code": "EV07", "message": "分值合计不是 100", "reason": "就这样"}

    home.client("clerk").post(reverse("reason", args=[case.key]), told)

    assert not case.reasons.exists()


def test_an_answer_is_given_once(home: County):
    case = home.case("submit")
    said = reverse("remark", args=[case.key])
    home.client("approver").post(said, {"text": "依据呢"})
    answers = {"answers": case.remarks.get().pk}

    home.client("clerk").post(said, answers | {"text": "附后"})
    home.client("clerk").post(said, answers | {"text": "改口"})

    assert "附后" == case.remarks.get().answered


def test_a_budget_that_is_not_the_tables_is_told(home: County):
    case = home.case(*APPROVED[:-1])
    case_moves.move(
        case, home.people["finance_approver"], "approve", "", cycle.Facts(budget=Decimal(100000))
    )
    address, client = reverse("case", args=[case.key]), home.client("clerk")

    assert (
        "批复的预算 100,000.00 元，目标表上年度资金总额 120,000.00 元"
        in client.get(address).content.decode()
    )
    home.move(case, "adjust")
    send(client, case, token="a", path="funding.annual.total", text="10")
    send(client, case, token="b", path="funding.annual.fiscal_appropriation", text="10")
    assert "两者不同" in client.get(address).content.decode()


def test_why_a_table_came_back_stands_above_it(home: County):
    case = home.case("submit")
    case_moves.move(case, home.people["approver"], "unit_return", "依据没有附")

    told = home.client("clerk").get(reverse("case", args=[case.key])).content.decode()

    head = told.split('class="split"')[0]
    assert "退回修改" in head
    assert "依据没有附" in head
    home.move(case, "submit")
    told = home.client("approver").get(reverse("case", args=[case.key])).content.decode()
    assert "依据没有附" not in told.split('class="split"')[0]


@pytest.mark.parametrize("text", ["12O场", "2026年13月4日", "172%"])
def test_what_is_told_of_a_promise_is_judged_and_the_promise_is_not_again(home: County, text: str):
    case = home.case(*APPROVED, "open_monitoring")
    row = {"12O场": 0, "172%": 1, "2026年13月4日": 2}[text]
    client = home.client("clerk")

    told = fill(client, case, row, "actual", text, "monitoring").json()

    assert text in told["findings"]
    assert cell_of(case, row, "actual", "monitoring") in told["marked"]
    assert 1 == sum(path.startswith("rows[") for path in told["marked"])


GRANT = """
[procedure]
code    = "granting"
title   = "本县"
extends = "base"
basis   = "本县定"
[move.approve]
by = []
[move.grant]
title  = "批准"
track  = "target"
by     = ["finance_approver"]
start  = ["ready"]
end    = "approved"
does   = ["approve"]
brings = ["budget", "document"]
needs  = ["not_ones_own"]
[move.reopen]
title  = "重新布置监控"
track  = "monitoring"
by     = ["department"]
start  = ["idle"]
end    = "filling"
does   = ["open_monitoring"]
brings = ["months"]
needs  = ["in_force"]
[english]
"批准" = "Grant"
"""


def test_the_office_goes_by_what_a_countys_own_moves_do_and_bring(
    home: County, told, settings: LazySettings, tmp_path: Path
):
    (tmp_path / "granting.toml").write_text(GRANT, "utf-8")
    settings.OFFICE = replace(settings.OFFICE, procedures=tmp_path, procedure="granting")
    case = home.case(*APPROVED[:4])
    client = home.client("finance_approver")
    dialog = told(client.get(reverse("case", args=[case.key])))
    sent = {
        "move": "grant",
        "seen": len(case.ledger()),
        "budget": "120000",
        "document": "甲财〔1〕",
    }

    client.post(reverse("move", args=[case.key]), sent)
    home.move(case, "reopen")
    home.move(case, "publish")

    assert ('name="budget"' in dialog, 'name="document"' in dialog) == (True, True)
    assert 'name="embargo"' not in dialog
    assert case.in_force_id == case.published_id is not None
    assert {"target", "monitoring"} == set(case.drafts.values_list("kind", flat=True))
    assert ["prove", "disclose"] == [job.kind for job in Job.objects.order_by("pk")]


def test_a_countys_own_words_are_said_in_english_too(
    home: County, told, settings: LazySettings, tmp_path: Path
):
    (tmp_path / "granting.toml").write_text(GRANT, "utf-8")
    settings.OFFICE = replace(settings.OFFICE, procedures=tmp_path, procedure="granting")
    case, client = home.case(*APPROVED[:4]), home.client("finance_approver")
    address = reverse("case", args=[case.key])

    in_chinese = told(client.get(address))
    client.post(reverse("language"), {"language": "en", "next": "/"})
    in_english = told(client.get(address))

    assert ("批准" in in_chinese, "Grant" in in_chinese) == (True, False)
    assert ("批准" in in_english, "Grant" in in_english) == (False, True)
