"""Tips at a browser: taken in, looked into, rewarded and paid; who gave one stays sealed."""

from collections.abc import Callable
from datetime import date
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
from jixiao.money import typed_number
from jixiao.web.people.access import user_of
from jixiao.web.rooms import FUND_WORK
from jixiao.web.trail import note
from jixiao.web.work.fund_cases import TIPS, ledger_of, moment, name_of
from jixiao.web.work.fund_pages import Entered, enter

if TYPE_CHECKING:
    from jixiao.fund.supervision.tips import TipRegister

_SIGNS = ("approver",)
_LONGEST, _LONGEST_KEY, _FEN = 500, 1000, 100
_Act = Callable[[HttpRequest, Entered, "TipRegister"], str]


@login_required
@require_safe
def show(request: HttpRequest) -> HttpResponse:
    """List the tips and their rewards; nobody who gave one is in it."""
    entered = enter(request, "tips")
    return _page(request, entered)


def _page(request: HttpRequest, entered: Entered, identity: str = "") -> HttpResponse:
    from jixiao.fund.supervision.tip_rewards import tariffs  # noqa: PLC0415 — loads the wing
    from jixiao.fund.supervision.tips import open_register  # noqa: PLC0415

    today = moment().date()
    path = entered.place.folder / TIPS
    context: dict[str, Any] = {
        "entered": entered, "tips": [], "statistics": [], "readings": [], "today": today,
        "tariffs": tariffs(), "may_work": entered.place.allows(FUND_WORK),
        "may_sign": entered.place.allows(_SIGNS), "identity": identity,
    }  # fmt: skip
    if path.is_file():
        with open_register(path) as register:
            context |= {
                "tips": register.with_rewards(),
                "statistics": register.statistics(today),
                "readings": register.readings(),
            }
    response = render(request, "tips.html", context)
    response["Cache-Control"] = "no-store"
    return response


@login_required
@require_POST
def act(request: HttpRequest) -> HttpResponse:
    """Do what a form of the page asks; what is refused is said, and nothing is written."""
    from jixiao.fund.supervision.tips import open_register  # noqa: PLC0415

    entered = enter(request, "tips")
    back = redirect(f"{reverse('tips')}?{urlencode(entered.query)}")
    wanted = request.POST.get("act", "")
    roles, work = _ACTS.get(wanted, ((), None))
    if work is None or not entered.place.allows(roles):
        messages.error(request, gettext("您现在不能办这一步。请刷新页面再看。"))
        return back
    try:
        with open_register(entered.place.folder / TIPS) as register:
            answer = work(request, entered, register)
    except JixiaoError as error:
        messages.error(request, str(error))
        return back
    note(request, "办举报", f"{wanted} {_said(request, 'code')}")
    if wanted == "identity":
        # Shown once: a message would wait for the next page in the browser.
        return _page(request, entered, answer)
    messages.success(request, answer)
    return back


def _accepted(request: HttpRequest, entered: Entered, register: "TipRegister") -> str:
    from jixiao.fund.supervision.tip_cases import open_tip  # noqa: PLC0415 — loads the ledger
    from jixiao.fund.supervision.tips import Tip  # noqa: PLC0415

    code, subject, fact = (_said(request, name) for name in ("code", "subject", "fact"))
    if not code or not subject or not fact:
        raise JixiaoError("请写明编号、举报谁和举报什么。")
    name = _said(request, "name")
    accused = [
        each
        for each in _said(request, "accused").replace("，", "、").split("、")
        if each
    ]
    tip = Tip(
        code, _said(request, "channel") or "网络", moment(), bool(name),
        bool(request.POST.get("insider")), subject, fact, accused,
    )  # fmt: skip
    identity = {"姓名": name, "联系方式": _said(request, "contact")} if name else None
    register.accept(tip, identity, _key(request) if name else None)
    with ledger_of(entered.place) as ledger:
        case = open_tip(ledger, tip, by=name_of(user_of(request)), at=moment())
    return gettext("已登记 %(code)s，案件 %(case)s。") % {"code": code, "case": case}


def _looked_at(request: HttpRequest, entered: Entered, register: "TipRegister") -> str:
    """Tell who gave a tip, once, to who asks with the key; the look is written down."""
    del entered
    user = user_of(request)
    code = _said(request, "code")
    is_accused = user.full_name in register.tip(code).accused
    who = user.full_name if is_accused else name_of(user)
    identity = register.identity(
        code, who=who, why=_said(request, "why"), at=moment(), key=_key(request)
    )
    return "　".join(f"{name}：{text}" for name, text in identity.items() if text)


def _rewarded(request: HttpRequest, entered: Entered, register: "TipRegister") -> str:
    from jixiao.fund.supervision.tip_rewards import tariffs  # noqa: PLC0415

    del entered
    code, tariff = _said(request, "code"), _said(request, "tariff")
    if tariff not in tariffs():
        raise JixiaoError("没有这个奖励标准。请从页面上选。")
    decided = register.decide_reward(
        code,
        tariffs()[tariff],
        _fen(_said(request, "proven")),
        noticed_on=_day(_said(request, "noticed_on")),
        by=name_of(user_of(request)),
        is_offender=bool(request.POST.get("offender")),
    )
    return gettext("奖励 %(yuan)s 元，%(day)s 前领取。") % {
        "yuan": decided.amount // _FEN,
        "day": decided.claim_until,
    }


def _paid(request: HttpRequest, entered: Entered, register: "TipRegister") -> str:
    del entered
    day = _day(_said(request, "paid_on"))
    paid = register.pay(_said(request, "code"), day, by=name_of(user_of(request)))
    return gettext("已发放 %(yuan)s 元。") % {"yuan": paid.amount // _FEN}


_ACTS: dict[str, tuple[tuple[str, ...], _Act]] = {
    "accept": (FUND_WORK, _accepted),
    "identity": ((*FUND_WORK, *_SIGNS), _looked_at),
    "reward": (_SIGNS, _rewarded),
    "pay": (FUND_WORK, _paid),
}
"""What may be done, by whom."""


def _said(request: HttpRequest, name: str) -> str:
    return request.POST.get(name, "").strip()[:_LONGEST]


def _key(request: HttpRequest) -> bytes:
    file = request.FILES.get("key")
    if file is None or file.size is None or file.size > _LONGEST_KEY:
        raise JixiaoError("请选钥匙文件：它由专人保管，只在这一次用，不会留在系统里。")
    return bytes(file.read())


def _fen(text: str) -> int:
    yuan = typed_number(text)
    if yuan is None or yuan * _FEN % 1 or yuan < 0:
        message = f"查实金额“{text[:20]}”应是最多两位小数的元数，如 8000.00。"
        raise JixiaoError(message)
    return int(yuan * _FEN)


def _day(text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError as error:
        message = f"日期“{text[:20]}”应写成 2026-03-05。"
        raise JixiaoError(message) from error
