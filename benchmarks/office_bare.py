"""The office with one bare page beside it: 50 rows by index, and nothing else."""

import os
from collections.abc import Iterable
from wsgiref.types import StartResponse, WSGIEnvironment

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "jixiao.web.settings")

from django.core.wsgi import get_wsgi_application

_office = get_wsgi_application()

from django.db import close_old_connections  # noqa: E402 — the applications come first
from django.http import HttpRequest, HttpResponse  # noqa: E402
from django.template import engines  # noqa: E402

from jixiao.web.models import Case  # noqa: E402

_PAGE = engines["jinja2"].from_string(
    "<table>{% for c in cases %}<tr><td>{{ c.name }}</td><td>{{ c.unit.name }}</td>"
    "<td>{{ c.year }}</td><td>{{ c.budget }}</td></tr>{% endfor %}</table>"
)


def bare(_request: HttpRequest) -> HttpResponse:
    """List 50 cases."""
    cases = (
        Case.objects.filter(year=2026).select_related("unit").order_by("-moved_at")[:50]
    )
    return HttpResponse(_PAGE.render({"cases": cases}))


def application(
    environ: WSGIEnvironment, start_response: StartResponse
) -> Iterable[bytes]:
    """Answer the bare page without any middleware, every other as the office does."""
    if environ["PATH_INFO"] != "/bare":
        return _office(environ, start_response)
    response = bare(HttpRequest())
    close_old_connections()
    start_response("200 OK", [("Content-Type", "text/html; charset=utf-8")])
    return [response.content]
