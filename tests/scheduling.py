"""How the tests are parted among processes: neighbours, who make the same things, run in one."""

from xdist.scheduler import LoadFileScheduling
from xdist.workermanage import WorkerController


class FromBothEnds(LoadFileScheduling):
    """File after file, one process from the first on and the next one from the last back.

    Writing a query takes longer than running it and is done once a process: tests of one folder ask
    the same ones, so two processes that met in each folder would write nearly all of them twice.
    """

    def _assign_work_unit(self, node: WorkerController) -> None:
        if self.nodes.index(node) % 2:
            self.workqueue.move_to_end(next(reversed(self.workqueue)), last=False)
        super()._assign_work_unit(node)

    def _pending_of(self, workload: dict[str, dict[str, bool]]) -> int:
        """Count what is still to do; files are done in their order, so the last ones tell it."""
        pending = 0
        for tests in reversed(workload.values()):
            waiting = [*tests.values()].count(False)
            if not waiting:
                break
            pending += waiting
        return pending
