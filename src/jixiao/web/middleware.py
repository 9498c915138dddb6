"""Errors in the user's words, and a line in the log for every page."""

import logging
import time
from collections.abc import Callable

from django.http import HttpRequest, HttpResponse

from jixiao.errors import JixiaoError

_log = logging.getLogger("jixiao.web")
_QUIET = ("/static/", "/healthz", "/readyz")


def speak_plainly(
    answer: Callable[[HttpRequest], HttpResponse],
) -> Callable[[HttpRequest], HttpResponse]:
    """Answer a request; what is written to the log has no body and no query."""
    return _Speaker(answer)


class _Speaker:
    def __init__(self, answer: Callable[[HttpRequest], HttpResponse]) -> None:
        self._answer = answer

    def __call__(self, request: HttpRequest) -> HttpResponse:
        begun = time.perf_counter()
        response = self._answer(request)
        if not request.path.startswith(_QUIET):
            user = getattr(request, "user", None)
            told = {
                "path": request.path, "status": response.status_code,
                "milliseconds": round((time.perf_counter() - begun) * 1000),
                "user": user.username if user and user.is_authenticated else "",
            }  # fmt: skip
            _log.info("%s", request.method, extra=told)
        return response

    def process_exception(self, request: HttpRequest, error: Exception) -> HttpResponse | None:
        """Tell what a person can settle; anything else is ours, and goes to the log."""
        from jixiao.web.views.errors import tell  # noqa: PLC0415 — needs the settings

        return tell(request, error) if isinstance(error, JixiaoError) else None
