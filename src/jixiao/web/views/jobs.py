"""Work in the background as its owner sees it: how far each job is, and stopping one."""

import uuid

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_POST, require_safe

from jixiao.web.people.access import user_of

_MOST_LISTED = 50


@login_required
@require_safe
def index(request: HttpRequest) -> HttpResponse:
    """List one's jobs."""
    return render(
        request, "jobs.html", {"jobs": user_of(request).jobs.all()[:_MOST_LISTED]}
    )


@login_required
@require_safe
def show(request: HttpRequest, key: uuid.UUID) -> HttpResponse:
    """Show how far a job is."""
    job = get_object_or_404(user_of(request).jobs, key=key)
    response = render(request, "job.html", {"job": job})
    if job.state == "done":
        # What was waited for is shown by the page itself.
        response.headers["HX-Refresh"] = "true"
    return response


@login_required
@require_POST
def cancel(request: HttpRequest, key: uuid.UUID) -> HttpResponse:
    """Stop a job: one that waits at once, one that runs at its next word."""
    jobs = user_of(request).jobs.filter(key=key)
    get_object_or_404(jobs)
    jobs.filter(state="waiting").update(state="cancelled", message="已取消")
    jobs.filter(state="running").update(cancel=True)
    return redirect("jobs")
