"""Cases begun and moved: whole or not at all, by the rules of their procedure."""

from dataclasses import replace
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import msgspec
import pytest
from django.conf import LazySettings
from django.test import Client
from django.urls import reverse

from jixiao import cycle
from jixiao.evidence import Evidence
from jixiao.targets import Funding
from jixiao.web.models import Case, Job
from jixiao.web.work import case_moves, drafts
from jixiao.web.work.findings import judge
from tests.drawn import drawn
from tests.web.conftest import APPROVED, ROWS, County, Waive, a_table
from tests.web.typed_forms import draft_of, fill, send_change


def test_a_case_goes_by_the_procedure_the_office_chose(home: County, settings: Any):
    settings.OFFICE = replace(settings.OFFICE, procedure="two_steps")

    assert "two_steps" == home.case().procedure


def test_an_error_holds_the_submission_up_until_it_has_a_reason(home: County):
    case, client = home.case(), home.client("clerk")
    fill(client, case, 2, "target", "2026年11月31日前")
    with pytest.raises(cycle.NotAllowed, match="处错误"):
        case_moves.move(case, home.people["clerk"], "submit")

    for finding, _ in judge(case, draft_of(case).table).findings:
        if finding.severity.value == "error":
            form = {
                "code": finding.code,
                "message": finding.message,
                "reason": "按文件原文",
            }
            client.post(reverse("reason", args=[case.key]), form)

    assert "unit_review" == case_moves.move(case, home.people["clerk"], "submit").end
    case.refresh_from_db()
    assert 0 == case.errors


def test_what_a_scan_left_unsure_is_compared_before_it_is_handed_in(home: County):
    case, client = home.case(), home.client("clerk")
    table = draft_of(case).table
    unsure = {"project_name": Evidence(page=1, box=(10, 20, 30, 40), confidence=0.6)}
    drafts.renew(case, "target", msgspec.structs.replace(table, evidence=unsure))
    page = client.get(reverse("write", args=[case.key, "target"])).content.decode()
    with pytest.raises(cycle.NotAllowed, match="1 处识别得不太确定"):
        case_moves.move(case, home.people["clerk"], "submit")

    answer = send_change(client, case, action="confirm", path="project_name").json()

    assert 'data-box="10,20,30,40"' in page or 'data-box="10.0,20.0,30.0,40.0"' in page
    assert [] == answer["unsure"]
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


@pytest.mark.slow
def test_monitoring_is_filled_in_and_reported(home: County):
    case = home.case(*APPROVED, "open_monitoring")
    client = home.client("clerk")
    fill(client, case, 0, "expected", "8场", "monitoring")
    with pytest.raises(cycle.NotAllowed, match="错误"):
        case_moves.move(case, home.people["clerk"], "report_monitoring")
    fill(client, case, 0, "causes", "人员保障", "monitoring", token="b")
    fill(client, case, 0, "reason", "讲解员借调", "monitoring", token="c")
    with pytest.raises(cycle.NotAllowed, match=r"还空着 “执行数”、“讲解合格率”"):
        case_moves.move(case, home.people["clerk"], "report_monitoring")
    for row in range(1, len(ROWS)):
        fill(client, case, row, "reason", "年底才有", "monitoring", token=f"d{row}")
    spent = {"path": "budget_execution.total.executed", "text": "5"}
    answer = send_change(client, case, "monitoring", token="e", **spent).json()

    assert "41.67" == answer["values"]["budget_execution.total.rate"]
    assert (
        "review" == case_moves.move(case, home.people["clerk"], "report_monitoring").end
    )
    page = client.get(reverse("form", args=[case.key, "monitoring", "xlsx"]))
    assert 200 == page.status_code


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


@pytest.mark.slow
def test_the_office_goes_by_what_a_countys_own_moves_do_and_bring(
    home: County, text_of, settings: LazySettings, tmp_path: Path
):
    (tmp_path / "granting.toml").write_text(GRANT, "utf-8")
    settings.OFFICE = replace(
        settings.OFFICE, procedures=tmp_path, procedure="granting"
    )
    case = home.case(*APPROVED[:4])
    client = home.client("finance_approver")
    dialog = text_of(client.get(reverse("case", args=[case.key])))
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
    home: County, text_of, settings: LazySettings, tmp_path: Path
):
    (tmp_path / "granting.toml").write_text(GRANT, "utf-8")
    settings.OFFICE = replace(
        settings.OFFICE, procedures=tmp_path, procedure="granting"
    )
    case, client = home.case(*APPROVED[:4]), home.client("finance_approver")
    address = reverse("case", args=[case.key])

    in_chinese = text_of(client.get(address))
    client.post(reverse("language"), {"language": "en", "next": "/"})
    in_english = text_of(client.get(address))

    assert ("批准" in in_chinese, "Grant" in in_chinese) == (True, False)
    assert ("批准" in in_english, "Grant" in in_english) == (False, True)


RECALL = """
[procedure]
code    = "recalling"
title   = "本县"
extends = "base"
basis   = "本县定"
[move.recall]
title  = "收回"
track  = "target"
by     = ["department"]
start  = ["finance_review"]
end    = "draft"
brings = ["reason"]
"""


