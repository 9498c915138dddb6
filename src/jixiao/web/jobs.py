"""Work in the background: begun once, watched, cancelled, and begun again where a worker died."""

import logging
from collections.abc import Callable, Mapping
from datetime import timedelta
from typing import Any

from django.db import transaction
from django.utils import timezone
from django_tasks import task

from jixiao.errors import JixiaoError
from jixiao.web.models import Job, User

_log = logging.getLogger("jixiao.web.jobs")
_DEAD = timedelta(minutes=2)
"""A job that has not told anything for so long has lost its worker."""


class Cancelled(Exception):
    """Somebody wants the job to stop."""


class Telling:
    """Told by a job how far it is; stops it where somebody wants that."""

    def __init__(self, job: Job) -> None:
        self._job = job

    def __call__(self, what: str, done: int, total: int) -> None:
        """Keep what is told.

        Raises:
            Cancelled: somebody wants the job to stop.
        """
        told = {"message": what[:500], "done": done, "total": total, "beat": timezone.now()}
        Job.objects.filter(pk=self._job.pk).update(**told)
        if Job.objects.filter(pk=self._job.pk, cancel=True).exists():
            raise Cancelled


def begin(user: User, kind: str, title: str, about: str) -> Job:
    """Begin a job; one of the same kind about the same thing that still waits is taken instead."""
    with transaction.atomic():
        waiting = Job.objects.filter(kind=kind, about=about, state="waiting", cancel=False).first()
        if waiting:
            return waiting
        job = Job.objects.create(kind=kind, title=title[:200], about=about, by=user)
        transaction.on_commit(lambda: run.enqueue(job.pk))
    return job


@task()
def run(number: int) -> None:
    """Do a job; what it made is kept by the job itself, and doing it again makes it again."""
    taken = Job.objects.filter(pk=number, state="waiting").update(
        state="running", beat=timezone.now()
    )
    job = Job.objects.filter(pk=number).first()
    if not taken or job is None:
        return
    try:
        _kinds()[job.kind](job, Telling(job))
    except Cancelled:
        _end(job, "cancelled", "已取消")
    except JixiaoError as error:
        _end(job, "failed", str(error))
    except Exception:  # noqa: BLE001 — one job's fault is not the worker's
        _log.exception("job failed", extra={"job": job.pk})
        _end(job, "failed", "系统出错，已记入日志。可以再试一次，仍不行请找管理员。")
    else:
        _end(job, "done", "完成")


def _end(job: Job, state: str, message: str) -> None:
    Job.objects.filter(pk=job.pk).update(state=state, message=message, beat=timezone.now())


def _kinds() -> Mapping[str, Callable[[Job, Telling], Any]]:
    """Give what does each kind of job; imported by the worker, not by pages."""
    from jixiao.web.advising import advise_case  # noqa: PLC0415 — the engine
    from jixiao.web.disclosing import disclose_case  # noqa: PLC0415 — the measures' words
    from jixiao.web.proving import prove_case  # noqa: PLC0415 — the engine
    from jixiao.web.uploads import read_upload  # noqa: PLC0415 — the readers

    return {
        "advise": advise_case, "disclose": disclose_case, "prove": prove_case, "read": read_upload,
    }  # fmt: skip


def revive() -> int:
    """Begin the jobs again whose worker died; gives how many."""
    dead = Job.objects.filter(state="running", beat__lt=timezone.now() - _DEAD)
    numbers = list(dead.values_list("pk", flat=True))
    for number in numbers:
        if Job.objects.filter(pk=number, state="running").update(state="waiting"):
            run.enqueue(number)
    return len(numbers)


def revive_all() -> int:
    """Begin again every job that was running: no worker is, when the first one starts."""
    Job.objects.filter(state="running").update(beat=timezone.now() - 2 * _DEAD)
    return revive()
