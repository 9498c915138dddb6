"""A bureau's own site at a browser: an export brought, inspected by the worker, its papers taken."""

from datetime import date, timedelta
from typing import TYPE_CHECKING, Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.files.uploadedfile import UploadedFile
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext
from django.views.decorators.http import require_POST, require_safe

from jixiao.errors import JixiaoError
from jixiao.web.models import Job
from jixiao.web.people.access import user_of
from jixiao.web.rooms import FUND_WORK
from jixiao.web.running import stored_files
from jixiao.web.trail import note
from jixiao.web.views.desk import PAGE, query_without_page
from jixiao.web.work.fund_cases import has_ledger, ledger_of, moment, name_of
from jixiao.web.work.fund_pages import Entered, enter
from jixiao.web.work.site_orders import (
    KIND,
    LISTS,
    KeptInspection,
    SiteOrder,
    kept_inspection,
    kept_names,
    order,
)

if TYPE_CHECKING:
    from jixiao.fund.cases import Case

_ROOM = "house_site"
_WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
_DAYS_TO_ANSWER = 15
_LIST_TITLES = {
    "plan": "栏目表（必传）", "accounts": "应公开的预算决算", "hand": "人工核对过的指标",
    "words": "自己的词表", "messages": "留言", "visits": "访问记录",
}  # fmt: skip


@login_required
@require_safe
def show(request: HttpRequest) -> HttpResponse:
    """List the inspections of a place, and show one: vetoes, points, columns, faults."""
    from jixiao.publication.site_inspection import result_line  # noqa: PLC0415 — loads the room
    from jixiao.service.disclosure.indicators import load_scheme  # noqa: PLC0415

    entered = enter(request, _ROOM)
    folder, organisation = entered.place.folder, entered.place.organisation
    ordered = Job.objects.filter(kind=KIND, title__startswith=f"{organisation} ")
    names = kept_names(folder)
    asked = request.GET.get("kept") or (names[0] if names else "")
    scheme = load_scheme()
    context: dict[str, Any] = {
        "entered": entered, "names": names, "kept": None, "chosen": asked, "why_not": "",
        "may_work": entered.place.allows(FUND_WORK), "lists": _LIST_TITLES, "scheme": scheme,
        "mine": ordered.filter(by=user_of(request)).order_by("-at").first(),
        "cases": _cases(entered), "today": moment().date(), "query": query_without_page(request),
    }  # fmt: skip
    if asked:
        try:
            kept = kept_inspection(folder, asked)
        except JixiaoError as error:
            context["why_not"] = str(error)
        else:
            sheet, faults = kept.sheet, kept.inspection.faults
            page = Paginator(faults, PAGE).get_page(request.GET.get("page"))
            context |= {
                "kept": kept,
                "sheet": sheet,
                "result": result_line(sheet),
                "page": page,
            }
    return render(request, "house_site.html", context)


@login_required
@require_POST
def bring(request: HttpRequest) -> HttpResponse:
    """Take a packed export and its lists, and have the worker inspect it."""
    entered = enter(request, _ROOM)
    back = redirect(f"{reverse(_ROOM)}?{urlencode(entered.query)}")
    if not entered.place.allows(FUND_WORK):
        messages.error(request, gettext("巡检由基金业务办理。"))
        return back
    try:
        wanted = _order(request, entered)
    except JixiaoError as error:
        messages.error(request, str(error))
        return back
    order(user_of(request), entered.place.organisation, wanted)
    note(request, "巡检网站", f"{entered.place.organisation} {wanted.day}")
    messages.success(request, gettext("已排队，巡检好后自动显示。"))
    return back


def _order(request: HttpRequest, entered: Entered) -> SiteOrder:
    form = request.POST
    try:
        day = date.fromisoformat(form.get("day", ""))
    except ValueError:
        message = "请写明哪一天巡检，如 2026-03-31。"
        raise JixiaoError(message) from None
    packed = request.FILES.get("packed")
    if packed is None or "plan" not in request.FILES:
        message = "请选择网站导出的 zip 和栏目表。"
        raise JixiaoError(message)
    lists = {
        name: _kept(file)
        for name in LISTS
        if (file := request.FILES.get(name)) is not None
    }
    return SiteOrder(
        entered.place.organisation.pk,
        day,
        _kept(packed),
        lists,
        form.get("home", "").strip()[:200],
        form.get("whole") == "1",
        form.get("no_services") != "1",
        f"{moment()}",
    )


def _kept(file: "UploadedFile[bytes]") -> str:
    return stored_files.keep(file.chunks(), file.name or "文件")[0]


@login_required
@require_POST
def open_found(request: HttpRequest) -> HttpResponse:
    """Open a case of what an inspection found that is in none yet."""
    from jixiao.service.disclosure.site_cases import open_inspection  # noqa: PLC0415 — loads the ledger

    entered, name = enter(request, _ROOM), request.POST.get("kept", "")
    query = urlencode({**entered.query, "kept": name})
    back = redirect(f"{reverse(_ROOM)}?{query}")
    if not entered.place.allows(FUND_WORK):
        messages.error(request, gettext("立案由基金业务办理。"))
        return back
    try:
        kept = kept_inspection(entered.place.folder, name)
        with ledger_of(entered.place) as ledger:
            by = name_of(user_of(request))
            code = open_inspection(ledger, kept.inspection, by=by, at=moment())
    except JixiaoError as error:
        messages.error(request, str(error))
        return back
    note(request, "巡检立案", f"{entered.place.organisation} {code or ''}")
    messages.success(
        request, gettext("新立 %(count)s 案。") % {"count": int(bool(code))}
    )
    return back


def _cases(entered: Entered) -> "list[Case]":
    from jixiao.service.disclosure.site_cases import own_cases  # noqa: PLC0415 — loads the ledger

    if not has_ledger(entered.place):
        return []
    with ledger_of(entered.place) as ledger:
        return own_cases(ledger)[::-1]


@login_required
@require_safe
def score_sheet(request: HttpRequest) -> HttpResponse:
    """Give the score sheet of an inspection as Word."""
    from jixiao.publication.site_inspection import score_sheet_docx  # noqa: PLC0415 — loads the room
    from jixiao.service.disclosure.indicators import load_scheme  # noqa: PLC0415

    entered, kept = _of(request)
    unit = entered.place.organisation.name
    content = score_sheet_docx(unit, kept.inspection, load_scheme(), kept.sheet)
    return _paper(request, content, f"{kept.inspection.day}-score.docx")


@login_required
@require_safe
def letter(request: HttpRequest) -> HttpResponse:
    """Give the letter of what to put right as Word."""
    from jixiao.publication.site_inspection import rectification_docx  # noqa: PLC0415 — loads the room
    from jixiao.service.disclosure.indicators import load_scheme  # noqa: PLC0415

    entered, kept = _of(request)
    unit = entered.place.organisation.name
    answer_by = moment().date() + timedelta(days=_DAYS_TO_ANSWER)
    content = rectification_docx(
        unit, unit, kept.inspection, load_scheme(), kept.sheet, answer_by
    )
    return _paper(request, content, f"{kept.inspection.day}-letter.docx")


def _of(request: HttpRequest) -> tuple[Entered, KeptInspection]:
    entered = enter(request, _ROOM)
    try:
        return entered, kept_inspection(
            entered.place.folder, request.GET.get("kept", "")
        )
    except JixiaoError as unknown:
        raise Http404 from unknown


def _paper(request: HttpRequest, content: bytes, name: str) -> HttpResponse:
    note(request, "写文书", name)
    response = HttpResponse(content, content_type=_WORD)
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    return response
