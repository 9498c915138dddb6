"""Two processes share the tests: each its own end, and what both collected where they meet."""

from types import SimpleNamespace

import pytest

from tests.scheduling import ROOT, FromBothEnds, files_left, in_order

FIRST, MIDDLE, LAST = "tests/a/test_a.py", "tests/b/test_b.py", "tests/c/test_c.py"


class Process:
    """A process of tests, which remembers what it was asked for."""

    def __init__(self, number: int) -> None:
        self.gateway = SimpleNamespace(id=f"gw{number}")
        self.collected: list[str] = []
        self.asked: list[str] = []
        self.shutting_down = False

    def send_runtest_some(self, indices: list[int]) -> None:
        self.asked += [self.collected[index] for index in indices]

    def shutdown(self) -> None:
        self.shutting_down = True


def in_file(file: str) -> list[str]:
    return [f"{file}::test_{number}" for number in range(4)]


def begun(*collected: list[str]) -> tuple[FromBothEnds, list[Process], list[str]]:
    """Give a scheduler whose processes collected these, the processes, and what it found wrong."""
    wrong: list[str] = []
    hook = SimpleNamespace(
        pytest_collectreport=lambda report: wrong.append(report.longrepr)
    )
    plugins = SimpleNamespace(get_plugin=lambda _name: SimpleNamespace())
    config = SimpleNamespace(
        getvalue=lambda _name: ["popen"] * 2, hook=hook, pluginmanager=plugins
    )
    scheduler = FromBothEnds(config)
    processes = [Process(number) for number in range(len(collected))]
    for process, tests in zip(processes, collected, strict=True):
        process.collected = tests
        scheduler.add_node(process)
        scheduler.add_node_collection(process, tests)
    scheduler.schedule()
    return scheduler, processes, wrong


def finish(scheduler: FromBothEnds, process: Process) -> None:
    """Do all that a process was asked for, and what it is asked for then."""
    done = 0
    while done < len(process.asked):
        scheduler.mark_test_complete(
            process, process.collected.index(process.asked[done])
        )
        done += 1


def test_each_begins_at_its_end_and_who_is_done_first_takes_the_middle():
    scheduler, (first, second), wrong = begun(
        [*in_file(FIRST), *in_file(MIDDLE)], [*in_file(MIDDLE), *in_file(LAST)]
    )
    assert (in_file(FIRST), in_file(LAST)) == (first.asked, second.asked)

    finish(scheduler, second)
    finish(scheduler, first)

    assert [*in_file(LAST), *in_file(MIDDLE)] == second.asked
    assert in_file(FIRST) == first.asked
    assert first.shutting_down
    assert second.shutting_down
    assert scheduler.tests_finished
    assert not wrong


def test_what_a_process_that_died_left_is_done_by_the_one_begun_for_it():
    scheduler, (first, second), _ = begun(in_file(FIRST), in_file(LAST))
    assert f"{FIRST}::test_0" == scheduler.remove_node(first)
    finish(scheduler, second)
    assert in_file(LAST) == second.asked

    new = Process(2)
    new.collected = [*in_file(FIRST), *in_file(LAST)]
    scheduler.add_node(new)
    scheduler.add_node_collection(new, new.collected)
    scheduler.schedule()

    assert in_file(FIRST) == new.asked


def test_a_file_that_two_collected_differently_is_told():
    _, (first, second), wrong = begun(
        [*in_file(FIRST), *in_file(MIDDLE)], [*in_file(MIDDLE)[1:], *in_file(LAST)]
    )

    assert ["test_0" in words for words in wrong] == [True]
    assert not first.asked
    assert not second.asked


def config(*, args: object, keyword: str = "", processes: int = 2) -> SimpleNamespace:
    option = SimpleNamespace(keyword=keyword, tx=["popen"] * processes)
    return SimpleNamespace(
        args_source=args, option=option, getoption=lambda _name, default: default
    )


def test_of_a_whole_run_no_file_is_left_by_both():
    whole = pytest.Config.ArgsSource.TESTPATHS
    first, second = (set(files_left(config(args=whole), number)) for number in range(2))
    everything = [*map(str, in_order([*(ROOT / "tests").rglob("test_*.py")]))]

    assert first
    assert second
    assert first.isdisjoint(second)
    assert not set(everything[: len(second)]) ^ second
    assert not set(everything[-len(first) :]) ^ first


@pytest.mark.parametrize(
    "part",
    [
        {"args": pytest.Config.ArgsSource.ARGS},
        {"args": pytest.Config.ArgsSource.TESTPATHS, "keyword": "money"},
        {"args": pytest.Config.ArgsSource.TESTPATHS, "processes": 3},
    ],
)
def test_where_a_part_is_asked_for_or_more_run_nothing_is_left(part):
    assert not any(files_left(config(**part), number) for number in range(2))
