"""Pages that say what went wrong and what to do."""

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render

from jixiao.errors import JixiaoError
from jixiao.web.browser_words import for_browser
from jixiao.web.work.case_moves import Taken
from jixiao.web.work.drafts import NotYours


def answer_error(request: HttpRequest, error: JixiaoError) -> HttpResponse:
    """Tell what a person can settle, in the form the page asked in."""
    status = (
        403 if isinstance(error, NotYours) else 409 if isinstance(error, Taken) else 400
    )
    message = for_browser(str(error))
    if "application/json" in request.headers.get("Accept", ""):
        return JsonResponse({"error": {"message": message}}, status=status)
    return _page(request, "没有办成", message, status)


def stale_page(request: HttpRequest, reason: str = "") -> HttpResponse:  # noqa: ARG001 — Django gives it
    """Say that the page is too old to be sent: its token is gone."""
    text = "这个页面放得太久，或是从别处来的，没有提交。请返回上一页刷新后再试；填的内容已自动保存。"
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
    return _page(
        request, "账号暂时锁定", "密码连错五次，请十五分钟后再试，或请管理员解锁。", 429
    )


def _page(request: HttpRequest, title: str, text: str, status: int) -> HttpResponse:
    return render(request, "error.html", {"title": title, "text": text}, status=status)
