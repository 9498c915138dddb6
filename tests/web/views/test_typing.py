"""What is typed lands in the row it was typed for, or is given back; it never lands in another."""

import re
from decimal import Decimal
from html.parser import HTMLParser
from pathlib import Path

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

import jixiao.web
from jixiao.web.models import Case, DraftStep, Job
from tests.drawn import drawn
from tests.web.conftest import APPROVED, County, Waive, cell_of
from tests.web.typed_forms import (
    by_id,
    draft_of,
    fill,
    judged,
    send_change,
    undo,
)

STATIC = Path(jixiao.web.__file__).parent / "static"
ROWS = [
    "宣传场次",
    "讲解合格率",
    "全部完成时间",
    "宣传经费",
    "群众政策知晓率",
    "群众满意度",
]


def send(
    client: Client, case: Case, token: str, kind: str = "target", **change: object
):
    return send_change(client, case, kind, token=token, **change)


def addresses(
    client: Client, case: Case, column: str, kind: str = "target"
) -> list[str]:
    """Read off the page where it sends what is typed into a column, row by row."""
    page = client.get(reverse("write", args=[case.key, kind])).content.decode()
    return re.findall(rf'data-path="(rows\[\w+\]\.{column})"', page)


def row_of(path: str) -> str:
    return path.partition(".")[0]


def promised(case: Case) -> dict[str, str]:
    return {
        row.name: row.target.text
        for row in case.drafts.get(kind="target").table.indicators
    }


class _Awaiting(HTMLParser):
    """Counts what needs a script: what waits for it, and what could be pressed unheard."""

    def __init__(self) -> None:
        super().__init__()
        self.within: set[str] = set()
        self.waits = 0
        self.unheard: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        held = dict(attrs)
        if tag == "fieldset" and "disabled" in held:
            self.within = set((held["data-awaits"] or "").split())
        if held.get("type") == "button" or "data-path" in held:
            self.waits += bool(self.within)
            self.unheard += [] if self.within else [str(self.get_starttag_text())]


def test_what_needs_a_script_waits_for_it(home: County):
    case, client = home.case(), home.client("clerk")
    page = client.get(reverse("write", args=[case.key, "target"])).content.decode()
    awaiting = _Awaiting()

    awaiting.feed(page[page.index('id="typing"') :])

    assert awaiting.waits > len(ROWS)
    assert [] == awaiting.unheard
    for script in awaiting.within:
        script_text = STATIC.joinpath(f"{script}.js").read_text(encoding="utf-8")
        assert f'window.isListening("{script}")' in script_text
        assert f"/{script}.js" in page


def test_the_page_addresses_every_row_by_its_id(home: County):
    case, client = home.case(), home.client("clerk")

    page = client.get(reverse("write", args=[case.key, "target"])).content.decode()

    assert "indicators[" not in page
    assert len(ROWS) == len(set(addresses(client, case, "target")))
    assert len(ROWS) == page.count('data-action="remove" data-path="rows[')


def test_after_a_row_is_removed_a_stale_page_types_into_its_own_row(home: County):
    case, client = home.case(), home.client("clerk")
    stale = addresses(client, case, "target")

    send(client, case, "a", action="remove", path=row_of(stale[0]))
    taken = send(client, case, "b", path=stale[2], text="2026年10月31日前")

    assert 200 == taken.status_code
    assert ROWS[1:] == list(promised(case))
    assert "2026年10月31日前" == promised(case)["全部完成时间"]
    assert "≤12万元" == promised(case)["宣传经费"]


def test_what_an_offline_page_sends_late_lands_in_its_rows(home: County):
    case, offline, second = home.case(), home.client("clerk"), home.client("clerk")
    stale = addresses(offline, case, "target")

    send(second, case, "a", action="remove", path=row_of(stale[1]))
    send(second, case, "b", action="add", aspect="数量指标")
    late = {4: "≥85%", 5: "≥92%", 0: "≥15场"}
    for place, text in late.items():
        send(offline, case, f"late{place}", path=stale[place], text=text)

    values = promised(case)
    assert ["≥85%", "≥92%", "≥15场"] == [values[ROWS[place]] for place in late]
    assert "" == values[""]


