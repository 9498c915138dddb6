"""Drafts: one step a change, undone step by step, and not beyond what was abandoned."""

from django.urls import reverse

from tests.web.conftest import APPROVED, County
from tests.web.typed_forms import draft_of, fill, send_change, undo


def test_a_change_sent_twice_is_taken_once(home: County):
    case, client = home.case(), home.client("clerk")

    send_change(client, case, action="add", dimension="产出指标", aspect="数量指标")
    send_change(client, case, action="add", dimension="产出指标", aspect="数量指标")

    assert 7 == len(draft_of(case).table.indicators)


def test_undoing_goes_back_step_by_step(home: County):
    case, client = home.case(), home.client("clerk")
    send_change(client, case, token="a", path="project_name", text="一")
    send_change(client, case, token="b", path="project_name", text="二")

    undo(client, case)
    once = draft_of(case).table.project_name
    undo(client, case)

    assert ("一", "医保宣传") == (once, draft_of(case).table.project_name)
    undo(client, case)
    page = client.get(reverse("write", args=[case.key, "target"])).content.decode()
    assert "没有可以撤销" in page


def test_what_others_did_since_is_not_undone_unseen(home: County):
    case, client = home.case(), home.client("clerk")
    seen = draft_of(case).revision
    send_change(client, case, token="a", path="project_name", text="一")
    address = reverse("undo", args=[case.key, "target"])

    refused = client.post(
        address, {"revision": seen}, headers={"Accept": "application/json"}
    )
    client.post(address)

    assert 409 == refused.status_code
    assert "甲clerk" in refused.json()["message"]
    assert "一" == draft_of(case).table.project_name


def test_a_change_that_was_abandoned_cannot_be_undone_into_the_table(home: County):
    case, client = home.case(*APPROVED, "adjust"), home.client("clerk")
    fill(client, case, 0, "target", "≥8场", token="a")
    home.move(case, "abandon_change")
    home.move(case, "adjust")

    undo(client, case)

    assert "≥12场" == draft_of(case).table.indicators[0].target.text
    assert not draft_of(case).steps.exists()


def test_a_submitted_table_is_not_typed_any_more(home: County):
    case = home.case("submit")

    assert (
        403
        == send_change(
            home.client("clerk"), case, path="project_name", text="改"
        ).status_code
    )


def test_the_same_text_typed_twice_is_one_step(home: County):
    case, client = home.case(), home.client("clerk")
    send_change(client, case, token="a", path="project_name", text="一")
    send_change(client, case, token="b", path="project_name", text="一")

    undo(client, case)

    assert "医保宣传" == draft_of(case).table.project_name


def test_a_form_that_is_not_there_is_nobodys_to_type(home: County):
    case = home.case()
    cell = {"path": "rows[ab12].actual", "text": "y"}

    for role in ("clerk", "leader"):
        assert (
            403
            == send_change(home.client(role), case, "monitoring", **cell).status_code
        )
