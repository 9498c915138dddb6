"""Work in the background: done once, told, cancelled, begun again where a worker died."""

from datetime import timedelta
from pathlib import Path
from types import SimpleNamespace

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.utils import timezone
from django_tasks import TaskResultStatus
from django_tasks_db.models import DBTaskResult

from jixiao.errors import JixiaoError
from jixiao.web import jobs
from jixiao.web.models import Case, Job, Upload
from tests.conftest import EXAMPLES
from tests.web.conftest import County

PDF = EXAMPLES / "shapotou_2022" / "service_points.pdf"


def bring(client: Client, content: bytes, name: str) -> Upload:
    client.post("/uploads", {"file": SimpleUploadedFile(name, content)})
    return Upload.objects.latest("pk")


@pytest.fixture
def done(home: County, django_capture_on_commit_callbacks):
    """Bring a file as the clerk, and do the job."""

    def bring_and_do(content: bytes, name: str) -> Upload:
        with django_capture_on_commit_callbacks(execute=True):
            upload = bring(home.client("clerk"), content, name)
        upload.refresh_from_db()
        return upload

    return bring_and_do


def test_a_document_is_read_and_its_table_begun_as_a_case(home: County, done):
    upload = done(PDF.read_bytes(), "服务点.pdf")
    client = home.client("clerk")

    page = client.get(f"/uploads/{upload.pk}").content.decode()
    picture = client.get(f"/uploads/{upload.pk}/pages/1.png")
    head = b"".join(picture.streaming_content)[:4]
    picture.close()
    begun = client.post(f"/uploads/{upload.pk}/tables/0")
    case = Case.objects.get()

    assert "read" == upload.state
    assert "用它申报" in page
    assert b"\x89PNG" == head
    assert f"/cases/{case.key}/target" == begun["Location"]
    text = client.get(begun["Location"]).content.decode()
    assert 'data-page="1"' in text
    assert f"/uploads/{upload.pk}/pages/1.png" in text
    seen = home.client("department").get(f"/uploads/{upload.pk}/pages/1.png")
    seen.close()
    assert 200 == seen.status_code


def test_what_cannot_be_read_is_told_in_words(done):
    upload = done(b"\x00\x01\x02\x03" * 100, "坏的.bin")

    assert "failed" == upload.state
    assert upload.message
    assert "Traceback" not in upload.message


def test_the_same_bytes_are_kept_once_under_their_digest(done, settings):
    first = done(b"one text", "甲.txt")
    second = done(b"one text", "乙.txt")

    kept = list(Path(settings.OFFICE.home, "files").rglob(first.digest))
    assert (first.digest, 1) == (second.digest, len(kept))


def test_a_name_leads_nowhere(done, settings):
    upload = done(b"text", "../../../etc/passwd")

    assert "/" not in upload.name
    assert not Path(settings.OFFICE.home).parent.joinpath("etc").exists()


def test_a_long_name_is_no_hindrance(done):
    upload = done("项目支出绩效目标表\n".encode(), "绩" * 200 + ".txt")

    assert "read" == upload.state


def test_too_large_a_file_is_refused_in_words(home: County, settings):
    from dataclasses import replace

    settings.OFFICE = replace(settings.OFFICE, largest_upload=1_000_000)

    response = home.client("clerk").post(
        "/uploads", {"file": SimpleUploadedFile("大.pdf", b"x" * 1_000_001)}
    )

    assert 400 == response.status_code
    assert "超过 1 MB" in response.content.decode()
    assert not Upload.objects.exists()


def a_job(home: County, **fields: object) -> Job:
    return Job.objects.create(
        kind="read", title="读", about="0", by=home.people["clerk"], **fields
    )


def test_a_job_that_was_cancelled_is_not_done(home: County):
    job = a_job(home, state="cancelled")

    jobs.run.call(job.pk)

    job.refresh_from_db()
    assert "cancelled" == job.state


def test_a_running_job_stops_at_its_next_word(home: County):
    job = a_job(home, state="running", cancel=True)

    with pytest.raises(jobs.Cancelled):
        jobs.JobProgress(job)("还在做", 1, 2)


def test_a_job_is_done_once(home: County, monkeypatch):
    done: list[int] = []
    monkeypatch.setattr(jobs, "_work_of", lambda _: lambda job, _: done.append(job.pk))
    job = a_job(home)

    jobs.run.call(job.pk)
    jobs.run.call(job.pk)

    job.refresh_from_db()
    assert ([job.pk], "done") == (done, job.state)


def test_a_job_whose_worker_died_is_begun_again(home: County, monkeypatch):
    monkeypatch.setattr(jobs, "_work_of", lambda _: lambda *_: None)
    dead = a_job(home, state="running", beat=timezone.now() - timedelta(minutes=5))
    alive = a_job(home, state="running", beat=timezone.now())

    assert 1 == jobs.revive()

    dead.refresh_from_db()
    alive.refresh_from_db()
    assert ("done", "running") == (dead.state, alive.state)


