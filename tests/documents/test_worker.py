"""Processes that read files: their death, delay and hunger are about one file."""

import os
import signal
import time

import pytest

from jixiao.documents import open_document, worker
from jixiao.documents.reader import PathTask
from jixiao.documents.worker import Service, Worker, ask, refusing_the_unforeseen
from jixiao.errors import UnknownFormat, UnreadableDocument
from jixiao.reading import try_document
from jixiao.settings import Settings
from tests.documents.sheets import as_xlsx

SHEET = as_xlsx("甲\t乙\n丙\t丁")


class PanicError(BaseException):
    """What a library of another language raises: no Exception."""


def _misbehave(task, settings, tick):  # noqa: ARG001 — as a service is called
    """Do to this process what the name of the task says."""
    deeds = {
        "die": lambda: os.kill(os.getpid(), signal.SIGABRT),
        "panic": lambda: (_ for _ in ()).throw(PanicError),
        "hang": lambda: time.sleep(30),
        "fill": lambda: bytearray(3_000_000_000),
        "refuse": lambda: (_ for _ in ()).throw(UnknownFormat("不认识")),
        "answer": lambda: None,
    }
    deeds[task.name]()
    return PathTask(str(os.getpid()), str(settings.most_cells))


MISBEHAVING = Service(f"{__name__}:MISBEHAVING", PathTask, PathTask, _misbehave)


@pytest.fixture(autouse=True)
def among_the_tests(monkeypatch):
    """Let the processes find the tests too."""
    monkeypatch.setenv("PYTHONPATH", os.getcwd())  # noqa: PTH109
    worker.end_all()


def let(deed: str, settings: Settings | None = None) -> PathTask:
    task = PathTask("", deed)
    return ask(MISBEHAVING, task, "甲.xlsx", settings or Settings())


@pytest.mark.parametrize(
    ("deed", "words"),
    [
        ("die", r"甲\.xlsx 使读取程序中断.*2000 MB.*其余文件不受影响"),
        pytest.param(
            "panic",
            r"甲\.xlsx 的内容不合常规.*其余文件不受影响",
            marks=pytest.mark.slow,  # told as `test_what_nobody_foresaw_here_…` tells it
        ),
        ("fill", r"甲\.xlsx 要用的内存超过 2000 MB.*JIXIAO_READING_MEMORY"),
    ],
)
def test_a_fault_is_about_one_file_and_the_next_is_read(write, deed: str, words: str):
    path = write(SHEET)
    with pytest.raises(UnreadableDocument, match=words):
        let(deed)
    assert open_document(path).lines


def test_one_that_takes_too_long_is_ended(monkeypatch):
    monkeypatch.setattr(worker, "_GRACE", 0)
    with pytest.raises(UnreadableDocument, match=r"1 秒还没有读完.*LONGEST_READING"):
        let("hang", Settings(longest_reading=1))


def test_what_a_service_refuses_is_refused_and_the_process_goes_on():
    first = let("answer")
    with pytest.raises(UnknownFormat, match="不认识"):
        let("refuse")

    assert first.path == let("answer").path


@pytest.mark.slow
def test_limits_and_the_environment_hold_there_as_here(monkeypatch):
    first = let("answer", Settings(most_cells=7))
    assert "7" == first.name
    monkeypatch.setenv("JIXIAO_DIALECTS", os.getcwd())  # noqa: PTH109

    assert first.path != let("answer").path


@pytest.mark.slow
def test_as_many_run_as_are_asked_at_once():
    worker.end_all()
    first, second = Worker(), Worker()
    try:
        asked = [
            each.ask(MISBEHAVING, PathTask("", "answer"), "甲", Settings())
            for each in (first, second)
        ]
    finally:
        first.end()
        second.end()

    assert asked[0].path != asked[1].path


def test_what_nobody_foresaw_here_is_told_as_about_the_file():
    with (
        pytest.raises(UnreadableDocument, match=r"甲\.txt 的内容不合常规") as raised,
        refusing_the_unforeseen("甲.txt"),
    ):
        {}["secret"]

    assert ["test_worker.py", "KeyError"] == [
        raised.value.__notes__[0].split(":")[0],
        raised.value.__notes__[0].split()[-1],
    ]


def test_short_text_too_is_read_apart_where_it_is_asked(write, monkeypatch):
    monkeypatch.setattr("jixiao.reading.open_here", None)

    assert try_document(write("项目名称\t甲"), apart=True).source.format == "text"
