"""Errors in the user's words, and a line in the log for every page."""

import logging
import sys
import time
from collections.abc import Callable

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.utils import translation

from jixiao.errors import JixiaoError
from jixiao.web.language import SPOKEN
from jixiao.web.people.access import check_standing, needs_second_factor, user_of
from jixiao.web.people.sessions import is_by_a_person, prolong

_log = logging.getLogger("jixiao.web")
_CORNER = (
    "default-src 'self'; script-src 'self' 'unsafe-inline' 'unsafe-eval';"
    " style-src 'self' 'unsafe-inline'; img-src 'self' data:; object-src 'none'; base-uri 'self';"
    " form-action 'self'; frame-ancestors 'none'"
)
"""The administrator's corner is Unfold's, which writes styles and expressions into its pages."""
_QUIET = ("/static/", "/healthz", "/readyz")


def choose_language(
    answer: Callable[[HttpRequest], HttpResponse],
) -> Callable[[HttpRequest], HttpResponse]:
    """Speak the language that was chosen in the page: Chinese unless somebody chose, whatever the browser says."""

    def answer_in_language(request: HttpRequest) -> HttpResponse:
        chosen = request.COOKIES.get(settings.LANGUAGE_COOKIE_NAME, "")
        language = (
            chosen if chosen in dict(settings.LANGUAGES) else settings.LANGUAGE_CODE
        )
        before = SPOKEN.set(language)
        try:
            with translation.override(language):
                return answer(request)
        finally:
            SPOKEN.reset(before)

    return answer_in_language


def speak_plainly(
    answer: Callable[[HttpRequest], HttpResponse],
) -> Callable[[HttpRequest], HttpResponse]:
    """Answer a request; what is written to the log has no body and no query."""
    return _PlainAnswers(answer)


_BEFORE = ("/second-factor", "/password", "/login", "/logout", "/session", "/static/")


def _first_things(request: HttpRequest) -> HttpResponse | None:
    """Send somebody who has to change a password, or to set up a second factor, there first."""
    from jixiao.web.views.errors import first_things  # noqa: PLC0415 — needs the settings

    user = getattr(request, "user", None)
    if user is None or not user.is_authenticated or request.path.startswith(_BEFORE):
        return None
    if user.must_change:
        return first_things(request, "password")
    if needs_second_factor(user) and not user.is_verified():
        return first_things(request, "second_factor")
    return None


def _refuse_false_staff(request: HttpRequest) -> HttpResponse | None:
    """Let nobody administer whose account says otherwise than the office wrote it."""
    from jixiao.web.views.errors import answer_error  # noqa: PLC0415 — needs the settings

    if not request.path.startswith("/admin/") or not _is_known(request):
        return None
    try:
        check_standing(user_of(request))
    except JixiaoError as error:
        return answer_error(request, error)
    return None


def _go_on(request: HttpRequest) -> None:
    """Let a session last from the last thing that its person did."""
    user = getattr(request, "user", None)
    if user is not None and user.is_authenticated and is_by_a_person(request):
        prolong(request)


_OPEN_TO_STRANGERS = ("/login", "/api/", "/language", "/i18n/")
_LONGEST_OF_STRANGERS = 20_000
"""Bytes: a login is short. The API asks for a key before it reads."""


def refuse_bodies_of_strangers(
    answer: Callable[[HttpRequest], HttpResponse],
) -> Callable[[HttpRequest], HttpResponse]:
    """Send who is not signed in away before anything that they send is taken in."""

    def answer_known(request: HttpRequest) -> HttpResponse:
        from jixiao.web.views.errors import not_understood, to_login  # noqa: PLC0415 — needs the settings

        if request.method in ("GET", "HEAD", "OPTIONS") or _is_known(request):
            return answer(request)
        if not request.path.startswith(_OPEN_TO_STRANGERS):
            return to_login(request)
        is_long = _length_of(request) > _LONGEST_OF_STRANGERS
        if is_long and not request.path.startswith("/api/"):
            return not_understood(request)
        return answer(request)

    return answer_known


def _length_of(request: HttpRequest) -> int:
    """How long the body is said to be; without a word, too long."""
    stated_length = request.META.get("CONTENT_LENGTH") or ""
    return (
        int(stated_length)
        if stated_length.isascii() and stated_length.isdecimal()
        else sys.maxsize
    )


def _is_known(request: HttpRequest) -> bool:
    user = getattr(request, "user", None)
    return user is not None and user.is_authenticated


class _PlainAnswers:
    def __init__(self, answer: Callable[[HttpRequest], HttpResponse]) -> None:
        self._answer = answer

    def __call__(self, request: HttpRequest) -> HttpResponse:
        begun = time.perf_counter()
        from jixiao.web.views.errors import in_words  # noqa: PLC0415 — needs the settings

        response = (
            _first_things(request)
            or _refuse_false_staff(request)
            or in_words(request, self._answer(request))
        )
        _go_on(request)
        if _is_known(request) and not request.path.startswith("/static/"):
            response.headers["Cache-Control"] = "no-store"
        if request.path.startswith("/admin/"):
            response.headers.setdefault("Content-Security-Policy", _CORNER)
        if not request.path.startswith(_QUIET):
            user = getattr(request, "user", None)
            extra = {
                "path": request.path,
                "status": response.status_code,
                "milliseconds": round((time.perf_counter() - begun) * 1000),
                "user": user.username if user and user.is_authenticated else "",
            }
            _log.info("%s", request.method, extra=extra)
        return response

    def process_exception(
        self, request: HttpRequest, error: Exception
    ) -> HttpResponse | None:
        """Answer with what a person can settle; anything else is ours, and goes to the log."""
        from jixiao.web.views.errors import answer_error  # noqa: PLC0415 — needs the settings

        return answer_error(request, error) if isinstance(error, JixiaoError) else None
