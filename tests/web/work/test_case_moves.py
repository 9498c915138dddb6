"""Cases begun and moved: whole or not at all, by the rules of their procedure."""

from dataclasses import replace
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
from jixiao.web.models import Case, Job
from jixiao.web.work import case_moves, drafts
from jixiao.web.work.findings import judge
from tests.web.conftest import APPROVED, County
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
            told = {
                "code": finding.code,
                "message": finding.message,
                "reason": "按文件原文",
            }
            client.post(reverse("reason", args=[case.key]), told)

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


def test_monitoring_is_filled_in_and_reported(home: County):
    case = home.case(*APPROVED, "open_monitoring")
    client = home.client("clerk")
    fill(client, case, 0, "expected", "8场", "monitoring")
    with pytest.raises(cycle.NotAllowed, match="错误"):
        case_moves.move(case, home.people["clerk"], "report_monitoring")
    fill(client, case, 0, "causes", "人员保障", "monitoring", token="b")
    fill(client, case, 0, "reason", "讲解员借调", "monitoring", token="c")

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
