"""One order at once: the rules of a year, asked of a few rows in milliseconds, before anything is paid.

The expressions are those that a year is audited by; each is written once, when an order first
needs it; only what the order's codes and facts concern is run.
"""

from collections.abc import Iterable, Iterator, Sequence
from collections.abc import Set as AbstractSet
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from tempfile import TemporaryDirectory

from jixiao.errors import JixiaoError
from jixiao.fund.audit.declaration import Grade, Rule, Subject, library
from jixiao.fund.audit.limits import DatedLimit, spans
from jixiao.fund.audit.point_shelf import PointShelf
from jixiao.fund.audit.runner import Unasked
from jixiao.fund.records import declared_records
from jixiao.fund.records.stated import (
    Rows,
    StatedRecords,
    add_stated,
    make_stated,
    prepare_stating,
)
from jixiao.fund.store.embedded import Embedded
from jixiao.fund.store.opening import open_scratch
from jixiao.period import Period

_STATED = ("audited_lines", "audited_diagnoses", "audited_operations")
_CODES = ("hilist_code", "diag_code", "oprn_oprt_code")
"""The columns of the stated records that points speak of."""
_WRITTEN = dict(zip(_STATED, ("收费", "诊断", "手术操作"), strict=True))
"""What an order has to state for a record, in the user's words."""
_BLANK = (None, "")
_NOT_ALONE = "要看这个人别的就诊、整个机构或还缺什么，只凭一单答不了"
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
    """What a rule says of a line of an order, or of the visit (`about`), and what it rests on."""

    rule: str
    title: str
    claim: Grade
    about: Subject
    line: str
    sentence: str
    basis: str


