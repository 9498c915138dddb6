"""The process that reads PDFs: its death and its delay are about one file."""

import subprocess
import sys

import pytest

from jixiao.documents import open_document
from jixiao.documents.worker import WORKER
from jixiao.errors import UnreadableDocument
from jixiao.settings import Settings
from tests.documents.sheets import as_pdf

PDF = as_pdf("甲\t乙\n丙\t丁")


def test_its_death_is_told_and_the_next_file_is_read(write, monkeypatch):
    path = write(PDF)
    assert open_document(path).lines
    process = WORKER._running()
    process.kill()
    process.wait()
    monkeypatch.setattr(WORKER, "_running", lambda: process)

    with pytest.raises(UnreadableDocument, match=r"中断.*其余文件不受影响"):
        open_document(path)
    monkeypatch.undo()
    assert open_document(path).lines


def test_one_that_takes_too_long_is_ended(write, monkeypatch):
    path = write(PDF)
    command = [sys.executable, "-c", "import time; time.sleep(60)"]
    sleeper = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE)
    monkeypatch.setattr(WORKER, "_running", lambda: sleeper)
    monkeypatch.setattr(WORKER, "_process", sleeper)

    with pytest.raises(UnreadableDocument, match=r"1 秒还没有读完"):
        open_document(path, Settings(longest_reading=1))
    assert sleeper.poll() is not None
    monkeypatch.undo()
    assert open_document(path).lines
