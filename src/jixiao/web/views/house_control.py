"""A year of internal control at a browser: duties, money, tests, findings as cases, the report."""

from collections import Counter
from typing import TYPE_CHECKING, Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext
from django.views.decorators.http import require_POST, require_safe

from jixiao.errors import JixiaoError
from jixiao.web.people.access import user_of
from jixiao.web.rooms import FUND_WORK
from jixiao.web.trail import note
from jixiao.web.views.desk import PAGE, query_without_page
from jixiao.web.work.control_pages import control_cases, control_year, rectified_in
from jixiao.web.work.fund_cases import ledger_of, moment, name_of
from jixiao.web.work.fund_pages import Entered, enter
from jixiao.web.work.house_papers import ReviewReported, keep_review

if TYPE_CHECKING:
    from jixiao.service.control.year import ControlYear

_ROOM = "house_control"
_WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
_MOST_USERS = 40


@login_required
@require_safe
def show(request: HttpRequest) -> HttpResponse:
    """Show a year: the five parts, what is marked, the matrix, the points, the cases."""
    entered = enter(request, _ROOM)
    context: dict[str, Any] = {
        "entered": entered, "seen": None, "why_not": "", "kind": request.GET.get("kind", ""),
        "may_work": entered.place.allows(FUND_WORK), "query": query_without_page(request),
        "cases": control_cases(entered), "used": [],
    }  # fmt: skip
    try:
        seen = control_year(entered)
    except JixiaoError as error:
        context["why_not"] = str(error)
    else:
        context |= _context_of_year(request, entered, seen)
    return render(request, "house_control.html", context)


def _context_of_year(
    request: HttpRequest, entered: Entered, seen: "ControlYear"
) -> dict[str, Any]:
    from jixiao.publication.writers.control_report import score_line  # noqa: PLC0415 — loads the room
    from jixiao.service.control.duties import excluded_users  # noqa: PLC0415
    from jixiao.service.control.year import KEYS  # noqa: PLC0415

    wanted = request.GET.get("kind", "")
    marks = [mark for mark in seen.marks if wanted in ("", mark.kind)]
    duties = sorted({duty for pair in seen.pairs for duty in pair})
    users = [user for user, _ in excluded_users(seen.matrix, seen.pairs)]
    shown = [*dict.fromkeys(users)][:_MOST_USERS]
    return {
        "seen": seen,
        "score": score_line(seen),
        "kinds": Counter(mark.kind for mark in seen.marks).most_common(),
        "page": Paginator(marks, PAGE).get_page(request.GET.get("page")),
        "duties": duties,
        "matrix": [
            (user, [seen.matrix.get((user, duty), 0) for duty in duties])
            for user in shown
        ],
        "done": rectified_in(entered, seen.period.first.year),
        "used": entered.used(KEYS),
    }


@login_required
@require_POST
def open_found(request: HttpRequest) -> HttpResponse:
    """Open a case for each finding of the year that has none."""
    from jixiao.service.control.control_cases import open_findings  # noqa: PLC0415 — loads the ledger

    entered = enter(request, _ROOM)
    back = redirect(f"{reverse(_ROOM)}?{urlencode(entered.query)}")
    if not entered.place.allows(FUND_WORK):
        messages.error(request, gettext("立案由基金业务办理。"))
        return back
    try:
        seen = control_year(entered)
        with ledger_of(entered.place) as ledger:
            codes = open_findings(
                ledger,
                seen.marks,
                seen.outcomes,
                by=name_of(user_of(request)),
                at=moment(),
            )
    except JixiaoError as error:
        messages.error(request, str(error))
        return back
    note(request, "内控立案", f"{entered.place.organisation} {len(codes)}")
    messages.success(request, gettext("新立 %(count)s 案。") % {"count": len(codes)})
    return back


@login_required
@require_safe
def report(request: HttpRequest) -> HttpResponse:
    """Give the yearly report in five parts as Word."""
    from jixiao.publication.writers.control_report import control_report_docx  # noqa: PLC0415 — loads the room
    from jixiao.service.control.review_row import findings_of  # noqa: PLC0415
    from jixiao.service.control.year import KEYS  # noqa: PLC0415

    entered = enter(request, _ROOM)
    try:
        seen = control_year(entered)
    except JixiaoError as missing:
        raise Http404 from missing
    unit, today = entered.place.organisation.name, moment().date()
    done = rectified_in(entered, entered.year)
    content = control_report_docx(unit, seen, done, entered.used(KEYS), today)
    reported = ReviewReported(entered.year, today, findings_of(seen))
    keep_review(entered.place.folder, reported)
    note(request, "写内控报告", f"{entered.place.organisation} {entered.year}")
    response = HttpResponse(content, content_type=_WORD)
    response["Content-Disposition"] = (
        f'attachment; filename="{entered.year}-control.docx"'
    )
    return response
