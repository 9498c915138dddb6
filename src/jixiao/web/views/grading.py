"""A hospital graded by a score sheet: what it earned, and what would have changed the grade."""

from decimal import Decimal, InvalidOperation
from pathlib import Path
from typing import TYPE_CHECKING, Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext
from django.views.decorators.http import require_POST, require_safe

from jixiao.errors import JixiaoError
from jixiao.web.people.access import user_of
from jixiao.web.rooms import FUND_WORK
from jixiao.web.trail import note
from jixiao.web.work.fund_cases import ledger_of, moment, name_of
from jixiao.web.work.fund_pages import Entered, enter

if TYPE_CHECKING:
    from jixiao.fund.supervision.score_sheet import Grading, ScoreSheet, Value

_OWN_SHEET = "score_sheet.toml"
"""A bureau's own sheet, in the folder of its records."""


@login_required
@require_safe
def show(request: HttpRequest) -> HttpResponse:
    """Show the sheet, and the grade where every item has a value."""
    entered = enter(request, "grading")
    sheet = _sheet(entered)
    given = {item.code: request.GET.get(f"v.{item.code}", "").strip() for item in sheet.items}  # fmt: skip
    context: dict[str, Any] = {
        "entered": entered, "sheet": sheet, "given": given, "grading": None, "why_not": "",
        "subject": request.GET.get("subject", "")[:60],
        "may_open": entered.place.allows(FUND_WORK),
    }  # fmt: skip
    if any(given.values()):
        try:
            context["grading"] = _grading(sheet, given)
        except JixiaoError as error:
            context["why_not"] = str(error)
    return render(request, "grading.html", context)


@login_required
@require_POST
def open_draft(request: HttpRequest) -> HttpResponse:
    """Open a grading as a case: its draft is told, objected to, and decided by a committee."""
    entered = enter(request, "grading")
    sheet = _sheet(entered)
    subject = request.POST.get("subject", "").strip()[:60]
    given = {item.code: request.POST.get(f"v.{item.code}", "").strip() for item in sheet.items}  # fmt: skip
    try:
        code = _opened(request, entered, sheet, subject, given)
    except JixiaoError as error:
        messages.error(request, str(error))
        return redirect(f"{reverse('grading')}?{urlencode(entered.query)}")
    note(request, "评定立案", f"{code} {subject}")
    messages.success(request, gettext("已立案。"))
    query = urlencode({**entered.query, "code": code})
    return redirect(f"{reverse('audit_case')}?{query}")


def _opened(
    request: HttpRequest,
    entered: Entered,
    sheet: "ScoreSheet",
    subject: str,
    given: dict[str, str],
) -> str:
    from jixiao.fund.cases import Evidence  # noqa: PLC0415 — loads the ledger

    if not entered.place.allows(FUND_WORK) or not subject:
        raise JixiaoError("评定由基金业务办理，要写明评定哪家机构。")
    grading = _grading(sheet, given)
    table = f"{sheet.code} {entered.year} {subject}"
    evidence = [
        Evidence(
            table,
            score.item.code,
            {"项目": score.item.title, "说明": _said(score), "来源": score.item.source},
            0,
            0,
        )
        for score in grading.scores
    ]
    with ledger_of(entered.place) as ledger:
        code = ledger.open_case(
            engine="grading",
            rule=sheet.code,
            title=f"{entered.year} 年评定 {grading.score} 分，拟定 {grading.grade}",
            subject=subject,
            evidence=evidence,
            by=name_of(user_of(request)),
            at=moment(),
        )
    if code is None:
        raise JixiaoError("这家机构这一年已经评定过。请在案件里办理异议或重开。")
    return code


def _sheet(entered: Entered) -> "ScoreSheet":
    import jixiao.fund.supervision as wing  # noqa: PLC0415 — loads the sheets
    from jixiao.fund.supervision.score_sheet import load_score_sheet  # noqa: PLC0415

    own = entered.place.folder / _OWN_SHEET
    sample = Path(wing.__file__).with_name("sample_sheet.toml")
    return load_score_sheet(own if own.is_file() else sample)


def _grading(sheet: "ScoreSheet", given: dict[str, str]) -> "Grading":
    from jixiao.fund.supervision.score_sheet import grade  # noqa: PLC0415

    return grade(sheet, {code: _value(text) for code, text in given.items()})


def _value(text: str) -> "Value":
    from jixiao.fund.supervision.score_sheet import NOT_APPLICABLE  # noqa: PLC0415

    if not text or text == NOT_APPLICABLE:
        return text or None
    try:
        return Decimal(text)
    except InvalidOperation:
        return text


def _said(score: Any) -> str:  # noqa: ANN401 — a score of an item
    if score.earned is None:
        return "不适用"
    return (
        f"数据 {score.value}，得 {float(score.earned):.2f}，差 {float(score.lost):.2f}"
    )
