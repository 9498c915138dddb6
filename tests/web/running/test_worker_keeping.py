"""A worker that dies is begun anew; one that dies at once for ever is given up, and pages say so."""

import sys
from pathlib import Path

import pytest
from django.conf import settings
from django.test import Client

from jixiao.web.models import User
from jixiao.web.running.worker_keeping import TRIES, WorkerKeeper, given_up, note
from tests.web.conftest import County


def keeper(home: Path, script: str, said: list[str]) -> WorkerKeeper:
    command = (sys.executable, "-S", "-c", script, str(home / "times"))
    return WorkerKeeper("reader-1", home, said.append, command, pause=0)


COUNT = "import sys; open(sys.argv[1], 'a').write('x')"


def test_one_that_dies_at_once_for_ever_is_given_up(tmp_path: Path):
    said: list[str] = []
    kept = keeper(tmp_path, f"{COUNT}; sys.exit(3)", said)

    kept.keep()

    assert TRIES == len((tmp_path / "times").read_text())
    assert kept.is_given_up
    assert {"reader-1": "reader-1 接连 5 次一启动就中断（退出码 3）"} == given_up(
        tmp_path
    )
    assert 1 == len(said)
    assert "重新启动" in said[0]


def test_one_that_worked_for_a_while_is_begun_anew(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setattr("jixiao.web.running.worker_keeping._SOON", 0)
    kept = keeper(tmp_path, COUNT, [])
    more = 2 * TRIES

    def begin(_: float) -> None:
        if more <= len((tmp_path / "times").read_text()):
            kept.over.set()

    monkeypatch.setattr(kept.over, "wait", begin)
    kept.keep()

    assert more == len((tmp_path / "times").read_text())
    assert {} == given_up(tmp_path)


def test_a_new_start_forgets_what_was_given_up(tmp_path: Path):
    note(tmp_path, "reader-1", "一次")
    note(tmp_path, "worker", "又一次")

    keeper(tmp_path, "", [])

    assert {"worker": "又一次"} == given_up(tmp_path)


def test_pages_and_programs_are_told(home: County):
    note(settings.OFFICE.home, "reader-1", "reader-1 接连 5 次一启动就中断")
    home.people["boss"] = User.objects.create_superuser("boss", password="x")
    try:
        clerk = home.client("clerk").get("/jobs").content.decode()
        boss = home.client("boss").get("/jobs").content.decode()
        ready = Client().get("/readyz").json()
        counts = Client().get("/metrics").content.decode()
    finally:
        (settings.OFFICE.home / "given_up" / "reader-1").unlink()

    assert "后台程序停了" in clerk
    assert "reader-1" not in clerk
    assert "停的是 reader-1" in boss
    assert ["reader-1 接连 5 次一启动就中断"] == ready["workers"]["stopped"]
    assert "jixiao_workers_given_up 1" in counts
    assert {"database": "ok", "workers": "ok"} == Client().get("/readyz").json()
