"""Work in the background: begun once, watched, cancelled, and begun again where a worker died."""

import logging
from collections.abc import Callable, Mapping
from datetime import timedelta
from typing import Final

from django.db import models, transaction
from django.utils import timezone
from django.utils.module_loading import import_string
from django_tasks import TaskResultStatus, task
from django_tasks_db.models import DBTaskResult

from jixiao.errors import JixiaoError
from jixiao.progress import Progress
from jixiao.web.browser_words import for_browser
from jixiao.web.models import Job, Upload, User

KINDS: Mapping[str, str] = {
    "audit": "jixiao.web.background.auditing.audit_year",
    "advise": "jixiao.web.background.suggestion.suggest_for_case",
    "discharge": "jixiao.web.background.discharging.discharge_step",
    "disclose": "jixiao.web.background.disclosure.disclose_case",
    "inspect": "jixiao.web.background.inspecting.inspect_ordered",
    "outlook": "jixiao.web.background.outlook_month.outlook_step",
    "page": "jixiao.web.background.page_computing.compute_page",
    "pay": "jixiao.web.background.paying.pay_step",
    "link": "jixiao.web.background.pricing.link_prices",
    "month": "jixiao.web.background.month_work.do_month",
    "prove": "jixiao.web.background.measurement.measure_case",
    "read": "jixiao.web.background.document_reading.read_upload",
}
"""What does each kind of job: named, and imported by the worker only, for it loads the engine."""
QUEUE, READING_QUEUE = "default", "reading"
"""One worker takes what changes records, one job after another; documents are read side by side."""
_QUEUE_OF: Final = {"read": READING_QUEUE}
_log = logging.getLogger("jixiao.web.jobs")
_DEAD = timedelta(minutes=2)
"""A job that has not reported for so long has lost its worker."""
_MOST_ATTEMPTS = 2
_UNDER_WAY: set[int] = set()
"""The jobs that this process is doing."""


class Cancelled(Exception):
    """Somebody wants the job to stop."""


class JobProgress:
    """Keeps how far a job is, for who watches it, and stops it where somebody wants that."""

    def __init__(self, job: Job) -> None:
        self._job = job

    def __call__(self, step: str, done: int, total: int) -> None:
        """Keep what is being done, and how much of it is done.

        Raises:
            Cancelled: somebody wants the job to stop.
        """
        state = {
            "message": step[:500],
            "done": done,
            "total": total,
            "beat": timezone.now(),
        }
        Job.objects.filter(pk=self._job.pk).update(**state)
        if Job.objects.filter(pk=self._job.pk, cancel=True).exists():
            raise Cancelled


def begin(user: User, kind: str, title: str, about: str) -> Job:
    """Begin a job; one of the same kind about the same thing that still waits is taken instead."""
    with transaction.atomic():
        waiting = Job.objects.filter(
            kind=kind, about=about, state="waiting", cancel=False
        ).first()
        if waiting:
            return waiting
        job = Job.objects.create(kind=kind, title=title[:200], about=about, by=user)
        transaction.on_commit(lambda: _enqueue(job.pk, kind))
    return job


def _enqueue(number: int, kind: str) -> None:
    run.using(queue_name=_QUEUE_OF.get(kind, QUEUE)).enqueue(number)


@task()
def run(number: int) -> None:
    """Do a job; what it made is kept by the job itself, and doing it again makes it again."""
    taken = Job.objects.filter(pk=number, state="waiting").update(
        state="running",
        beat=timezone.now(),
        begun=timezone.now(),
        attempts=models.F("attempts") + 1,
    )
    job = Job.objects.filter(pk=number).first()
    if not taken or job is None:
        return
    _UNDER_WAY.add(number)
    try:
        _work_of(job.kind)(job, JobProgress(job))
    except Cancelled:
        _end(job, "cancelled", "已取消")
    except JixiaoError as error:
        _end(job, "failed", for_browser(str(error)))
    except Exception:  # noqa: BLE001 — one job's fault is not the worker's
        _log.exception("job failed", extra={"job": job.pk})
        _end(job, "failed", "系统出错，已记入日志。可以再试一次，仍不行请找管理员。")
    else:
        _end(job, "done", "完成")
    finally:
        _UNDER_WAY.discard(number)


def _work_of(kind: str) -> Callable[[Job, Progress], None]:
    work: Callable[[Job, Progress], None] = import_string(KINDS[kind])
    return work


def _end(job: Job, state: str, message: str) -> None:
    Job.objects.filter(pk=job.pk).update(
        state=state, message=message, beat=timezone.now()
    )


def revive() -> int:
    """Begin the jobs again whose worker died; returns how many.

    One that was begun as often as it may be is set aside, with the reason.
    """
    dead = Job.objects.filter(state="running", beat__lt=timezone.now() - _DEAD)
    begun = 0
    for number, kind, attempts in list(dead.values_list("pk", "kind", "attempts")):
        if attempts >= _MOST_ATTEMPTS:
            set_aside(number, f"{attempts} 次使后台程序中断")
        elif Job.objects.filter(pk=number, state="running").update(state="waiting"):
            _enqueue(number, kind)
            begun += 1
    return begun


def set_aside(number: int, why: str) -> None:
    """End a job for good, with the reason; what it was to read says so too."""
    job = Job.objects.filter(pk=number, state="running").first()
    if job is None:
        return
    message = f"已搁置：{why}，不再自动重做。请换一份文件，或请管理员查看日志。"
    _end(job, "failed", message)
    if job.kind == "read" and job.about.isdecimal():
        Upload.objects.filter(pk=int(job.about)).update(state="failed", message=message)
    _log.error("job set aside", extra={"job": number})


def beat() -> None:
    """Say that this process is alive and at its jobs."""
    Job.objects.filter(pk__in=_UNDER_WAY, state="running").update(beat=timezone.now())


def excess(
    longest_minutes: int, most_megabytes: int, used_megabytes: int
) -> str | None:
    """Set aside the jobs of this process that take too long or too much; returns why, if any did."""
    why = None
    begun = timezone.now() - timedelta(minutes=longest_minutes)
    late = Job.objects.filter(pk__in=_UNDER_WAY, state="running", begun__lt=begun)
    if late.exists():
        why = f"做了 {longest_minutes} 分钟还没有做完"
    elif _UNDER_WAY and used_megabytes > most_megabytes:
        why = f"要用的内存超过 {most_megabytes} MB"
    if why is not None:
        for number in list(_UNDER_WAY):
            set_aside(number, why)
    return why


def revive_left_by(worker: str) -> int:
    """Begin the jobs again that a worker of this name left when it died; returns how many.

    The jobs of the workers beside it go on.
    """
    running = DBTaskResult.objects.running()
    left = [result for result in running if result.worker_ids[-1:] == [worker]]
    numbers = [result.args_kwargs["args"][0] for result in left]
    for result in left:
        result.status = TaskResultStatus.FAILED
        result.finished_at = timezone.now()
        result.save(update_fields=["status", "finished_at"])
    jobs = Job.objects.filter(pk__in=numbers, state="running")
    jobs.update(beat=timezone.now() - 2 * _DEAD)
    return revive()
