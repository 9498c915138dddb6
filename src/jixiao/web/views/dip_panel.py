"""A panel: its groups with what is proposed, the votes of a round, what came of them, its papers."""

from collections.abc import Callable
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_POST, require_safe

from jixiao.fund.parameters import Terms
from jixiao.web.models import Panel, Seat
from jixiao.web.people.access import user_of
from jixiao.web.people.fund_access import FundPlace, fund_places
from jixiao.web.request_values import whole_number
from jixiao.web.rooms import FUND_WORK, room_at
from jixiao.web.trail import note
from jixiao.web.views.desk import PAGE, query_without_page
from jixiao.web.work.fund_terms import terms_at
from jixiao.web.work.panels import (
    argued,
    avoided,
    cast,
    close_round,
    refuse_adopting,
    votable,
)
from jixiao.web.work.paying_orders import PayingOrder, order

if TYPE_CHECKING:
    from jixiao.fund.payment.argument import Argument

_APPROVERS = ("approver",)
_MOST_WORDS = 50
_TYPES = {
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
}


def _of(request: HttpRequest) -> tuple[Panel, Seat | None, FundPlace | None, Terms]:
    """Return the panel that is asked for, with the seat and the place by which one may see it.

    Raises:
        Http404: there is none, or it is not this person's.
    """
    asked = request.POST.get("panel") or request.GET.get("panel")
    number = whole_number(asked)
    if number is None:
        raise Http404
    panel = get_object_or_404(Panel.objects.select_related("organisation"), pk=number)
    user = user_of(request)
    seat = panel.seats.filter(user=user).select_related("user").first()
    places = [
        place
        for place in fund_places(user)
        if place.organisation == panel.organisation
        and place.allows(room_at("dip_panels").roles)
    ]
    if seat is None and not places:
        raise Http404
    folder = Path(panel.organisation.records)
    terms = terms_at(folder, panel.code, panel.year)
    return panel, seat, next(iter(places), None), terms


@login_required
@require_safe
def show(request: HttpRequest) -> HttpResponse:
    """Show a panel's groups: to who sits in it with their votes, to others with what came of them."""
    from jixiao.fund.parameters.parameter_sets import lines_of  # noqa: PLC0415
    from jixiao.fund.payment.argument import KEYS  # noqa: PLC0415 — loads the engine

    panel, seat, place, terms = _of(request)
    argument, groups = argued(panel, terms), panel.groups
    words = request.GET.get("words", "").strip()[:_MOST_WORDS]
    open_now = votable(panel, argument)
    listed = [each for each in argument.groups if words in each.group]
    if panel.round > 1 and request.GET.get("all") != "1":
        listed = [each for each in listed if each.group in open_now]
    context: dict[str, Any] = {
        "panel": panel,
        "seat": seat,
        "seats": list(panel.seats.select_related("user").order_by("pk")),
        "page": Paginator(listed, PAGE).get_page(request.GET.get("page")),
        "query": query_without_page(request),
        "words": words,
        "groups": groups,
        "rebased": argument.rebased,
        "open_now": open_now,
        "avoided": avoided(seat, groups) if seat else frozenset(),
        "votes": _votes(panel, seat),
        "counts": _counts(argument),
        "may_close": place is not None and place.allows(FUND_WORK),
        "may_adopt": place is not None and place.allows(_APPROVERS),
        "used": list(lines_of(terms, KEYS)),
    }
    return render(request, "dip_panel.html", context)


def _votes(panel: Panel, seat: Seat | None) -> dict[str, Any]:
    """Return what a seat voted in the round, by group; others' votes are not shown to it."""
    if seat is None:
        return {}
    return {vote.group: vote for vote in seat.votes.filter(round=panel.round)}


def _counts(argument: "Argument") -> dict[str, int]:
    outcomes = [str(each.outcome) for each in argument.groups]
    return {outcome: outcomes.count(outcome) for outcome in dict.fromkeys(outcomes)}


@login_required
@require_POST
def vote(request: HttpRequest) -> HttpResponse:
    """Cast a vote."""
    panel, seat, _, terms = _of(request)
    if seat is None:
        raise Http404
    form = request.POST
    group = form.get("group", "")
    words = (form.get("vote", ""), form.get("points", ""), form.get("reason", ""))
    cast(panel, seat, group, *words, terms)
    messages.success(request, f"{group}：票已记下。")
    return _back(panel, form.get("query", ""))


def _back(panel: Panel, query: str = "") -> HttpResponse:
    """Go back to the panel, on the page one came from."""
    number = whole_number(query)
    page = f"&page={number}" if number else ""
    return redirect(f"/fund/panel?panel={panel.pk}{page}")


@login_required
@require_POST
def close(request: HttpRequest) -> HttpResponse:
    """End a round."""
    panel, _, place, terms = _of(request)
    if place is None or not place.allows(FUND_WORK):
        raise Http404
    seen = whole_number(request.POST.get("round")) or 0
    panel = close_round(panel, seen, terms)
    note(request, "结束一轮论证", f"{panel} 第 {seen} 轮")
    message = (
        "已经议定，请审核的人采用。"
        if panel.state == "decided"
        else "相差过大的再议一轮。"
    )
    messages.success(request, message)
    return _back(panel)


@login_required
@require_POST
def adopt(request: HttpRequest) -> HttpResponse:
    """Adopt what a panel decided: its points become those that the year is settled by."""
    panel, _, place, _ = _of(request)
    if place is None or not place.allows(_APPROVERS):
        raise Http404
    user = user_of(request)
    refuse_adopting(panel, user)
    panel.state, panel.adopted_by = "adopted", user
    panel.save()
    organisation = panel.organisation
    wanted = PayingOrder(
        organisation.pk, "adopt", panel.year, panel.code, panel=panel.pk
    )
    order(user, organisation, wanted, "采用论证的分值")
    note(request, "采用论证的分值", str(panel))
    messages.success(request, "已排队，分值写进目录后就用它清算。")
    return _back(panel)


@login_required
@require_safe
def minutes(request: HttpRequest) -> HttpResponse:
    """Give the minutes of a panel."""
    from jixiao.fund.payment.argument import Expert  # noqa: PLC0415 — loads the engine
    from jixiao.publication import write_minutes  # noqa: PLC0415

    panel, _, _, terms = _of(request)
    experts = [
        Expert(seat.user.full_name, seat.specialty, seat.hospital)
        for seat in panel.seats.select_related("user").order_by("pk")
    ]
    argument = argued(panel, terms)
    return _paper(
        panel, "docx", lambda path: write_minutes(argument, experts, panel.year, path)
    )


@login_required
@require_safe
def book(request: HttpRequest) -> HttpResponse:
    """Give the book of points of a panel."""
    from jixiao.publication import write_points_book  # noqa: PLC0415 — loads the engine

    panel, _, _, terms = _of(request)
    cases = {code: facts["cases"] for code, facts in panel.groups.items()}
    argument = argued(panel, terms)
    return _paper(
        panel, "xlsx", lambda path: write_points_book(argument, cases, {}, path)
    )


def _paper(panel: Panel, kind: str, write: Callable[[Path], None]) -> HttpResponse:
    with TemporaryDirectory() as folder:
        path = Path(folder) / f"paper.{kind}"
        write(path)
        content = path.read_bytes()
    response = HttpResponse(content, content_type=_TYPES[kind])
    name = f"{panel.year}-panel-{panel.pk}.{kind}"
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    return response