def test_what_is_typed_into_a_row_that_is_gone_is_given_back(home: County):
    case, client, second = home.case(), home.client("clerk"), home.client("clerk")
    stale = addresses(client, case, "target")
    send(second, case, "a", action="remove", path=row_of(stale[0]))
    before = case.drafts.get(kind="target").body

    refused = send(client, case, "b", path=stale[0], text="≥30场")

    assert 409 == refused.status_code
    answer = refused.json()
    assert "row_gone" == answer["error"]["code"]
    assert "“宣传场次”这一条已经不在表上" in answer["error"]["message"]
    assert "甲clerk" in answer["error"]["message"]
    assert "“宣传场次”的指标值" == answer["error"]["detail"]
    assert {"path": stale[0], "text": "≥30场"} == answer["typed"]
    assert before == case.drafts.get(kind="target").body


def test_what_another_window_typed_is_not_overwritten_unseen(home: County):
    case, client, second = home.case(), home.client("clerk"), home.client("clerk")
    path = addresses(client, case, "target")[0]
    send(second, case, "a", path=path, text="≥30场")

    refused = send(client, case, "b", path=path, text="≥20场", was="≥12场")

    assert 409 == refused.status_code
    answer = refused.json()
    assert ("changed", "≥30场") == (answer["error"]["code"], answer["error"]["now"])
    assert "甲clerk" in answer["error"]["message"]
    assert "“宣传场次”的指标值" in answer["error"]["message"]
    assert {"path": path, "text": "≥20场"} == answer["typed"]
    assert "≥30场" == promised(case)["宣传场次"]
    assert 200 == send(client, case, "c", path=path, text="≥20场").status_code
    assert "≥20场" == promised(case)["宣传场次"]


def test_two_windows_that_type_the_same_do_not_clash(home: County):
    case, client, second = home.case(), home.client("clerk"), home.client("clerk")
    path = addresses(client, case, "target")[0]
    send(second, case, "a", path=path, text="≥30场")

    taken = send(client, case, "b", path=path, text="≥30场", was="≥12场")

    assert 200 == taken.status_code


def test_a_row_that_somebody_changed_since_is_not_removed_unseen(home: County):
    case, client, second = home.case(), home.client("clerk"), home.client("clerk")
    path = addresses(client, case, "target")[0]
    send(second, case, "a", path=path, text="≥30场")

    refused = send(
        client, case, "b", action="remove", path=row_of(path), was="宣传场次 ≥12场"
    )

    assert (409, "changed") == (refused.status_code, refused.json()["error"]["code"])
    assert "≥30场" == promised(case)["宣传场次"]


@pytest.mark.parametrize("action", ["cell", "confirm", "remove"])
def test_a_change_that_does_not_say_what_it_replaces_is_refused(
    home: County, action: str
):
    case, client = home.case(), home.client("clerk")
    path = addresses(client, case, "target")[0]
    path = path if action == "cell" else row_of(path)
    before = draft_of(case).body

    refused = send(client, case, "a", action=action, path=path, text="1", was=None)

    assert 400 == refused.status_code
    assert "请刷新页面" in refused.json()["error"]["message"]
    assert before == draft_of(case).body


def test_the_sheet_alone_shows_rows_as_they_stand_now(home: County):
    case, client = home.case(), home.client("clerk")
    first, second, *_ = addresses(client, case, "target")
    send(client, case, "a", action="remove", path=row_of(first))
    added = send(client, case, "b", action="add", aspect="数量指标").json()["row"]

    page = client.get(reverse("sheet", args=[case.key, "target"])).content.decode()

    assert f'data-row="{added}"' in page
    assert second in page
    assert first not in page
    assert f'data-revision="{draft_of(case).revision}"' in page
    assert "<html" not in page


def test_the_sheet_of_a_form_that_was_handed_in_is_not_typed(home: County):
    case = home.case("submit")

    answer = home.client("clerk").get(reverse("sheet", args=[case.key, "target"]))

    assert 302 == answer.status_code


def test_a_row_that_two_windows_remove_is_removed_once(home: County):
    case, client = home.case(), home.client("clerk")
    stale = addresses(client, case, "target")

    send(client, case, "a", action="remove", path=row_of(stale[0]))
    again = send(client, case, "b", action="remove", path=row_of(stale[0]))

    assert 409 == again.status_code
    assert ROWS[1:] == list(promised(case))


