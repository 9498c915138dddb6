"""Opinion at a browser: feeds brought, a span of days looked at, stories opened, graded, answered."""

import hashlib
from datetime import date
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

from jixiao.errors import JixiaoError, whole, writing
from jixiao.masking import without_persons
from jixiao.web.people.access import user_of
from jixiao.web.request_values import whole_number
from jixiao.web.rooms import FUND_WORK
from jixiao.web.trail import note
from jixiao.web.views.desk import PAGE, query_without_page
from jixiao.web.work.fund_cases import (
    has_ledger,
    ledger_of,
    moment,
    name_of,
    possible_steps,
)
from jixiao.web.work.fund_pages import Entered, enter
from jixiao.web.work.house_papers import BriefIssued, keep_brief
from jixiao.web.work.opinion_pages import (
    FEEDS,
    feeds_of,
    opinion_cases,
    opinion_watch,
    places_of,
    span_asked,
)

if TYPE_CHECKING:
    from jixiao.fund.cases import CaseLedger
    from jixiao.service.opinion.ladder import Climbed
    from jixiao.service.opinion.watch import Story, Watch

_ROOM = "house_opinion"
_TYPES = {
    "html": "text/html",
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
}
_LARGEST = 64_000_000


@login_required
@require_safe
def show(request: HttpRequest) -> HttpResponse:
    """Show a span of days: topics, bursts, stories; and the opinions that are cases, with clocks."""
    from jixiao.service.opinion.ladder import load_ladder  # noqa: PLC0415 — loads the room
    from jixiao.service.opinion.watch import KEYS  # noqa: PLC0415

    entered = enter(request, _ROOM)
    context: dict[str, Any] = {
        "entered": entered, "watch": None, "why_not": "", "may_work": entered.place.allows(FUND_WORK),
        "files": len(feeds_of(entered)), "has_places": places_of(entered).is_file(),
        "cases": opinion_cases(entered), "grades": load_ladder().grades, "used": [], "first": "", "last": "",
        "query": query_without_page(request),
    }  # fmt: skip
    try:
        first, last = _span(request)
        context |= {"first": first.isoformat(), "last": last.isoformat()}
        watch = opinion_watch(entered, first, last)
    except JixiaoError as error:
        context["why_not"] = str(error)
    else:
        stories = [
            (nth, story, without_persons(story.first.title))
            for nth, story in enumerate(watch.stories)
        ]
        context |= {
            "watch": watch,
            "page": Paginator(stories, PAGE).get_page(request.GET.get("page")),
            "used": entered.used(KEYS),
        }
    return render(request, "house_opinion.html", context)


def _span(request: HttpRequest) -> tuple[date, date]:
    return span_asked({**request.GET.dict(), **request.POST.dict()})


@login_required
@require_POST
def bring(request: HttpRequest) -> HttpResponse:
    """Keep feeds, or the list of places and organs; a file that cannot be read is not kept."""
    entered = enter(request, _ROOM)
    back = redirect(f"{reverse(_ROOM)}?{urlencode(entered.query)}")
    if not entered.place.allows(FUND_WORK):
        messages.error(request, gettext("舆情由基金业务收。"))
        return back
    try:
        count = sum(
            _keep(entered, file.name or "", file.read())
            for file in _files(request, "feed")
        )
        for file in _files(request, "places"):
            _keep_places(entered, file.read())
    except JixiaoError as error:
        messages.error(request, str(error))
        return back
    note(request, "收舆情", f"{entered.place.organisation} {count}")
    messages.success(request, gettext("收了 %(count)s 条。") % {"count": count})
    return back


def _files(request: HttpRequest, name: str) -> list[Any]:
    files = request.FILES.getlist(name)
    if large := [file for file in files if (file.size or 0) > _LARGEST]:
        message = (
            f"{large[0].name} 超过 {_LARGEST // 1_000_000} MB，没有收。请拆开再传。"
        )
        raise JixiaoError(message)
    return files


def _keep(entered: Entered, name: str, content: bytes) -> int:
    """Keep a file of feeds under its digest; return how many items it has."""
    from jixiao.service.opinion.feed_files import read_feed  # noqa: PLC0415 — loads the room

    folder = entered.place.folder / FEEDS
    suffix = ".xml" if name.lower().endswith((".xml", ".rss", ".atom")) else ".csv"
    path = folder / f"{hashlib.sha256(content).hexdigest()}{suffix}"
    with writing(folder):
        folder.mkdir(exist_ok=True)
        with whole(path) as half:
            half.write_bytes(content)
    try:
        return len(read_feed(path))
    except JixiaoError as error:
        path.unlink()
        said = str(error).replace(path.name, name)
        raise JixiaoError(said) from error


def _keep_places(entered: Entered, content: bytes) -> None:
    from jixiao.service.opinion.tags import read_gazetteer  # noqa: PLC0415 — loads the room

    path = places_of(entered)
    with writing(path.parent), whole(path) as half:
        half.write_bytes(content)
        read_gazetteer(half)


