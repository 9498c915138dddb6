"""How the tests are parted among processes: neighbours, who make the same things, run in one."""

from collections.abc import Sequence
from pathlib import Path

import pytest
from xdist.remote import Producer
from xdist.scheduler import LoadFileScheduling
from xdist.workermanage import WorkerController

ROOT = Path(__file__).parents[1]
OFFICE = ROOT / "tests" / "web"
LEFT = "jixiao_left"
"""The files that a process leaves to the other one, as they are handed to it."""
_MET_BY_TWO = 2


def in_order(files: Sequence[Path]) -> list[Path]:
    """Put files in the order in which they are taken: the office's first, the others by their path."""
    return sorted(files, key=lambda file: (OFFICE not in file.parents, file))


def files_left(config: pytest.Config, process: int) -> list[str]:
    """Return the files that one of two processes need not collect: the third at the other's end.

    Where a part of the tests is asked for, or more processes run, each collects all that is asked.
    """
    is_whole = (
        config.args_source is pytest.Config.ArgsSource.TESTPATHS
        and not config.option.keyword
        and not config.getoption("lf", default=False)
    )
    if not is_whole or len(config.option.tx) != _MET_BY_TWO:
        return []
    files = in_order([*(ROOT / "tests").rglob("test_*.py")])
    third = len(files) // 3
    return [str(file) for file in (files[:third] if process else files[-third:])]


class FromBothEnds(LoadFileScheduling):
    """File after file, one process from the first on and the next one from the last back.

    Writing a query takes longer than running it and is done once a process: tests of one folder ask
    the same ones, so two processes that met in each folder would write nearly all of them twice.

    A process is given what it collected: of two, each left to the other what lies at its end.
    """

    def __init__(self, config: pytest.Config, log: Producer | None = None) -> None:
        super().__init__(config, log)
        self._known: dict[WorkerController, set[str]] = {}

    def add_node_collection(
        self, node: WorkerController, collection: Sequence[str]
    ) -> None:
        """Keep what a process collected."""
        self.registered_collections[node] = list(collection)
        self._known[node] = {self._split_scope(test) for test in collection}

    def schedule(self) -> None:
        """Line up all files that any process collected, and hand the first ones out."""
        if self.collection is None:
            if not self._check_nodes_have_same_collection():
                return
            self._line_up()
        for node in self.nodes:
            self._reschedule(node)

    def _line_up(self) -> None:
        collected = [*self.registered_collections.values()]
        self.collection = [
            *dict.fromkeys(test for tests in collected for test in tests)
        ]
        # Else the share that is done, and whether there was any test, go by the last process alone.
        session = self.config.pluginmanager.get_plugin("session")
        session.testscollected = len(self.collection)
        units: dict[Path, dict[str, bool]] = {}
        for test in self.collection:
            units.setdefault(ROOT / self._split_scope(test), {})[test] = False
        for file in in_order([*units]):
            self.workqueue[str(file.relative_to(ROOT))] = units[file]

    def _check_nodes_have_same_collection(self) -> bool:
        """Tell whether the processes collected the same tests of the files that all of them know."""
        whole = self.registered_collections
        shared = set.intersection(*self._known.values())
        self.registered_collections = {
            node: [test for test in tests if self._split_scope(test) in shared]
            for node, tests in whole.items()
        }
        try:
            return super()._check_nodes_have_same_collection()
        finally:
            self.registered_collections = whole

    def _reschedule(self, node: WorkerController) -> None:
        """Give a process that is nearly done the next file that it knows; end it where none is left."""
        if node.shutting_down or node not in self.registered_collections:
            return
        while self._pending_of(self.assigned_work[node]) <= _MET_BY_TWO:
            file = self._next_of(node)
            if file is None:
                node.shutdown()
                return
            self.workqueue.move_to_end(file, last=False)
            self._assign_work_unit(node)

    def _next_of(self, node: WorkerController) -> str | None:
        number = int(node.gateway.id.removeprefix("gw"))
        waiting = reversed(self.workqueue) if number % 2 else self.workqueue
        return next((file for file in waiting if file in self._known[node]), None)

    def _pending_of(self, workload: dict[str, dict[str, bool]]) -> int:
        """Count what is still to do; files are done in their order, so the last ones tell it."""
        pending = 0
        for tests in reversed(workload.values()):
            waiting = [*tests.values()].count(False)
            if not waiting:
                break
            pending += waiting
        return pending