def a_task(job: Job, worker: str) -> DBTaskResult:
    """The queue's own line of a job that a worker took."""
    return DBTaskResult.objects.create(
        status=TaskResultStatus.RUNNING, args_kwargs={"args": [job.pk], "kwargs": {}},
        task_path="jixiao.web.jobs.run", backend_name="default", worker_ids=[worker],
        run_after=timezone.now(),
    )  # fmt: skip


def test_a_worker_that_died_leaves_the_jobs_of_those_beside_it(
    home: County, monkeypatch
):
    monkeypatch.setattr(jobs, "_work_of", lambda _: lambda *_: None)
    left, others = (a_job(home, state="running", beat=timezone.now()) for _ in range(2))
    a_task(left, "reader-1@here")
    a_task(others, "reader-2@here")

    assert (1, 0) == tuple(jobs.revive_left_by("reader-1@here") for _ in range(2))

    left.refresh_from_db()
    others.refresh_from_db()
    assert ("done", "running") == (left.state, others.state)


def test_documents_are_read_beside_what_changes_records(monkeypatch):
    queues: list[str] = []

    def using(queue_name: str):
        queues.append(queue_name)
        return SimpleNamespace(enqueue=lambda _: None)

    monkeypatch.setattr(jobs, "run", SimpleNamespace(using=using))
    for kind in ("read", "pay", "prove"):
        jobs._enqueue(1, kind)

    assert ["reading", "default", "default"] == queues


def test_what_breaks_is_told_without_a_trace(home: County, monkeypatch):
    def broken(_job, _progress):
        raise ZeroDivisionError

    monkeypatch.setattr(jobs, "_work_of", lambda _: broken)
    job = a_job(home)

    jobs.run.call(job.pk)

    job.refresh_from_db()
    assert "failed" == job.state
    assert "ZeroDivisionError" not in job.message


def test_what_a_command_would_settle_is_the_administrators(home: County, monkeypatch):
    def unloaded(_job, _progress):
        message = "还没有结算表（SETL_D）。请先用 jixiao load 收进来。"
        raise JixiaoError(message)

    monkeypatch.setattr(jobs, "_work_of", lambda _: unloaded)
    job = a_job(home)

    jobs.run.call(job.pk)

    job.refresh_from_db()
    assert "还没有结算表（SETL_D）。请管理员处理。" == job.message


def test_asking_twice_while_it_waits_is_one_job(home: County):
    first = jobs.begin(home.people["clerk"], "prove", "算", "x monitoring")
    second = jobs.begin(home.people["clerk"], "prove", "算", "x monitoring")

    assert first == second


def test_every_kind_of_job_has_its_work():
    assert all(callable(jobs._work_of(kind)) for kind in jobs.KINDS)


@pytest.fixture
def reading(home: County) -> Job:
    """A job that reads an upload, as a worker that died left it."""
    upload = Upload.objects.create(
        digest="0" * 64, name="坏.pdf", size=1, by=home.people["clerk"]
    )
    return Job.objects.create(
        kind="read", title="读", about=str(upload.pk), by=home.people["clerk"],
        state="running", attempts=1, beat=timezone.now() - timedelta(hours=1),
        begun=timezone.now() - timedelta(hours=1),
    )  # fmt: skip


def test_a_job_that_ended_its_worker_twice_is_set_aside(reading: Job, monkeypatch):
    begun = []
    monkeypatch.setattr(jobs, "_enqueue", lambda number, _: begun.append(number))
    assert 1 == jobs.revive()
    Job.objects.filter(pk=reading.pk).update(
        state="running", attempts=2, beat=timezone.now() - timedelta(hours=1)
    )

    assert 0 == jobs.revive()

    reading.refresh_from_db()
    assert [reading.pk] == begun
    assert "failed" == reading.state
    assert "已搁置：2 次使后台程序中断" in reading.message
    upload = Upload.objects.get()
    assert ("failed", reading.message) == (upload.state, upload.message)


@pytest.mark.parametrize(
    ("minutes", "used", "why"),
    [(30, 0, "30 分钟"), (600, 999, "500 MB"), (600, 1, None)],
)
def test_a_job_that_takes_too_long_or_too_much_is_set_aside(
    reading: Job, monkeypatch, minutes: int, used: int, why: str | None
):
    monkeypatch.setattr(jobs, "_UNDER_WAY", {reading.pk})
    reason = jobs.excess(minutes, 500, used)

    reading.refresh_from_db()
    assert (why is None) == (reason is None)
    assert ("running" if why is None else "failed") == reading.state
    assert (why or "") in reading.message


def test_a_job_under_way_is_not_taken_for_dead(reading: Job, monkeypatch):
    monkeypatch.setattr(jobs, "_UNDER_WAY", {reading.pk})
    jobs.beat()

    assert 0 == jobs.revive()
