"""The session of whoever has a page open: how long it lasts yet, and going on."""

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from jixiao.web.people.access import user_of
from jixiao.web.people.sessions import prolong, seconds_left


@never_cache
@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def session(request: HttpRequest) -> HttpResponse:
    """Say who is logged in and for how many seconds yet; a POST goes on for the whole time."""
    if request.method == "POST":
        prolong(request)
    answer = {"user": user_of(request).username, "seconds": seconds_left(request)}
    return JsonResponse(answer)
