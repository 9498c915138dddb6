"""For whoever watches the machine: alive, ready, and a few counts."""

from django.conf import settings
from django.db import DatabaseError, connection
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.views.decorators.http import require_safe

from jixiao.web.models import Case, Job
from jixiao.web.request_values import comes_from
from jixiao.web.running.worker_keeping import WHAT_TO_DO, given_up

_AS_WRITTEN = {"ensure_ascii": False}


@require_safe
def alive(_request: HttpRequest) -> HttpResponse:
    """Answer, as the process does."""
    return HttpResponse("ok", content_type="text/plain")


@require_safe
def ready(_request: HttpRequest) -> HttpResponse:
    """Say whether the database answers too, and which workers were given up."""
    try:
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1")
    except DatabaseError:
        return JsonResponse({"database": "unreachable"}, status=503)
    stopped = given_up(settings.OFFICE.home)
    workers = {"stopped": [*stopped.values()], "help": WHAT_TO_DO} if stopped else "ok"
    return JsonResponse(
        {"database": "ok", "workers": workers}, json_dumps_params=_AS_WRITTEN
    )


@require_safe
def metrics(request: HttpRequest) -> HttpResponse:
    """Counts as Prometheus reads them; for named addresses only."""
    if not comes_from(request, settings.OFFICE.watchers):
        return HttpResponse(status=404)
    waiting = Job.objects.filter(state="waiting").count()
    lines = [
        "# TYPE jixiao_cases gauge",
        f"jixiao_cases {Case.objects.count()}",
        "# TYPE jixiao_jobs_waiting gauge",
        f"jixiao_jobs_waiting {waiting}",
        "# TYPE jixiao_workers_given_up gauge",
        f"jixiao_workers_given_up {len(given_up(settings.OFFICE.home))}",
    ]
    return HttpResponse(
        "\n".join(lines) + "\n", content_type="text/plain; version=0.0.4"
    )