def test_a_removal_that_is_undone_brings_the_row_back_under_its_id(home: County):
    case, client = home.case(), home.client("clerk")
    stale = addresses(client, case, "target")
    send(client, case, "a", action="remove", path=row_of(stale[0]))

    undo(client, case)

    assert stale == addresses(client, case, "target")
    assert 200 == send(client, case, "b", path=stale[0], text="≥30场").status_code
    assert "≥30场" == promised(case)["宣传场次"]


def test_a_row_that_was_added_and_undone_leaves_no_id_behind(home: County):
    case, client = home.case(), home.client("clerk")
    send(client, case, "a", action="add", aspect="数量指标")
    added = addresses(client, case, "name")[1]
    undo(client, case)
    send(client, case, "b", action="add", aspect="数量指标")

    refused = send(client, case, "c", path=added, text="发放折页")

    assert 409 == refused.status_code
    assert "发放折页" not in promised(case)


@pytest.mark.parametrize(
    "change",
    [
        {"path": "indicators[2].target", "text": "≥1场"},
        {"path": "indicators[0]", "action": "remove"},
        {"path": "indicators[0]", "action": "confirm"},
        {"path": "rows[00000000].target", "text": "≥1场"},
    ],
)
def test_a_row_named_by_its_place_or_unknown_is_refused(home: County, change: dict):
    case, client = home.case(), home.client("clerk")
    before = case.drafts.get(kind="target").body

    refused = send(client, case, "a", **change)

    assert (409, "row_gone") == (refused.status_code, refused.json()["error"]["code"])
    assert before == case.drafts.get(kind="target").body


def test_a_draft_of_an_office_without_ids_has_the_same_ones_each_time(home: County):
    case, client = home.case(), home.client("clerk")
    case.drafts.update(row_ids=[])
    first = addresses(client, case, "target")

    send(client, case, "a", action="remove", path=row_of(first[0]))
    send(client, case, "b", path=first[1], text="≥96%")

    assert first[1:] == addresses(client, case, "target")
    assert "≥96%" == promised(case)["讲解合格率"]


def test_undoing_a_step_of_an_office_without_ids_is_possible(home: County):
    case, client = home.case(), home.client("clerk")
    first = addresses(client, case, "target")
    send(client, case, "a", path=first[0], text="≥13场")
    case.drafts.update(row_ids=[])
    DraftStep.objects.update(row_ids=[])

    undo(client, case)

    assert "≥12场" == promised(case)["宣传场次"]
    assert len(ROWS) == len(addresses(client, case, "target"))


def test_findings_and_marks_name_the_rows_of_the_page(home: County):
    case, client = home.case(), home.client("clerk")
    path = addresses(client, case, "target")[2]

    send(client, case, "a", path=path, text="2026年11月31日前")
    answer = judged(client, case)

    assert path in answer["marked"]
    assert f'data-place="{path}"' in answer["findings"]
    page = client.get(reverse("write", args=[case.key, "target"])).content.decode()
    assert "indicators[" not in page


def test_a_reason_keeps_the_id_of_its_row(home: County):
    case, client = home.case(), home.client("clerk")
    path = addresses(client, case, "target")[2]
    send(client, case, "a", path=path, text="2026年11月31日前")
    answer = judged(client, case)
    code, message = re.search(
        r'name="code" value="(\w+)">\s*<input type="hidden" name="message" value="([^"]+)"',
        answer["findings"],
    ).groups()

    client.post(
        reverse("reason", args=[case.key]),
        {"code": code, "message": message, "reason": "按文件"},
    )

    assert path == case.reasons.get().place


