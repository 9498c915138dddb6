"""How long somebody stays logged in: for a while after the last thing they did themselves."""

import time

from django.conf import settings
from django.http import HttpRequest

_UNTIL = "until"
_MINUTE = 60
_WATCHING = ("/jobs/", "/uploads/")
"""Pages that a browser asks for again by itself while something is under way."""


def seconds_left(request: HttpRequest) -> int:
    """How long the session of a request lasts yet if nothing more is done."""
    until: float = request.session.get(_UNTIL, 0)
    return max(0, round(until - time.time()))


def prolong(request: HttpRequest) -> None:
    """Let the session last its whole time from now on; written down once a minute at most."""
    until = time.time() + settings.SESSION_COOKIE_AGE
    if until - request.session.get(_UNTIL, 0) > _MINUTE:
        request.session[_UNTIL] = until


def is_by_a_person(request: HttpRequest) -> bool:
    """Whether somebody asked for it, and not a page that watches a job or its own session."""
    asks_itself = "HX-Request" in request.headers and request.path.startswith(_WATCHING)
    watches = request.method == "GET" and request.path.endswith(("/session", "/state"))
    return not (asks_itself or watches)