class OrderDesk:
    """Asks orders of one day by the knowledge points and limits of that day.

    `unasked` are the rules that a single order cannot answer: they look at a person's other visits,
    at institutions, or at what is still missing.
    """

    def __init__(
        self,
        engine: Embedded,
        points: Rows,
        day: date,
        limits: Sequence[DatedLimit] = (),
    ) -> None:
        self._engine = engine
        self._points = PointShelf(points)
        self._kinds = _kinds_on(points, day)
        self._day = Period(day, day)
        self._limits = limits
        rules = library()
        self._rules = {code: rule for code, rule in rules.items() if _is_asked(rule)}
        self.unasked = tuple(code for code in rules if code not in self._rules)
        for name in (*_STATED, _POINTS):
            make_stated(engine, name)
            prepare_stating(engine, name)
        self._records = StatedRecords(engine)
        self._claims: dict[str, Grade] = {}
        """What the marks claim of the rules that are written already."""

    def get_ready(self) -> None:
        """Write all rules that the points allow to ask, so that no order waits for it."""
        kinds = self._points.kinds
        for rule in self._rules.values():
            if not rule.kinds or not kinds.isdisjoint(rule.kinds):
                self._written(rule)

    def ask(self, order: Order) -> list[OrderMark]:
        """Return what rules say of an order, verdicts first.

        Raises:
            JixiaoError: a row has a column that is not known, or an amount that is none.
        """
        rows = (order.lines, order.diagnoses, order.operations)
        points = self._points.coded(_codes_of(rows))
        kinds = {point["kind"] for point in points}
        to_ask = [self._written(rule) for rule in self._to_ask(order, kinds)]
        stated = zip((*_STATED, _POINTS), (*rows, points), strict=True)
        self._engine.run("BEGIN TRANSACTION")
        try:
            for name, rows_of in stated:
                add_stated(self._engine, name, rows_of)
            marks = [mark for rule in to_ask for mark in self._asked(rule)]
        except (KeyError, ValueError) as strange:
            message = f"{strange.args[0]}。请改正后再问。"
            raise JixiaoError(message) from strange
        finally:
            # The next order finds the stated records empty.
            self._engine.run("ROLLBACK")
        in_order = sorted(marks, key=lambda mark: (mark.claim, mark.rule, mark.line))
        return [*dict.fromkeys(in_order)]

    def unanswered(self, order: Order) -> list[Unasked]:
        """Return the rules that cannot say whether the order is against them, and why.

        A rule stands there once for each reason: an order alone cannot answer it, no point of its
        kind holds on the day, the order states no row of a kind, or some lines lack a fact.
        """
        alone = [
            Unasked(code, library()[code].title, _NOT_ALONE) for code in self.unasked
        ]
        left = [
            Unasked(rule.code, rule.title, why)
            for rule in self._rules.values()
            for why in self._reasons(rule, order)
        ]
        return [*left, *alone]

    def _reasons(self, rule: Rule, order: Order) -> Iterator[str]:
        if rule.kinds and self._kinds.isdisjoint(rule.kinds):
            yield f"没有当天有效的知识点：{'、'.join(rule.kinds)}"
            return
        for source, rows in _by_source(order).items():
            if source in rule.sources and not rows:
                yield f"这一单没有写{_WRITTEN[source]}"
        columns = declared_records()["audited_lines"].columns
        for fact in rule.facts:
            blank = sum(line.get(fact) in _BLANK for line in order.lines)
            if blank:
                title = columns[fact].title
                yield f"{len(order.lines)} 条收费里有 {blank} 条没有{title}"

    def _written(self, rule: Rule) -> Rule:
        if rule.code not in self._claims:
            (span,) = spans(rule, self._limits, self._day)
            marks = rule.look(*self._records.give(rule.sources), **span.values)
            sql = self._engine.sql(marks)
            self._engine.run(f"PREPARE rule_{rule.code} AS {sql}")
            self._claims[rule.code] = span.claim
        return rule

    def _to_ask(self, order: Order, kinds: AbstractSet[object]) -> Iterator[Rule]:
        """Yield the rules that can say something of the order.

        One without a point, without the facts that it asks for, or without rows marks nothing.
        """
        stated = _by_source(order)
        known = {
            name
            for line in order.lines
            for name, value in line.items()
            if value not in _BLANK
        }
        for rule in self._rules.values():
            has_points = not rule.kinds or not kinds.isdisjoint(rule.kinds)
            has_rows = all(stated.get(source, True) for source in rule.sources)
            if has_points and has_rows and known.issuperset(rule.facts):
                yield rule

    def _asked(self, rule: Rule) -> list[OrderMark]:
        rows = self._engine.tuples(f"EXECUTE rule_{rule.code}")
        return [
            self._mark(rule, key, above, below)
            for key, _on, _place, above, below in rows
        ]

    def _mark(self, rule: Rule, key: str, above: int, below: int) -> OrderMark:
        sentence = rule.sentence(above or 0, below or 0)
        claim = self._claims[rule.code]
        return OrderMark(
            rule.code, rule.title, claim, rule.about, key, sentence, rule.basis
        )


def _is_asked(rule: Rule) -> bool:
    of_rows = _ASKED.issuperset(rule.sources)
    return of_rows and rule.of_order and rule.about is not Subject.INSTITUTION


def _by_source(order: Order) -> dict[str, Rows]:
    rows = (order.lines, order.diagnoses, order.operations)
    return dict(zip(_STATED, rows, strict=True))


def _kinds_on(points: Rows, day: date) -> frozenset[str]:
    """Return the kinds of which a point holds on a day."""
    last = day.isoformat()
    return frozenset(
        str(point["kind"])
        for point in points
        if str(point["begndate"]) <= last <= str(point.get("enddate") or last)
    )


def _codes_of(rows: Iterable[Rows]) -> set[str]:
    """Return the codes of lines, diagnoses and operations that an order states."""
    return {
        str(row[name])
        for stated, name in zip(rows, _CODES, strict=True)
        for row in stated
        if row.get(name)
    }


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
        # Of few rows the best plan costs more than any plan runs.
        engine.run("PRAGMA disable_optimizer")
        yield OrderDesk(engine, points, day, limits)
