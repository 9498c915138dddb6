"""The archive at a browser: what files itself, boxes and lists, loans, destruction by several hands."""

from collections.abc import Callable
from datetime import date
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.http import content_disposition_header, urlencode
from django.utils.translation import gettext
from django.views.decorators.http import require_POST, require_safe

from jixiao.errors import JixiaoError
from jixiao.web.people.access import user_of
from jixiao.web.request_values import whole_number
from jixiao.web.rooms import FUND_WORK
from jixiao.web.trail import note
from jixiao.web.views.desk import PAGE, query_without_page
from jixiao.web.work.filing import file_what_was_made
from jixiao.web.work.fund_cases import moment, name_of
from jixiao.web.work.fund_pages import Entered, enter

if TYPE_CHECKING:
    from jixiao.service.archives.archive import Archive

_SIGNS = ("approver", "leader")
_LONGEST = 200
_MOST_PAGES = 10_000
_LARGEST = 100_000_000
_TYPES = {
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "pdf": "application/pdf",
}


@login_required
@require_safe
def show(request: HttpRequest) -> HttpResponse:
    """Show the archive; what the office made meanwhile is filed first."""
    from jixiao.fund.tables import codes  # noqa: PLC0415 — loads the engine
    from jixiao.service.archives.archive import open_archive  # noqa: PLC0415
    from jixiao.service.archives.kept_papers import archived_register  # noqa: PLC0415
    from jixiao.service.archives.register import faults  # noqa: PLC0415
    from jixiao.service.archives.retention import schedules_of  # noqa: PLC0415

    entered, day = enter(request, "archives"), moment().date()
    folder, terms = entered.place.folder, entered.sets[entered.code].on(day)
    filed = file_what_was_made(entered.place.organisation, folder)
    schedules = schedules_of(folder)
    with open_archive(folder) as archive:
        register = archived_register(archive, terms.choice("archives.counts_from"))
        context: dict[str, Any] = {
            "entered": entered, "filed": filed, "day": day, "fonds": archive.fonds,
            "page": Paginator(archive.papers(), PAGE).get_page(request.GET.get("page")),
            "loans": [loan for loan in archive.loans() if not loan.returned_on],
            "proposals": archive.proposals(), "changed": archive.changed_files(),
            "due": register.due(day), "schedules": schedules, "kinds": schedules.names,
            "wrong": [*faults(register, schedules, day, terms.count("archives.approvers"))],
            "unboxed": sum(not item.box for item in register.items),
            "classes": codes()["archive_class"], "terms": codes()["archive_term"],
            "may_work": entered.place.allows(FUND_WORK), "may_sign": entered.place.allows(_SIGNS),
            "query": query_without_page(request), "types": [*_TYPES],
        }  # fmt: skip
    pending = {no for each in context["proposals"] for no in each.archive_nos}
    context["due"] = [item for item in context["due"] if item.number not in pending]
    return render(request, "archives.html", context)


@login_required
@require_POST
def act(request: HttpRequest) -> HttpResponse:
    """Do what a form of the page asks; what is refused is said, and nothing is written."""
    from jixiao.service.archives.archive import open_archive  # noqa: PLC0415 — loads the engine

    entered = enter(request, "archives")
    wanted = request.POST.get("act", "")
    roles, work = _ACTS.get(wanted, ((), None))
    back = redirect(f"{reverse('archives')}?{urlencode(entered.query)}")
    if work is None or not entered.place.allows(roles):
        messages.error(request, gettext("您现在不能办这一步。请刷新页面再看。"))
        return back
    try:
        with open_archive(entered.place.folder) as archive:
            message = work(request, entered, archive)
    except JixiaoError as error:
        messages.error(request, str(error))
        return back
    note(request, "办档案", f"{wanted} {message}")
    messages.success(request, message)
    return back


def _filed(request: HttpRequest, entered: Entered, archive: "Archive") -> str:
    from jixiao.service.archives.papers import NewPaper  # noqa: PLC0415 — loads the engine
    from jixiao.service.archives.retention import schedules_of  # noqa: PLC0415

    title, on = _said(request, "title"), _day(_said(request, "on"))
    pages = whole_number(_said(request, "pages") or "0")
    if not title or pages is None or pages > _MOST_PAGES:
        raise JixiaoError("请写明题名；页数写整数，没有数的不写。")
    file = request.FILES.get("content")
    if file is not None and (file.size or 0) > _LARGEST:
        raise JixiaoError("电子件太大，没有收。请拆成几件。")
    content = bytes(file.read()) if file else b""
    suffix = Path(file.name or "").suffix.lower()[:6] if file else ""
    paper = NewPaper(
        title, _said(request, "kind"), on.year, pages, _said(request, "origin"), on, "", content, suffix
    )  # fmt: skip
    number = archive.file(
        paper, schedules_of(entered.place.folder), by=_by(request), at=moment()
    )
    return gettext("已归档 %(number)s。") % {"number": number}


