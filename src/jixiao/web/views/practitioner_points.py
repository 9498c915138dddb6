"""Points of practitioners: who stands how, decisions entered, cases that go their way."""

from datetime import date, time
from typing import TYPE_CHECKING, Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext
from django.views.decorators.http import require_POST, require_safe

from jixiao.errors import JixiaoError
from jixiao.web.people.access import user_of
from jixiao.web.request_values import whole_number
from jixiao.web.rooms import FUND_WORK
from jixiao.web.trail import note
from jixiao.web.work.fund_cases import has_ledger, ledger_of, moment, name_of
from jixiao.web.work.fund_pages import enter

if TYPE_CHECKING:
    from jixiao.fund.supervision.points_register import StaffDecision

_LONGEST = 200


@login_required
@require_safe
def show(request: HttpRequest) -> HttpResponse:
    """Show how everybody with points stands today, and the form of a new decision."""
    from jixiao.fund.supervision.points_register import standings  # noqa: PLC0415 — loads the ledger
    from jixiao.fund.supervision.practitioner_points import (  # noqa: PLC0415
        RESPONSIBILITIES,
        bands,
        terms,
    )

    entered = enter(request, "practitioner_points")
    today = moment().date()
    standing: list[Any] = []
    if has_ledger(entered.place):
        with ledger_of(entered.place) as ledger:
            standing = standings(ledger, today)
    context: dict[str, Any] = {
        "entered": entered,
        "standing": standing,
        "bands": bands().values(),
        "responsibilities": RESPONSIBILITIES,
        "terms": terms(),
        "today": today,
        "may_open": entered.place.allows(FUND_WORK),
    }
    return render(request, "practitioner_points.html", context)


@login_required
@require_POST
def decide(request: HttpRequest) -> HttpResponse:
    """Open a case over a decision; what is wrong in it is said, and nothing is written."""
    from jixiao.fund.supervision.points_register import open_decision  # noqa: PLC0415

    entered = enter(request, "practitioner_points")
    back = redirect(f"{reverse('practitioner_points')}?{urlencode(entered.query)}")
    if not entered.place.allows(FUND_WORK):
        messages.error(request, gettext("决定由基金业务登记。"))
        return back
    try:
        stated = _stated(request.POST)
        with ledger_of(entered.place) as ledger:
            code = open_decision(
                ledger, stated, by=name_of(user_of(request)), at=moment()
            )
    except JixiaoError as error:
        messages.error(request, str(error))
        return back
    note(request, "登记支付资格决定", f"{code} {stated.decision.number}")
    messages.success(request, gettext("已登记，请告知本人，再由处理的人记分。"))
    query = urlencode({**entered.query, "code": code})
    return redirect(f"{reverse('audit_case')}?{query}")


def _stated(form: QueryDict) -> "StaffDecision":
    from jixiao.fund.supervision.points_register import StaffDecision  # noqa: PLC0415
    from jixiao.fund.supervision.practitioner_points import (  # noqa: PLC0415
        PointsDecision,
        bands,
    )

    said = {
        name: form.get(name, "").strip()[:_LONGEST]
        for name in ("staff", "name", "institution", "number", "band", "responsibility", "fact")
    }  # fmt: skip
    if said["band"] not in bands():
        raise JixiaoError("请选行为属于哪一档。")
    proposed = bands()[said["band"]].proposed(said["responsibility"])
    points, months = form.get("points", "").strip(), form.get("months", "").strip()
    decision = PointsDecision(
        said["number"],
        _day(form.get("decided_on", "")),
        _whole("分值", points) if points else proposed,
        said["fact"],
        _whole("暂停月数", months) if months else None,
        hour=_hour(form.get("hour", "")),
    )
    return StaffDecision(
        staff=said["staff"],
        name=said["name"],
        place=said["institution"],
        band=said["band"],
        responsibility=said["responsibility"],
        decision=decision,
    )


def _whole(title: str, text: str) -> int:
    number = whole_number(text)
    if number is None:
        message = f"{title}“{text[:20]}”应是整数。"
        raise JixiaoError(message)
    return number


def _day(text: str) -> date:
    try:
        return date.fromisoformat(text.strip())
    except ValueError as error:
        message = f"决定日期“{text[:20]}”应写成 2026-03-05。"
        raise JixiaoError(message) from error


def _hour(text: str) -> time:
    try:
        return time.fromisoformat(text.strip() or "00:00")
    except ValueError as error:
        message = f"生效时刻“{text[:20]}”应写成 14:00。"
        raise JixiaoError(message) from error
