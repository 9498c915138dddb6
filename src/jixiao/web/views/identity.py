"""Identity at the visit at a browser: consent, a face or a card, withdrawal, the day's log."""

from collections.abc import Callable
from datetime import date, timedelta
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
from jixiao.web.request_values import whole_number
from jixiao.web.rooms import FUND_WORK
from jixiao.web.trail import note
from jixiao.web.work.fund_cases import moment, name_of
from jixiao.web.work.fund_pages import Entered, enter

if TYPE_CHECKING:
    from jixiao.service.identity.faces import Recogniser
    from jixiao.service.identity.register import FaceRegister, Limits, Visit

_LONGEST, _LONGEST_KEY, _LARGEST = 100, 1_000, 20_000_000
_MODELS = "face_models"
"""Where a place may keep the models, in the folder of its records."""


@login_required
@require_safe
def show(request: HttpRequest) -> HttpResponse:
    """Show the day's checks, the consents, and what was deleted; templates over are deleted first."""
    from jixiao.service.identity.register import FACES, WORDS, open_faces  # noqa: PLC0415 — loads the engine

    entered, now = enter(request, "identity"), moment()
    day = _day(request.GET.get("day") or now.date().isoformat())
    with open_faces(entered.place.folder / FACES) as register:
        register.sweep(by="本系统", at=now)
        limits = _limits(entered)
        context: dict[str, Any] = {
            "entered": entered, "day": day, "words": WORDS, "limits": limits, "why_not": "",
            "checks": [*reversed(register.checks(day))], "enrolled": register.enrolled(),
            "consents": [c for c in register.consents() if c.holds(now.date())],
            "deletions": [*reversed(register.deletions())][:20],
            "may_work": entered.place.allows(FUND_WORK),
        }  # fmt: skip
    try:
        _recogniser(entered)
    except JixiaoError as error:
        context["why_not"] = str(error)
    return render(request, "identity.html", context)


@login_required
@require_POST
def act(request: HttpRequest) -> HttpResponse:
    """Do what a form of the page asks; what cannot be done by a face is done by a card."""
    from jixiao.service.identity.register import FACES, open_faces  # noqa: PLC0415 — loads the engine

    entered = enter(request, "identity")
    back = redirect(f"{reverse('identity')}?{urlencode(entered.query)}")
    work = _ACTS.get(request.POST.get("act", ""))
    if work is None or not entered.place.allows(FUND_WORK):
        messages.error(request, gettext("您现在不能办这一步。请刷新页面再看。"))
        return back
    try:
        with open_faces(entered.place.folder / FACES) as register:
            message = work(request, entered, register)
    except JixiaoError as error:
        messages.error(request, str(error))
        return back
    note(request, "身份核验", request.POST.get("act", "")[:20])
    messages.success(request, message)
    return back


def _agreed(request: HttpRequest, entered: Entered, register: "FaceRegister") -> str:
    today = moment().date()
    days = whole_number(_said(request, "days")) or 0
    register.agree(
        _said(request, "person"), _day(_said(request, "born")), _said(request, "scope"),
        today + timedelta(days=days), _limits(entered), guardian=_said(request, "guardian"),
        relation=_said(request, "relation"), by=name_of(user_of(request)), day=today,
    )  # fmt: skip
    return gettext("已登记同意。")


def _enrolled(request: HttpRequest, entered: Entered, register: "FaceRegister") -> str:
    register.enrol(
        _said(request, "person"), _file(request, "picture", _LARGEST), _recogniser(entered),
        _limits(entered), _file(request, "key", _LONGEST_KEY), at=moment(),
    )  # fmt: skip
    return gettext("已录入，照片没有存。")


def _checked(request: HttpRequest, entered: Entered, register: "FaceRegister") -> str:
    from jixiao.service.identity.register import WORDS  # noqa: PLC0415 — loads the engine

    done = register.check(
        _said(request, "person"), _file(request, "picture", _LARGEST), _recogniser(entered),
        _limits(entered), _file(request, "key", _LONGEST_KEY), _visit(request),
    )  # fmt: skip
    return f"{done.person}　{WORDS[done.result]}　{done.why}"


def _by_card(request: HttpRequest, entered: Entered, register: "FaceRegister") -> str:
    from jixiao.service.identity.register import WORDS  # noqa: PLC0415 — loads the engine

    del entered
    done = register.by_card(
        _said(request, "person"), _said(request, "card"), _visit(request)
    )
    return f"{done.person}　{WORDS[done.result]}"


def _withdrawn(request: HttpRequest, entered: Entered, register: "FaceRegister") -> str:
    del entered
    register.withdraw(
        _said(request, "person"),
        _said(request, "why"),
        by=name_of(user_of(request)),
        at=moment(),
    )
    return gettext("已撤回，特征已删去，以后核对证件。")


_Act = Callable[[HttpRequest, Entered, "FaceRegister"], str]
_ACTS: dict[str, _Act] = {
    "agree": _agreed, "enrol": _enrolled, "check": _checked, "card": _by_card, "withdraw": _withdrawn,
}  # fmt: skip
"""What may be done."""


def _limits(entered: Entered) -> "Limits":
    from jixiao.service.identity.limits import limits_on  # noqa: PLC0415 — loads the engine

    return limits_on(entered.sets[entered.code].on(moment().date()))


def _recogniser(entered: Entered) -> "Recogniser":
    from jixiao.service.identity.faces import open_recogniser  # noqa: PLC0415 — loads the engine

    models = entered.place.folder / _MODELS
    return open_recogniser(models if models.is_dir() else None)


def _visit(request: HttpRequest) -> "Visit":
    from jixiao.service.identity.register import Visit  # noqa: PLC0415 — loads the engine

    place = _said(request, "place_of_check")
    if not place:
        raise JixiaoError("请写明在哪里核验，如 住院部三楼。")
    by = name_of(user_of(request))
    return Visit(place, _said(request, "device"), _said(request, "visit"), by, moment())


def _said(request: HttpRequest, name: str) -> str:
    return request.POST.get(name, "").strip()[:_LONGEST]


def _file(request: HttpRequest, name: str, most: int) -> bytes:
    file = request.FILES.get(name)
    if file is None or file.size is None or file.size > most:
        raise JixiaoError("请选照片和钥匙文件：钥匙只在这一次用，照片不存。")
    return bytes(file.read())


def _day(text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError as error:
        message = f"日期“{text[:20]}”应写成 2026-03-05。"
        raise JixiaoError(message) from error
