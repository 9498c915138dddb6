"""For whoever watches the machine: alive, ready, and a few counts."""

from django.conf import settings
from django.db import DatabaseError, connection
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.views.decorators.http import require_safe

from jixiao.web.models import Case, Job
from jixiao.web.request_values import comes_from


@require_safe
def alive(_request: HttpRequest) -> HttpResponse:
    """Answer, as the process does."""
    return HttpResponse("ok", content_type="text/plain")


@require_safe
def ready(_request: HttpRequest) -> HttpResponse:
    """Say whether the database answers too."""
    try:
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1")
    except DatabaseError:
        return JsonResponse({"database": "unreachable"}, status=503)
    return JsonResponse({"database": "ok"})


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
    ]
    return HttpResponse(
        "\n".join(lines) + "\n", content_type="text/plain; version=0.0.4"
    )