@login_required
@require_POST
def open_story(request: HttpRequest) -> HttpResponse:
    """Open a story of the span as a case."""
    from jixiao.service.opinion.opinion_cases import open_stories  # noqa: PLC0415 — loads the ledger

    entered = enter(request, _ROOM)
    back = _back(request, entered)
    if not entered.place.allows(FUND_WORK):
        messages.error(request, gettext("立案由基金业务办理。"))
        return back
    try:
        watch = opinion_watch(entered, *_span(request))
        story = _story(watch, request.POST.get("story", ""))
        by = name_of(user_of(request))
        with ledger_of(entered.place) as ledger:
            codes = open_stories(ledger, [story], by=by, at=moment())
    except JixiaoError as error:
        messages.error(request, str(error))
        return back
    note(request, "舆情立案", "、".join(codes))
    messages.success(request, gettext("新立 %(count)s 案。") % {"count": len(codes)})
    return back


@login_required
@require_POST
def grade(request: HttpRequest) -> HttpResponse:
    """Say how grave an opinion is; from then on its clocks are known."""
    from jixiao.service.opinion.ladder import GRADED  # noqa: PLC0415 — loads the room

    entered = enter(request, _ROOM)
    back = _back(request, entered)
    code, chosen = request.POST.get("code", ""), request.POST.get("grade", "")
    try:
        _check_grade(entered, chosen)
        with ledger_of(entered.place) as ledger:
            _check_may_grade(entered, ledger, code)
            by = name_of(user_of(request))
            ledger.move(code, GRADED, by=by, at=moment(), text=chosen)
    except JixiaoError as error:
        messages.error(request, str(error))
        return back
    note(request, "舆情定级", f"{code} {chosen}")
    messages.success(request, gettext("已办理。"))
    return back


def _story(watch: "Watch", asked: str) -> "Story":
    nth = whole_number(asked)
    if nth is None or nth >= len(watch.stories):
        message = "没有这一件。请刷新页面再看。"
        raise JixiaoError(message)
    return watch.stories[nth]


def _check_grade(entered: Entered, chosen: str) -> None:
    from jixiao.service.opinion.ladder import load_ladder  # noqa: PLC0415 — loads the room

    if chosen not in load_ladder().grades or not has_ledger(entered.place):
        message = f"没有“{chosen[:20]}”这个等级。请从页面上选。"
        raise JixiaoError(message)


def _check_may_grade(entered: Entered, ledger: "CaseLedger", code: str) -> None:
    from jixiao.service.opinion.ladder import GRADED  # noqa: PLC0415 — loads the room
    from jixiao.service.opinion.opinion_cases import own_cases  # noqa: PLC0415

    cases = {case.code: case for case in own_cases(ledger)}
    steps = possible_steps(entered.place, ledger, cases[code]) if code in cases else []
    if GRADED not in [step.name for step in steps]:
        message = "您现在不能给这一件定级。请刷新页面再看。"
        raise JixiaoError(message)


def _back(request: HttpRequest, entered: Entered) -> HttpResponse:
    form = request.POST
    span = {name: form[name] for name in ("from", "to") if form.get(name)}
    return redirect(f"{reverse(_ROOM)}?{urlencode({**entered.query, **span})}")


@login_required
@require_safe
def brief(request: HttpRequest) -> HttpResponse:
    """Give the brief of a span, as a page or as Word."""
    from jixiao.publication.writers.opinion_brief import (  # noqa: PLC0415 — loads the room
        Brief,
        brief_docx,
        brief_html,
    )
    from jixiao.service.opinion.watch import KEYS  # noqa: PLC0415

    entered = enter(request, _ROOM)
    suffix = request.GET.get("suffix", "docx")
    if suffix not in _TYPES:
        raise Http404
    try:
        first, last = _span(request)
        watch = opinion_watch(entered, first, last)
    except JixiaoError as missing:
        raise Http404 from missing
    climbed = [
        (each["case"].code, rung)
        for each in opinion_cases(entered)
        for rung in _rungs(each)
    ]
    unit, today = entered.place.organisation.name, moment().date()
    opinion_brief = Brief(unit, "", watch, climbed, entered.used(KEYS), today)
    content = (
        brief_html(opinion_brief).encode()
        if suffix == "html"
        else brief_docx(opinion_brief)
    )
    issued = BriefIssued(first, last, today, watch.items)
    keep_brief(entered.place.folder, issued)
    note(request, "写舆情简报", f"{entered.place.organisation} {first} {last}")
    response = HttpResponse(content, content_type=_TYPES[suffix])
    response["Content-Disposition"] = f'attachment; filename="{last}-opinion.{suffix}"'
    return response


def _rungs(each: dict[str, Any]) -> "list[Climbed]":
    rungs: list[Climbed] = each["climbed"]
    return rungs