def _named(request: HttpRequest, entered: Entered, archive: "Archive") -> str:
    del entered
    code = _said(request, "fonds")
    if not code:
        raise JixiaoError("请写全宗号。")
    archive.name_fonds(code, by=_by(request), at=moment())
    return gettext("已写明全宗号。")


def _boxed(request: HttpRequest, entered: Entered, archive: "Archive") -> str:
    terms = entered.sets[entered.code].on(moment().date())
    put = archive.box(terms.count("archives.box_pages"), by=_by(request), at=moment())
    return gettext("装了 %(count)s 件。") % {"count": len(put)}


def _lent(request: HttpRequest, entered: Entered, archive: "Archive") -> str:
    del entered
    number = _said(request, "number")
    archive.lend(
        number,
        _said(request, "borrower"),
        _said(request, "why"),
        _day(_said(request, "until")),
        by=_by(request),
        day=moment().date(),
    )
    return gettext("已借出 %(number)s。") % {"number": number}


def _given_back(request: HttpRequest, entered: Entered, archive: "Archive") -> str:
    del entered
    loan = whole_number(_said(request, "loan")) or 0
    archive.give_back(loan, by=_by(request), day=moment().date())
    return gettext("已还回。")


def _proposed(request: HttpRequest, entered: Entered, archive: "Archive") -> str:
    counts_from = entered.sets[entered.code].on(moment().date()).choice("archives.counts_from")  # fmt: skip
    numbers = request.POST.getlist("numbers")
    proposal = archive.propose(
        numbers, _said(request, "why"), counts_from, by=_by(request), at=moment()
    )
    return gettext("已提请第 %(number)s 批。") % {"number": proposal}


def _approved(request: HttpRequest, entered: Entered, archive: "Archive") -> str:
    del entered
    proposal = whole_number(_said(request, "proposal")) or 0
    archive.approve(proposal, by=_by(request), at=moment())
    return gettext("已批准第 %(number)s 批。") % {"number": proposal}


def _destroyed(request: HttpRequest, entered: Entered, archive: "Archive") -> str:
    proposal = whole_number(_said(request, "proposal")) or 0
    today = moment().date()
    approvers = entered.sets[entered.code].on(today).count("archives.approvers")
    archive.destroy(
        proposal, _said(request, "witness"), approvers, by=_by(request), day=today
    )
    return gettext("已登记第 %(number)s 批销毁。") % {"number": proposal}


_Act = Callable[[HttpRequest, Entered, "Archive"], str]
_ACTS: dict[str, tuple[tuple[str, ...], _Act]] = {
    "file": (FUND_WORK, _filed),
    "fonds": (FUND_WORK, _named),
    "box": (FUND_WORK, _boxed),
    "lend": (FUND_WORK, _lent),
    "back": (FUND_WORK, _given_back),
    "propose": (FUND_WORK, _proposed),
    "approve": (_SIGNS, _approved),
    "destroy": (FUND_WORK, _destroyed),
}
"""What may be done, by whom."""


@login_required
@require_safe
def lists(request: HttpRequest) -> HttpResponse:
    """Give spines, stamps, lists, the hand-over and the destruction lists as a document."""
    from jixiao.publication.archive_sheets import archive_sheets  # noqa: PLC0415 — loads the writers
    from jixiao.publication.writers.form import write_with_sheets  # noqa: PLC0415
    from jixiao.service.archives.archive import open_archive  # noqa: PLC0415

    entered, suffix = enter(request, "archives"), request.GET.get("suffix", "docx")
    if suffix not in _TYPES:
        raise Http404
    with open_archive(entered.place.folder) as archive:
        sheets = archive_sheets(archive, moment().date())
    if not sheets:
        raise JixiaoError("还没有装盒的档案，没有目录可印。请先装盒。")
    with TemporaryDirectory() as folder:
        path = Path(folder, f"lists.{suffix}")
        write_with_sheets((), sheets, path)
        content = path.read_bytes()
    return _attached(content, _TYPES[suffix], f"archive.{suffix}")


@login_required
@require_safe
def content(request: HttpRequest) -> HttpResponse:
    """Give the file of a paper, for whom the archive is open."""
    from jixiao.service.archives.archive import open_archive  # noqa: PLC0415 — loads the engine

    entered, number = enter(request, "archives"), request.GET.get("number", "")
    with open_archive(entered.place.folder) as archive:
        held, suffix = archive.content(number)
    note(request, "看档案", number)
    return _attached(held, "application/octet-stream", f"{number}{suffix}")


def _attached(held: bytes, kind: str, name: str) -> HttpResponse:
    response = HttpResponse(held, content_type=kind)
    response["Content-Disposition"] = content_disposition_header(True, name)  # noqa: FBT003
    return response


def _said(request: HttpRequest, name: str) -> str:
    return request.POST.get(name, "").strip()[:_LONGEST]


def _by(request: HttpRequest) -> str:
    return name_of(user_of(request))


def _day(text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError as error:
        message = f"日期“{text[:20]}”应写成 2026-03-05。"
        raise JixiaoError(message) from error