def test_a_remark_on_a_row_that_is_gone_is_not_laid_on_another(home: County):
    case, approver = home.case("submit"), home.client("approver")
    page = approver.get(reverse("case", args=[case.key])).content.decode()
    first, second, *_ = re.findall(r'<option value="(rows\[\w+\]\.target)">', page)
    home.move(case, "unit_return")
    send(home.client("clerk"), case, "a", action="remove", path=row_of(first))
    address = reverse("remark", args=[case.key])

    approver.post(address, {"text": "第二条的依据呢", "place": second})
    refused = approver.post(address, {"text": "场次太少", "place": first}, follow=True)

    assert [("“讲解合格率”的指标值", second)] == [
        (r.about, r.place) for r in case.remarks.all()
    ]
    assert "已经不在表上" in refused.content.decode()
    assert "场次太少</textarea>" in refused.content.decode()


@pytest.mark.slow
def test_a_file_stays_with_its_row_when_the_target_changes(home: County, waive: Waive):
    waive("year_over")
    case, client = home.case(*APPROVED), home.client("clerk")
    home.move(case, "open_evaluation")
    form = addresses(client, case, "actual", "evaluation")
    case.evidence.create(
        place=form[0],
        about="“宣传场次”的实际完成值",
        digest="a" * 64,
        name="签到表.pdf",
        size=1,
        by=home.people["clerk"],
    )
    case.evidence.create(
        place=form[2],
        about="“全部完成时间”的实际完成值",
        digest="b" * 64,
        name="验收单.pdf",
        size=1,
        by=home.people["clerk"],
    )
    home.move(case, "adjust")
    send(client, case, "a", action="remove", path=row_of(cell_of(case, 0, "target")))
    for move in APPROVED:
        home.move(case, move)

    page = client.get(reverse("write", args=[case.key, "evaluation"])).content.decode()

    assert form[1:] == addresses(client, case, "actual", "evaluation")
    beside = page.partition('id="evidence"')[2]
    assert "第 2 条 实际完成值" in beside.split("验收单.pdf")[1].split("</small>")[0]
    assert (
        "（已不在表上）“宣传场次”的实际完成值"
        in beside.split("签到表.pdf")[1].split("</small>")[0]
    )


def test_a_file_for_a_row_that_is_gone_is_not_attached(home: County, waive: Waive):
    waive("year_over")
    case, client = home.case(*APPROVED), home.client("clerk")
    home.move(case, "open_evaluation")
    address = reverse("attach", args=[case.key, "evaluation"])

    for place in ("rows[00000000].actual", "indicators[0].actual"):
        file = SimpleUploadedFile("签到表.pdf", b"%PDF-1.4")
        page = client.post(
            address, {"place": place, "file": file}, follow=True
        ).content.decode()
        assert "文件没有附上" in page
    assert not case.evidence.exists()


def test_typing_saves_and_tells_the_new_findings(home: County):
    case = home.case()
    before = draft_of(case).revision

    client = home.client("clerk")
    kept = fill(client, case, 2, "target", "2026年11月31日前").json()
    verdict = judged(client, case)

    assert before + 1 == kept["revision"] == verdict["revision"]
    assert "11月31日" in verdict["findings"]
    assert "11月31日" in draft_of(case).table.indicators[2].target.text
    case.refresh_from_db()
    assert case.errors


def test_what_cannot_stand_in_a_cell_is_refused_and_nothing_is_lost(home: County):
    case = home.case()

    response = send_change(
        home.client("clerk"), case, path="funding.annual.total", text="很多"
    )

    assert 400 == response.status_code
    assert "应是一个数" in response.json()["error"]["message"]
    assert Decimal(12) == draft_of(case).table.funding.annual.total


@pytest.mark.parametrize(
    "body", ["", "[]", "{", '{"token": 1}', '{"token": "x", "action": "fly"}']
)
def test_what_no_page_sends_is_refused_in_words(home: County, body: str):
    case = home.case()
    address = reverse("cells", kwargs={"key": case.key, "kind": "target"})

    response = home.client("clerk").post(
        address,
        body,
        content_type="application/json",
        headers={"Accept": "application/json"},
    )

    assert 400 == response.status_code
    assert "刷新" in response.json()["error"]["message"]


def test_a_cause_is_one_of_the_forms(home: County):
    case = home.case(*APPROVED, "open_monitoring")
    client = home.client("clerk")

    refused = fill(client, case, 0, "causes", "天气", "monitoring")
    taken = fill(client, case, 0, "causes", "人员保障、其他", "monitoring", token="b")

    assert 400 == refused.status_code
    assert "“天气”不是" in refused.json()["error"]["message"]
    assert ("人员保障", "其他") == draft_of(case, "monitoring").table.indicators[
        0
    ].causes
    assert 200 == taken.status_code