@pytest.mark.slow
def test_a_case_moved_by_a_step_that_was_dropped_since_is_shown(
    home: County, text_of, settings: LazySettings, tmp_path: Path
):
    (tmp_path / "recalling.toml").write_text(RECALL, "utf-8")
    settings.OFFICE = replace(
        settings.OFFICE, procedures=tmp_path, procedure="recalling"
    )
    case = home.case(*APPROVED[:3], "recall")
    Case.objects.filter(pk=case.pk).update(procedure="base")

    text = text_of(home.client("clerk").get(reverse("case", args=[case.key])))

    assert "<b>recall</b>" in text
    assert 1 == text.count("<b>建立</b>")


BLANKS = {
    "项目名称": {"project_name": None},
    "年度资金总额": {"funding": Funding()},
    "年度总体目标": {"objective": None},
    "产出指标": {"indicators": a_table().indicators[4:]},
    "效益指标": {"indicators": a_table().indicators[:4] + a_table().indicators[5:]},
    "满意度指标": {"indicators": a_table().indicators[:5]},
}


@drawn(one_of=4)
@pytest.mark.parametrize("blank", BLANKS)
def test_no_reason_excuses_what_no_target_can_be_without(home: County, blank: str):
    case = home.case()
    table = msgspec.structs.replace(a_table(), **BLANKS[blank])
    drafts.renew(case, "target", table)
    for finding, _ in judge(case, table).findings:
        reason = {"reason": "以后再补", "by": home.people["clerk"]}
        case.reasons.get_or_create(
            code=finding.code, message=finding.message, defaults=reason
        )
    shown = {"move": "submit", "seen": "1", "revision": draft_of(case).revision}

    refused = home.client("clerk").post(
        reverse("move", args=[case.key]), shown, follow=True
    )

    assert f"还缺 {blank}" in refused.content.decode()
    case.refresh_from_db()
    assert "draft" == case.target


def test_a_blank_table_of_an_office_before_is_not_approved(
    home: County, waive: Waive, monkeypatch: pytest.MonkeyPatch
):
    waive("complete")
    case = home.case()
    drafts.renew(case, "target", msgspec.structs.replace(a_table(), objective=None))
    waive("no_open_errors")
    for move in APPROVED[:-1]:
        home.move(case, move)
    monkeypatch.undo()

    with pytest.raises(cycle.NotAllowed, match="还缺 年度总体目标"):
        home.move(case, "approve")


def test_a_budget_other_than_the_tables_is_asked_about(home: County):
    case = home.case(*APPROVED[:-1])
    approver = home.people["finance_approver"]
    less = cycle.Facts(budget=Decimal(12))

    with pytest.raises(cycle.NotAllowed, match=r"目标表上是 120,000\.00 元"):
        case_moves.move(case, approver, "approve", "", less)

    assert "approved" == case_moves.move(case, approver, "approve", "压减", less).end


def ended(home: County, waive: Waive, use: str = "apply") -> Case:
    for name in ("year_over", "rows_filled", "scored", "proven", "no_open_errors"):
        waive(name)
    moves = ("open_evaluation", "report_evaluation", "confirm_evaluation")
    case = home.case(*APPROVED, *moves)
    rules = case.rules().move[use]
    facts = cycle.Facts(use=rules.uses[0], until=date(2999, 1, 1))
    case_moves.move(case, home.people["finance_approver"], use, "按评价结果", facts)
    case.refresh_from_db()
    return case


@drawn(one_of=4)
@pytest.mark.parametrize("move", ["adjust", "cut", "open_monitoring"])
def test_after_the_result_was_applied_a_case_has_ended(
    home: County, waive: Waive, move: str
):
    case = ended(home, waive)
    rules = case.rules().move[move]
    sent = {"move": move, "seen": len(case.ledger()), "reason": "还想改", "months": "7"}

    refused = home.client(rules.by[0]).post(
        reverse("move", args=[case.key]), sent | {"budget": "1"}, follow=True
    )

    assert "结果已经应用，这一年的事已经办完" in refused.content.decode()


@pytest.mark.slow
def test_a_result_is_not_applied_while_something_is_under_way(
    home: County, waive: Waive
):
    waive("year_over")
    for name in ("rows_filled", "scored", "proven", "no_open_errors"):
        waive(name)
    moves = ("open_evaluation", "report_evaluation", "confirm_evaluation", "adjust")
    case = home.case(*APPROVED, *moves)
    facts = cycle.Facts(use="support")

    with pytest.raises(cycle.NotAllowed, match="还有没办完的：目标在“申报”"):
        case_moves.move(case, home.people["finance_approver"], "apply", "按结果", facts)


def test_improving_is_a_task_with_a_day(home: County, waive: Waive):
    case = ended(home, waive, "improve")
    page = home.client("clerk").get(reverse("case", args=[case.key])).content.decode()

    assert "改进管理期限" in page
    assert "2999年1月1日" in page
    home.move(case, "report_improvement")
    case_moves.move(case, home.people["department"], "accept_improvement")
    case.refresh_from_db()
    assert "applied" == case.evaluation


def test_improving_is_not_applied_without_a_day(home: County, waive: Waive):
    for name in ("year_over", "rows_filled", "scored", "proven", "no_open_errors"):
        waive(name)
    moves = ("open_evaluation", "report_evaluation", "confirm_evaluation")
    case = home.case(*APPROVED, *moves)
    approver = home.people["finance_approver"]
    improve = cycle.Facts(use="improve")

    for move in ("apply", "improve"):
        with pytest.raises(cycle.NotAllowed, match=r"期限|请选择"):
            case_moves.move(case, approver, move, "改进", improve)
