"""One order at once: the rules of a year, asked of a few rows in milliseconds, before anything is paid.

The expressions are those that a year is audited by; they are written and planned once, when the
desk opens; of those that speak of codes only what the order's codes concern is run.
"""

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from tempfile import TemporaryDirectory

from jixiao.errors import JixiaoError
from jixiao.fund.audit.declaration import Grade, Rule, library
from jixiao.fund.audit.limits import DatedLimit, spans
from jixiao.fund.records.stated import Rows, StatedRecords, make_stated, state
from jixiao.fund.store.engine import Embedded
from jixiao.fund.store.opening import open_scratch
from jixiao.period import Period

_STATED = ("audited_lines", "audited_diagnoses", "audited_operations")
_POINTS = "coded_points"
_ASKED = frozenset((*_STATED, _POINTS))


@dataclass(frozen=True, slots=True)
class Order:
    """What is about to be charged, and what of the same visit already was.

    Rows have the columns of `audited_lines`, `audited_diagnoses`, `audited_operations` (amounts in
    yuan); what is left out is not known, and what needs it is not asked. Each line has its own
    `bkkp_sn`.
    """

    lines: Rows
    diagnoses: Rows = field(default=())
    operations: Rows = field(default=())


@dataclass(frozen=True, slots=True)
class OrderMark:
    """What a rule says of a line of an order."""

    rule: str
    title: str
    claim: Grade
    line: str
    sentence: str


class OrderDesk:
    """Asks orders of one day by the knowledge points and limits of that day.

    `unasked` are the rules that a single order cannot answer: they look at a person's other visits.
    """

    def __init__(
        self,
        engine: Embedded,
        points: Rows,
        day: date,
        limits: Sequence[DatedLimit] = (),
    ) -> None:
        self._engine = engine
        rules = library()
        self._rules = {c: r for c, r in rules.items() if _ASKED.issuperset(r.sources)}
        self.unasked = tuple(code for code in rules if code not in self._rules)
        for name in ("knowledge_points", *_STATED):
            make_stated(engine, name)
        state(engine, "knowledge_points", points)
        self._prepare_points()
        self._claims = {}
        records = StatedRecords(engine)
        for code, rule in self._rules.items():
            (span,) = spans(rule, limits, Period(day, day))
            self._claims[code] = span.claim
            marks = rule.look(*records.give(rule.sources), **span.values)
            engine.run(f"PREPARE rule_{code} AS {engine.sql(marks)}")

    def _prepare_points(self) -> None:
        """Plan how the points of an order's codes are found, into a table that stays."""
        records = StatedRecords(self._engine)
        sql = self._engine.sql(records.record(_POINTS))
        make_stated(self._engine, _POINTS)
        self._engine.run(f"PREPARE points_of_codes AS INSERT INTO {_POINTS} {sql}")

    def ask(self, order: Order) -> list[OrderMark]:
        """Return what rules say of an order, verdicts first.

        Raises:
            JixiaoError: a row has a column that is not known.
        """
        rows = (order.lines, order.diagnoses, order.operations)
        try:
            for name, stated in zip(_STATED, rows, strict=True):
                state(self._engine, name, stated)
        except KeyError as strange:
            message = f"{strange.args[0]}。请改正列名。"
            raise JixiaoError(message) from strange
        self._engine.run(f"DELETE FROM {_POINTS}")
        self._engine.run("EXECUTE points_of_codes")
        marks = [mark for rule in self._to_ask() for mark in self._asked(rule)]
        in_order = sorted(marks, key=lambda mark: (mark.claim, mark.rule, mark.line))
        return [*dict.fromkeys(in_order)]

    def _to_ask(self) -> list[Rule]:
        """Return the rules that the order's codes concern: one without a point marks nothing."""
        kinds = self._engine.rows(f"SELECT DISTINCT kind FROM {_POINTS}")
        there = {row["kind"] for row in kinds}
        rules = self._rules.values()
        return [rule for rule in rules if not rule.kinds or there & {*rule.kinds}]

    def _asked(self, rule: Rule) -> list[OrderMark]:
        rows = self._engine.rows(f"EXECUTE rule_{rule.code}")
        return [self._mark(rule, row) for row in rows]

    def _mark(self, rule: Rule, row: Mapping[str, object]) -> OrderMark:
        above, below = (int(str(row[name] or 0)) for name in ("above", "below"))
        sentence = rule.sentence(above, below)
        return OrderMark(
            rule.code, rule.title, self._claims[rule.code], str(row["key"]), sentence
        )


@contextmanager
def open_desk(
    points: Rows, day: date, limits: Sequence[DatedLimit] = ()
) -> Iterator[OrderDesk]:
    """Open a desk with knowledge points (rows of `knowledge_points`), for orders of a day."""
    with (
        TemporaryDirectory() as folder,
        open_scratch(Path(folder)) as engine,
    ):
        engine.run("SET threads = 1")
        yield OrderDesk(engine, points, day, limits)