@pytest.mark.parametrize(
    "change",
    [
        {"path": "indicators[0].target", "text": "≥1%"}, {"path": "indicators[0].name", "text": "改"},
        {"path": "project_name", "text": "改"}, {"path": "funding.annual.total", "text": "1"},
        {"action": "remove", "path": "indicators[1]"}, {"action": "add", "aspect": "数量指标"},
    ],
)  # fmt: skip
def test_what_was_approved_is_not_typed_over_in_a_years_forms(
    home: County, change: dict
):
    case = home.case(*APPROVED, "open_monitoring")
    before = draft_of(case, "monitoring").table

    refused = send_change(
        home.client("clerk"), case, "monitoring", **by_id(case, "monitoring", change)
    )

    assert 400 == refused.status_code
    assert "批复过的" in refused.json()["error"]["message"]
    assert before == draft_of(case, "monitoring").table


@drawn(one_of=4)
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
    before = draft_of(case).table

    refused = send_change(home.client("clerk"), case, **by_id(case, "target", change))

    assert 400 == refused.status_code
    assert before == draft_of(case).table
    assert 200 == home.client("clerk").get(reverse("desk")).status_code


def test_what_no_form_can_print_is_left_out(home: County):
    case, client = home.case(), home.client("clerk")
    address = reverse("cells", kwargs={"key": case.key, "kind": "target"})
    text = "\\u0000\\u001b[31m\\u533b\\u4fdd"
    body = (
        f'{{"token": "t", "was": "医保宣传", "path": "project_name", "text": "{text}"}}'
    )

    client.post(address, body, content_type="application/json")

    assert "[31m医保" == draft_of(case).table.project_name
    assert (
        200
        == client.get(reverse("form", args=[case.key, "target", "docx"])).status_code
    )


@pytest.mark.parametrize("text", ["12O场", "2026年13月4日", "172%"])
def test_what_is_told_of_a_promise_is_judged_and_the_promise_is_not_again(
    home: County, text: str
):
    case = home.case(*APPROVED, "open_monitoring")
    row = {"12O场": 0, "172%": 1, "2026年13月4日": 2}[text]
    client = home.client("clerk")

    fill(client, case, row, "actual", text, "monitoring")
    answer = judged(client, case, "monitoring")

    assert text in answer["findings"]
    assert cell_of(case, row, "actual", "monitoring") in answer["marked"]
    assert 1 == sum(path.startswith("rows[") for path in answer["marked"])


def pasted(home: County, case: Case, kind: str = "target", **change: object):
    return send(
        home.client("clerk"), case, "p", kind=kind, action="paste", path="", **change
    )


def line(row: str, was: dict[str, str] | None = None, **cells: str) -> dict:
    return {"row": row.removesuffix("]").partition("[")[2], "cells": cells, "was": was or {}}  # fmt: skip


def test_a_block_fills_rows_and_adds_those_that_are_left(home: County):
    case, client = home.case(), home.client("clerk")
    first = row_of(addresses(client, case, "target")[0])
    stood = {"name": "宣传场次", "target": "≥12场"}
    lines = [
        line(first, stood, name="宣传场次", target="≥15场"),
        line("", name="发放折页", target="≥3000份", weight="10"),
    ]

    answer = pasted(home, case, lines=lines, aspect="数量指标")

    assert 200 == answer.status_code
    assert ["宣传场次", "发放折页"] == list(promised(case))[:2]
    assert ("≥15场", "≥3000份") == tuple(promised(case).values())[:2]
    undo(client, case)
    assert ROWS == list(promised(case))


@pytest.mark.parametrize(
    ("lines", "message"),
    [
        ([("name", "甲"), ("weight", "十")], "粘贴的第 2 行"),
        ([("name", "甲"), ("score", "1"), ("nothing", "1")], "没有“"),
    ],
)
def test_a_block_is_filled_in_whole_or_not_at_all(
    home: County, lines: list[tuple[str, str]], message: str
):
    case = home.case()
    before = draft_of(case).body
    block = [line("", **{column: text}) for column, text in lines]

    refused = pasted(home, case, lines=block, aspect="数量指标")

    assert 400 == refused.status_code
    assert message in refused.json()["error"]["message"]
    assert before == draft_of(case).body


