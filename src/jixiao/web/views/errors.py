"""Pages that say what went wrong and what to do."""

from http import HTTPStatus

from django.conf import settings
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render, resolve_url

from jixiao.errors import JixiaoError
from jixiao.web.library_words import spoken
from jixiao.web.request_values import wants_data
from jixiao.web.work.case_moves import Taken
from jixiao.web.work.drafts import NotYours


def answer_error(request: HttpRequest, error: JixiaoError) -> HttpResponse:
    """Tell what a person can settle, in the form the page asked in."""
    status = (
        403 if isinstance(error, NotYours) else 409 if isinstance(error, Taken) else 400
    )
    message = spoken(str(error))
    if wants_data(request):
        return JsonResponse({"error": {"message": message}}, status=status)
    return _page(request, "没有办成", message, status)


def signed_out(why: str = "登录已经结束。") -> JsonResponse:
    """Tell a script that its page's person has to sign in before anything is taken."""
    error = {
        "code": "signed_out",
        "message": spoken(f"{why}请重新登录，填的会接着送出。"),
    }
    return JsonResponse({"error": error}, status=401)


def to_login(request: HttpRequest) -> HttpResponse:
    """Send somebody who is not signed in to the login page; tell it to a script."""
    return signed_out() if wants_data(request) else redirect(settings.LOGIN_URL)


def in_words(request: HttpRequest, answer: HttpResponse) -> HttpResponse:
    """Turn the way to the login page into words where a script asked, which cannot go there."""
    elsewhere = answer.status_code == HTTPStatus.FOUND and wants_data(request)
    to_login = elsewhere and answer["Location"].startswith(
        resolve_url(settings.LOGIN_URL)
    )
    return signed_out() if to_login else answer


def first_things(request: HttpRequest, address: str) -> HttpResponse:
    """Send somebody to what comes before everything else; tell it to a script, which cannot go."""
    if not wants_data(request):
        return redirect(address)
    error = {"code": "first", "message": spoken("请先改密码或开通动态码，再接着填。")}
    return JsonResponse({"error": error}, status=403)


def stale_page(request: HttpRequest, reason: str = "") -> HttpResponse:  # noqa: ARG001 — Django gives it
    """Say that the page is too old to be sent: its token is gone."""
    text = "这个页面放得太久，或是从别处来的，没有提交。请返回上一页刷新后再试；填的内容已自动保存。"
    if wants_data(request):
        error = {"code": "stale", "message": spoken(text)}
        return JsonResponse({"error": error}, status=403)
    return _page(request, "请刷新页面", text, 403)


def not_found(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:  # noqa: ARG001
    """Say that there is no such page, or none for this person: the two look alike."""
    text = "没有这个页面，或者它不归你查看。请从工作台进入。"
    return _page(request, "找不到", text, 404)


def not_understood(
    request: HttpRequest,
    exception: Exception | None = None,  # noqa: ARG001 — Django passes it
) -> HttpResponse:
    """Say that what was sent cannot be taken: too long a name, too much at once."""
    text = "页面发来的内容太大，或文件名太长，没有收。请拆开或改短再试；填的内容已自动保存。"
    return _page(request, "没有办成", text, 400)


def broken(request: HttpRequest) -> HttpResponse:
    """Say that it is our fault, with when it happened."""
    text = "系统出错，已经记入日志。填写的内容没有丢；请稍后再试，仍不行请把现在的时间告诉管理员。"
    return _page(request, "系统出错", text, 500)


def locked_out(
    request: HttpRequest,
    credentials: object = None,  # noqa: ARG001 — the lock passes it
    *_: object,
) -> HttpResponse:
    """Say that an account is locked for a while."""
    text = "密码连错五次，请十五分钟后再试，或请管理员解锁。"
    if wants_data(request):
        return JsonResponse(
            {"error": {"code": "locked", "message": spoken(text)}}, status=429
        )
    return _page(request, "账号暂时锁定", text, 429)


def _page(request: HttpRequest, title: str, text: str, status: int) -> HttpResponse:
    return render(request, "error.html", {"title": title, "text": text}, status=status)
