"""The panels that argue points: those one sits in, those of one's place, a new one."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST, require_safe

from jixiao.web.models import Panel
from jixiao.web.people.access import user_of
from jixiao.web.people.fund_access import fund_places
from jixiao.web.rooms import FUND_WORK, room_at
from jixiao.web.trail import note
from jixiao.web.work.fund_pages import enter, reading
from jixiao.web.work.panels import Seating, open_panel, proposals, seats_of

_MOST_SHOWN = 50
_LONGEST_LIST = 5_000


@login_required
@require_safe
def show(request: HttpRequest) -> HttpResponse:
    """List the panels that somebody may look at; who does the fund's work may open one."""
    user = user_of(request)
    seats = list(seats_of(user)[:_MOST_SHOWN])
    room = room_at("dip_panels")
    places = [place for place in fund_places(user) if place.allows(room.roles)]
    if not places and not seats:
        raise Http404
    organisations = [place.organisation.pk for place in places]
    panels = Panel.objects.filter(organisation__in=organisations)
    may_open = any(place.allows(FUND_WORK) for place in places)
    context = {
        "seats": seats,
        "panels": panels.select_related("organisation", "by")[:_MOST_SHOWN],
        "entered": enter(request, "dip_panels") if places else None,
        "may_open": may_open,
    }
    return render(request, "dip_panels.html", context)


@login_required
@require_POST
def begin(request: HttpRequest) -> HttpResponse:
    """Open a panel on the points that were proposed, with the experts that are typed."""
    entered = enter(request, "dip_panels")
    if not entered.place.allows(FUND_WORK):
        raise Http404
    typed = request.POST.get("seats", "")[:_LONGEST_LIST].splitlines()
    seatings = [Seating.of(line) for line in typed if line.strip()]
    with reading(entered.place.folder) as engine:
        groups = proposals(engine)
    place = entered.place.organisation
    panel = open_panel(
        user_of(request), place, entered.year, entered.code, seatings, groups
    )
    note(request, "开赋分论证", str(panel))
    messages.success(request, "论证已经开始，名单里的人都能投票了。")
    return redirect(f"/fund/panel?panel={panel.pk}")
