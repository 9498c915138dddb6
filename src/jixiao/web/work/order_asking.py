"""Orders asked of a place's desk, which stands ready between them until its records change."""

import atexit
from collections import OrderedDict
from collections.abc import Iterator, Mapping, Sequence
from contextlib import ExitStack
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from pathlib import Path
from threading import Lock
from typing import TYPE_CHECKING

from jixiao.web.work.fund_cases import LEDGER, LIMITS
from jixiao.web.work.fund_pages import reading

if TYPE_CHECKING:
    from jixiao.fund.audit.order_desk import OrderDesk, OrderMark
    from jixiao.fund.audit.runner import Unasked
    from jixiao.fund.records.stated import Rows
    from jixiao.fund.supervision.practitioner_points import PointsDecision

_KEPT = 4
"""So many desks stand ready; of a place one for each day and state of its records."""
_Sign = tuple[Path, date, tuple[tuple[str, int], ...]]


@dataclass(frozen=True, slots=True)
class Answered:
    """What the rules say of an order, and which of them could not be asked."""

    marks: "Sequence[OrderMark]"
    unasked: "Sequence[Unasked]"


def ask_order(
    folder: Path, day: date, lines: "Rows", diagnoses: "Rows", operations: "Rows"
) -> Answered:
    """Ask the rules of a place on a day of an order; nothing is kept.

    Raises:
        UnreadableFile: the place's records are not there, or are being written.
        JixiaoError: an amount is none, or the place's own limits cannot be read.
    """
    from jixiao.fund.audit.order_desk import Order  # noqa: PLC0415 — loads the engine

    order = Order(lines, diagnoses, operations)
    # A desk holds one order at a time.
    with _DESKS.lock:
        desk = _DESKS.of(folder, day)
        marks = [*_refused(folder, lines), *desk.ask(order)]
        return Answered(marks, desk.unanswered(order))


def _refused(folder: Path, lines: "Rows") -> "Iterator[OrderMark]":
    """Yield a mark for each line of a doctor who may not order it: at once a verdict."""
    from jixiao.fund.audit import Grade, Subject  # noqa: PLC0415 — loads the engine
    from jixiao.fund.audit.order_desk import OrderMark  # noqa: PLC0415
    from jixiao.fund.supervision.refused_lines import refused_of_order  # noqa: PLC0415

    path = folder / LEDGER
    if not path.is_file():
        return
    decisions = _decisions(path, path.stat().st_mtime_ns)
    for each in refused_of_order(lines, decisions):
        yield OrderMark(
            "支付资格", "开单的人没有支付资格", Grade.CERTAIN, Subject.LINE, each.line,
            f"{each.why}，这一条不应结算", "医保发〔2024〕23号、医保办发〔2024〕34号",
        )  # fmt: skip


@lru_cache(maxsize=_KEPT)
def _decisions(path: Path, written: int) -> "Mapping[str, Sequence[PointsDecision]]":
    """Return the points decided on a ledger as it was written last."""
    from jixiao.fund.cases import open_ledger  # noqa: PLC0415 — loads the ledger
    from jixiao.fund.supervision.points_register import decisions_by_staff  # noqa: PLC0415

    del written
    with open_ledger(path) as ledger:
        return decisions_by_staff(ledger)


class _Desks:
    """The desks asked last, each with what closes it."""

    def __init__(self) -> None:
        self.lock = Lock()
        self._ready: OrderedDict[_Sign, tuple[OrderDesk, ExitStack]] = OrderedDict()

    def of(self, folder: Path, day: date) -> "OrderDesk":
        """Return a place's desk of a day, opened when its records have changed since."""
        sign = (folder, day, _state_of(folder))
        if sign not in self._ready:
            self._ready[sign] = _opened(folder, day)
            self._shrink(_KEPT)
        self._ready.move_to_end(sign)
        return self._ready[sign][0]

    def close(self) -> None:
        """Close every desk."""
        self._shrink(0)

    def _shrink(self, most: int) -> None:
        while len(self._ready) > most:
            _, (_desk, stack) = self._ready.popitem(last=False)
            stack.close()


_DESKS = _Desks()
atexit.register(_DESKS.close)


def _opened(folder: Path, day: date) -> "tuple[OrderDesk, ExitStack]":
    from jixiao.fund.audit.limits import read_limits_file  # noqa: PLC0415 — loads the engine
    from jixiao.fund.audit.order_desk import open_desk  # noqa: PLC0415
    from jixiao.fund.records import Records  # noqa: PLC0415

    limits_file = folder / LIMITS
    limits = read_limits_file(limits_file) if limits_file.is_file() else ()
    with reading(folder) as engine:
        points = Records(engine).record_if_loaded("knowledge_points")
        rows = [] if points is None else engine.fetch(points).to_pylist()
    stack = ExitStack()
    return stack.enter_context(open_desk(rows, day, limits)), stack


def _state_of(folder: Path) -> tuple[tuple[str, int], ...]:
    """Return when each file that a desk is opened from was written last."""
    from jixiao.fund.store.engine import LAKE, STORE  # noqa: PLC0415 — loads the engine

    files = (folder / STORE, folder / LAKE, folder / LIMITS)
    return tuple(
        (str(path), path.stat().st_mtime_ns) for path in files if path.is_file()
    )
