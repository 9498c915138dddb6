"""Remarks of reviewers, answers of clerks, and reasons for findings that stay."""

import pytest
from django.urls import reverse

from tests.web.conftest import County, cell_of


def test_remarks_are_reviewers_and_answers_the_clerks(home: County):
    case = home.case()
    address = reverse("remark", args=[case.key])

    home.client("department").post(
        address, {"text": "指标太少", "place": cell_of(case, 0, "target")}
    )
    remark = case.remarks.get()
    home.client("clerk").post(address, {"text": "已补", "answers": str(remark.pk)})
    refused = home.client("leader").post(
        address, {"text": "x"}, headers={"Accept": "application/json"}
    )

    remark.refresh_from_db()
    assert ("指标太少", "已补", 403) == (
        remark.text,
        remark.answered,
        refused.status_code,
    )


def test_comments_without_an_answer_are_recalled_before_handing_in(home: County):
    case = home.case("submit")
    said = reverse("remark", args=[case.key])
    home.client("approver").post(said, {"text": "依据呢"})
    home.move(case, "unit_return")
    address, client = reverse("case", args=[case.key]), home.client("clerk")

    assert "还有 1 条意见没有答复" in client.get(address).content.decode()
    client.post(said, {"answers": case.remarks.get().pk, "text": "附后"})
    assert "条意见没有答复" not in client.get(address).content.decode()


def test_a_comment_calls_its_row_by_name_whatever_comes_between(home: County):
    case = home.case("submit")
    said = reverse("remark", args=[case.key])
    home.client("approver").post(
        said, {"text": "依据呢", "place": cell_of(case, 1, "target")}
    )

    assert "“讲解合格率”的指标值" == case.remarks.get().about
    assert (
        "“讲解合格率”的指标值"
        in home.client("clerk").get(reverse("case", args=[case.key])).content.decode()
    )


def test_a_reason_is_given_for_what_is_found_and_nothing_else(home: County):
    case = home.case()
    form = {"code": "EV07", "message": "分值合计不是 100", "reason": "就这样"}

    home.client("clerk").post(reverse("reason", args=[case.key]), form)

    assert not case.reasons.exists()


def test_an_answer_is_given_once(home: County):
    case = home.case("submit")
    said = reverse("remark", args=[case.key])
    home.client("approver").post(said, {"text": "依据呢"})
    answers = {"answers": case.remarks.get().pk}

    home.client("clerk").post(said, answers | {"text": "附后"})
    home.client("clerk").post(said, answers | {"text": "改口"})

    assert "附后" == case.remarks.get().answered


@pytest.mark.parametrize(
    ("name", "role", "field", "longest"),
    [("remark", "approver", "text", 2000), ("reason", "clerk", "reason", 1000)],
)
def test_what_is_too_long_is_told_and_not_cut(
    home: County, name: str, role: str, field: str, longest: int
):
    case = home.case(*(("submit",) if role == "approver" else ()))

    answer = home.client(role).post(
        reverse(name, args=[case.key]), {field: "长" * (longest + 1)}
    )

    assert 400 == answer.status_code
    assert (
        f"太长，最多 {longest} 字（现在 {longest + 1} 字）" in answer.content.decode()
    )
    assert not case.remarks.exists()
