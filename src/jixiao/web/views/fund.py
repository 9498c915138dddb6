"""The fund's door: the rooms that somebody may enter, and whose fund they show."""

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from jixiao.web.people.access import user_of
from jixiao.web.people.fund_access import fund_places, rooms_of
from jixiao.web.work.panels import seats_of


@login_required
@require_safe
def rooms(request: HttpRequest) -> HttpResponse:
    """List the rooms of the fund, row by row."""
    user = user_of(request)
    places = fund_places(user)
    entered = rooms_of(places)
    rows = {room.row: [r for r in entered if r.row == room.row] for room in entered}
    context = {"places": places, "rows": rows, "sits": seats_of(user).exists()}
    return render(request, "fund.html", context)