def test_a_block_over_what_somebody_changed_is_given_back(home: County):
    case, client = home.case(), home.client("clerk")
    path = addresses(client, case, "target")[0]
    send(client, case, "a", path=path, text="≥30场")
    block = [line(row_of(path), {"target": "≥12场"}, target="≥1场")]

    refused = pasted(home, case, lines=block)
    unsaid = pasted(home, case, lines=[line(row_of(path), target="≥1场")])

    assert (409, "changed") == (refused.status_code, refused.json()["error"]["code"])
    assert 400 == unsaid.status_code
    assert "≥30场" == promised(case)["宣传场次"]


def test_a_block_adds_no_rows_to_what_was_approved(home: County):
    case = home.case(*APPROVED, "open_monitoring")

    refused = pasted(
        home, case, kind="monitoring", lines=[line("", actual="1")], aspect="数量指标"
    )

    assert 400 == refused.status_code
    assert "批复过的" in refused.json()["error"]["message"]


def test_an_open_page_is_told_that_the_records_are_being_asked(home: County):
    case, client = home.case(*APPROVED, "open_monitoring"), home.client("clerk")
    address = reverse("state", args=[case.key, "monitoring"])

    filling = client.get(address).json()
    Job.objects.filter(kind="prove").update(state="done")
    filled = client.get(address).json()

    assert filling["filling"] is not None
    assert (draft_of(case, "monitoring").revision, None) == (
        filled["revision"],
        filled["filling"],
    )


@pytest.mark.parametrize("length", [501, 30_000])
def test_what_is_too_long_is_told_with_how_much_may_stand_there(
    home: County, length: int
):
    case = home.case()

    refused = fill(home.client("clerk"), case, 0, "name", "长" * length)

    assert 400 == refused.status_code
    assert (
        f"太长，最多 500 字（现在 {length} 字）" in refused.json()["error"]["message"]
    )


@drawn(one_of=4)
@pytest.mark.parametrize(
    ("path", "text"),
    [
        ("finance_division", "社会保障股"), ("project_code", "640501-26-07"),
        ("other_fields.联系电话", "0951-1234567"), ("other_fields.实施期目标", "三年内覆盖所有乡镇"),
        ("own_level_objective", "本级办6场"),
    ],
)  # fmt: skip
def test_what_forms_print_beside_can_be_typed_and_is_printed(
    home: County, path: str, text: str
):
    case, client = home.case(), home.client("clerk")

    assert 200 == send(client, case, "a", path=path, text=text).status_code

    page = client.get(reverse("write", args=[case.key, "target"])).content.decode()
    assert f'data-path="{path}"' in page
    assert text in page
    assert text in client.get(reverse("case", args=[case.key])).content.decode()
    send(client, case, "b", path=path, text="")
    assert {} == draft_of(case).table.other_fields


def test_a_field_that_no_form_prints_is_none(home: County):
    case = home.case()

    answer = send(home.client("clerk"), case, "a", path="other_fields.x", text="1")

    assert 400 == answer.status_code


@drawn(one_of=2)
@pytest.mark.parametrize("kind", ["monitoring", "evaluation"])
def test_where_the_money_came_from_is_typed_with_its_rate(
    home: County, waive: Waive, kind: str
):
    waive("year_over")
    case = home.case(*APPROVED, f"open_{kind}")
    client = home.client("clerk")
    block = "budget_execution.carried_over"

    send(client, case, "a", kind, path=f"{block}.initial", text="1,200")
    send(client, case, "b", kind, path=f"{block}.executed", text="300")
    answer = send(
        client, case, "c", kind, path="budget_execution.total.executed", text="3"
    )

    assert "25.00" == answer.json()["values"][f"{block}.rate"]
    line = draft_of(case, kind).table.budget_execution.carried_over
    assert (1200, 300, 25) == (line.initial, line.executed, line.rate)
    refused = send(client, case, "d", kind, path=f"{block}.rate", text="99")
    assert 400 == refused.status_code
