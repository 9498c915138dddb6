"""The counter: one claim settled at a time, kept durably, with all that the year used before.

    with counter("county/counter.sqlite", policy="sample_2024") as window:
        answer = window.settle(claim, message="20240501-000123")

What is settled is what a year in batch would give for the same claims in the order in which they
came: the expression of `benefits.settlement` is planned once and run on one row. Each step is
computed a second time for the explanation, and nothing is kept unless both agree.
"""

import atexit
import hashlib
import json
import os
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from decimal import Decimal
from functools import cache
from pathlib import Path
from threading import RLock
from typing import Any

import duckdb
import ibis

from jixiao.errors import JixiaoError
from jixiao.fund.benefits import CLAIM, OPENING, OPTIONAL, load_policies
from jixiao.fund.benefits.explanation import Step, Used, explain
from jixiao.fund.benefits.parameters import BY_LAYER, AtHand, Kind, Parameters, closed, opened
from jixiao.fund.benefits.settlement import payments, trace
from jixiao.fund.counter.accounts import PATIENCE, Collision, Ledger, open_ledger
from jixiao.fund.counter.presented import FaultyClaim, read_claim
from jixiao.money import from_fen

__all__ = [
    "AlreadySettled", "Answer", "Counter", "FaultyClaim", "MessageReused", "NothingToReverse", "counter",
    "settle",
]  # fmt: skip

Effect = tuple[str, str, int]
"""What a settlement adds to an accumulator: kind, name, amount in fen or a count."""
Amounts = Mapping[tuple[str, str], int]


class MessageReused(JixiaoError, ValueError):
    """A message's id was used before for something else."""


class AlreadySettled(JixiaoError, ValueError):
    """A settlement's id was used before by another message."""


class NothingToReverse(JixiaoError, LookupError):
    """There is no such settlement, or it was reversed before."""


@dataclass(frozen=True, slots=True)
class Answer:
    """What a settlement pays, in yuan, with its steps (their amounts in fen).

    `amounts` are `dedc_std`, `act_pay_dedc`, each fund's payment, `fund_pay_sumamt`, `psn_pay`,
    and the accounts' parts where the policy knows accounts; `benefit` is the policy's entry that
    the basic layer paid by, None where no policy covers the claim. A reversal's amounts are the
    exact negative, `reversal` is True and it has no steps. A preview has no message.
    """

    message: str | None
    setl_id: str
    psn_no: str
    benefit: str | None
    amounts: Mapping[str, Decimal]
    steps: tuple[Step, ...]
    reversal: bool = False


class Counter:
    """One window on a ledger. Threads may share it: they are served one after another.

    Claims are mappings with the names of SETL_D; amounts are yuan as Decimal, int or text with at
    most two digits after the point (floats are refused), `setl_time` a datetime or ISO text.
    `year` is that of `setl_time` unless said, and what `OPTIONAL` names may be left out.
    """

    def __init__(self, ledger: Ledger, codes: Sequence[str], folder: Path | None) -> None:
        self._ledger = ledger
        self._query = _Query(tuple(codes), folder)
        self._lock = RLock()

    def settle(self, claim: Mapping[str, Any], *, message: str | None = None) -> Answer:
        """Settle a claim and keep it; the same message again gives the same answer.

        `message` is the id of the request, `setl_id` where it has none.

        Raises:
            FaultyClaim: the claim lacks something, or says what cannot be.
            MessageReused: the message's id was used for another content.
            AlreadySettled: another message settled this `setl_id`.
            LedgerBusy: another counter held the person for too long.
        """
        fen = read_claim(claim)
        message = message or fen["setl_id"]

        def work() -> Answer:
            return self._kept(fen, message)

        return self._answered(fen["psn_no"], message, _digest("settle", fen), work)

    def preview(self, claim: Mapping[str, Any]) -> Answer:
        """Say what a claim would be paid now, and keep nothing (预结算).

        Raises:
            FaultyClaim: the claim lacks something, or says what cannot be.
        """
        fen = read_claim(claim)
        with self._lock:
            used = self._used(fen["psn_no"], fen["year"])
            return self._query.answer(fen, used, None)[0]

    def reverse(self, setl_id: str, *, message: str | None = None) -> Answer:
        """Reverse a settlement: its exact negative, and its year as if it had never been.

        What was settled after it stands as it was paid. The same message again gives the same
        answer; `message` is `reverse <setl_id>` where none is given.

        Raises:
            NothingToReverse: there is no such settlement, or another message reversed it.
            MessageReused: the message's id was used for another content.
            LedgerBusy: another counter held the person for too long.
        """
        message = message or f"reverse {setl_id}"
        with self._lock:
            found = self._ledger.run(
                "SELECT psn_no FROM settlements WHERE setl_id = :setl_id", setl_id=setl_id
            )
        if not found:
            text = f"没有结算ID为 {setl_id} 的结算，不能撤销。请核对结算ID。"
            raise NothingToReverse(text)

        def work() -> Answer:
            return self._reversed(setl_id, message)

        return self._answered(found[0][0], message, _digest("reverse", setl_id), work)

    def used(self, psn_no: str, year: int) -> dict[tuple[str, str], int]:
        """Give what a person's year has used, by kind and name, in fen or a count."""
        with self._lock:
            return self._used(psn_no, year)

    def open_year(self, rows: Iterable[Mapping[str, Any]]) -> None:
        """Set what years had used before the counter's first claim: rows of `OPENING`.

        `benefits.closing` gives them from a year settled in batch.

        Raises:
            AlreadySettled: a person's year has settlements here already.
        """
        for psn_no, year, own in _by_year(rows):
            with self._lock, self._ledger.person(psn_no):
                if self._standing(psn_no, year):
                    text = f"{psn_no} {year} 年在账本里已有结算，不能再设期初。请先撤销这些结算。"
                    raise AlreadySettled(text)
                self._write(psn_no, year, own, opening=own)

    def close(self) -> None:
        """Close the ledger and the query."""
        with self._lock:
            self._ledger.close()
            self._query.close()

    def _answered(
        self, psn_no: str, message: str, digest: str, work: Callable[[], Answer]
    ) -> Answer:
        """Give the stored answer of a message, or do the work and store it."""
        for _ in range(2):
            try:
                with self._lock, self._ledger.person(psn_no):
                    known = self._ledger.run(
                        "SELECT digest, answer FROM messages WHERE message = :message",
                        message=message,
                    )
                    if known:
                        return _stored(message, digest, *known[0])
                    answer = work()
                    self._ledger.run(
                        "INSERT INTO messages VALUES (:message, :digest, :answer)",
                        message=message, digest=digest, answer=_told(answer),
                    )  # fmt: skip
                    return answer
            except Collision:
                continue  # another counter, serving another person, was first with this id
        text = f"报文 {message} 与另一个窗口同时写入。请稍后重发。"
        raise MessageReused(text)

    def _kept(self, claim: Mapping[str, Any], message: str) -> Answer:
        psn_no, year, setl_id = claim["psn_no"], claim["year"], claim["setl_id"]
        if self._ledger.run("SELECT 1 FROM settlements WHERE setl_id = :setl_id", setl_id=setl_id):
            text = (
                f"结算ID {setl_id} 已由另一条报文结算过。要重新结算，请先撤销，再换一个结算ID；"
                "要取回结果，请用原来的报文编号。"
            )
            raise AlreadySettled(text)
        used = self._used(psn_no, year)
        answer, effects = self._query.answer(claim, used, message)
        ((place,),) = self._ledger.run(
            "SELECT coalesce(max(place), 0) + 1 FROM settlements"
            " WHERE psn_no = :psn_no AND year = :year",
            psn_no=psn_no, year=year,
        )  # fmt: skip
        self._ledger.run(
            "INSERT INTO settlements VALUES"
            " (:setl_id, :psn_no, :year, :place, :effects, :answer, NULL)",
            setl_id=setl_id, psn_no=psn_no, year=year, place=place,
            effects=json.dumps(effects, ensure_ascii=False), answer=_told(answer),
        )  # fmt: skip
        now = dict(used)
        _apply(now, effects)
        self._write(psn_no, year, {key: n for key, n in now.items() if used.get(key) != n})
        return answer

    def _reversed(self, setl_id: str, message: str) -> Answer:
        ((psn_no, year, told, by),) = self._ledger.run(
            "SELECT psn_no, year, answer, reversed_by FROM settlements WHERE setl_id = :setl_id",
            setl_id=setl_id,
        )
        if by is not None:
            text = f"结算 {setl_id} 已由报文 {by} 撤销过，不能再撤销。"
            raise NothingToReverse(text)
        self._ledger.run(
            "UPDATE settlements SET reversed_by = :message WHERE setl_id = :setl_id",
            message=message, setl_id=setl_id,
        )  # fmt: skip
        kept = self._ledger.run(
            "SELECT kind, name, opening FROM accumulators WHERE psn_no = :psn_no AND year = :year",
            psn_no=psn_no, year=year,
        )  # fmt: skip
        now = {(kind, name): opening for kind, name, opening in kept}
        for effects in self._standing(psn_no, year):
            _apply(now, effects)
        self._write(psn_no, year, now)
        paid = _answer(told)
        amounts = {name: -amount for name, amount in paid.amounts.items()}
        return Answer(message, setl_id, psn_no, paid.benefit, amounts, (), reversal=True)

    def _used(self, psn_no: str, year: int) -> dict[tuple[str, str], int]:
        rows = self._ledger.run(
            "SELECT kind, name, amount FROM accumulators"
            " WHERE psn_no = :psn_no AND year = :year AND amount > 0",
            psn_no=psn_no, year=year,
        )  # fmt: skip
        return {(kind, name): amount for kind, name, amount in rows}

    def _standing(self, psn_no: str, year: int) -> list[list[Effect]]:
        rows = self._ledger.run(
            "SELECT effects FROM settlements"
            " WHERE psn_no = :psn_no AND year = :year AND reversed_by IS NULL ORDER BY place",
            psn_no=psn_no, year=year,
        )  # fmt: skip
        return [json.loads(effects) for (effects,) in rows]

    def _write(
        self, psn_no: str, year: int, amounts: Amounts, opening: Amounts | None = None
    ) -> None:
        for (kind, name), amount in amounts.items():
            self._ledger.run(
                "INSERT INTO accumulators VALUES (:psn_no, :year, :kind, :name, :opening, :amount)"
                " ON CONFLICT (psn_no, year, kind, name) DO UPDATE SET amount = excluded.amount"
                + (", opening = excluded.opening" if opening is not None else ""),
                psn_no=psn_no, year=year, kind=str(kind), name=name,
                opening=(opening or {}).get((kind, name), 0), amount=amount,
            )  # fmt: skip


@contextmanager
def counter(
    ledger: str | Path,
    *,
    policy: str | Sequence[str],
    policies: Path | None = None,
    patience: float = PATIENCE,
) -> Iterator[Counter]:
    """Open a counter on a ledger: a path of SQLite, or postgresql://user@host/database.

    `policy` names the policies to settle by, `policies` is a folder of the bureau's own, `patience`
    how many seconds to wait for another counter.

    Raises:
        FaultyEntry: a policy file is faulty, or the policies do not fit together.
        JixiaoError: there is no such policy.
        UnreadableFile: the ledger cannot be opened.
    """
    opened_one = _open(ledger, policy, policies, patience)
    try:
        yield opened_one
    finally:
        opened_one.close()


def settle(
    claim: Mapping[str, Any],
    *,
    ledger: str | Path,
    policy: str | Sequence[str],
    policies: Path | None = None,
    message: str | None = None,
) -> Answer:
    """Settle one claim on a ledger; the counter stays open until the process ends.

    See `counter` for the arguments and `Counter.settle` for the claim.

    Raises:
        JixiaoError: as `counter` and `Counter.settle` do.
    """
    codes = (policy,) if isinstance(policy, str) else tuple(policy)
    return _shared(os.getpid(), str(ledger), codes, policies).settle(claim, message=message)


@cache
def _shared(process: int, ledger: str, codes: tuple[str, ...], folder: Path | None) -> Counter:  # noqa: ARG001 — a forked process must not use its parent's connection
    opened_one = _open(ledger, codes, folder, PATIENCE)
    atexit.register(opened_one.close)
    return opened_one


def _open(
    ledger: str | Path, policy: str | Sequence[str], folder: Path | None, patience: float
) -> Counter:
    codes = [policy] if isinstance(policy, str) else list(policy)
    known = load_policies(folder)
    if unknown := [code for code in codes if code not in known]:
        text = f"没有叫 {'、'.join(unknown)} 的政策；现有 {'、'.join(known)}。请改正 policy。"
        raise JixiaoError(text)
    kept = open_ledger(ledger, patience)
    return Counter(kept, codes, folder)


class _Query:
    """The settlement's expression, planned once, run on one claim at a time.

    DuckDB plans a query again each time it reads a table or takes a parameter, which takes longer
    than the whole settlement (seen: 37 of 40 ms). So the plan reads its one row from a function.
    """

    def __init__(self, codes: tuple[str, ...], folder: Path | None) -> None:
        self._policies = [load_policies(folder)[code] for code in codes]
        self._source, sql, kind = _compiled(codes, folder)
        self._row: dict[str, Any] = {}
        self._connection = duckdb.connect(":memory:", config={"threads": 1})
        self._connection.create_function(
            "claim_at_hand", lambda: self._row, [], kind, side_effects=True
        )
        # As a list of one: DuckDB would call the function for each of its columns.
        self._connection.execute(
            "CREATE VIEW at_hand AS SELECT unnest(row) FROM (SELECT unnest([claim_at_hand()]) row)"
        )
        self._connection.execute(f"PREPARE settlement AS {sql}")

    def answer(
        self, claim: Mapping[str, Any], used: Amounts, message: str | None
    ) -> tuple[Answer, list[Effect]]:
        """Settle one claim after what was used; gives what it adds to the accumulators too."""
        before = self._source.row(claim, used)
        self._row = {**claim, **before}
        cursor = self._connection.execute("EXECUTE settlement")
        names = [column[0] for column in cursor.description]
        (values,) = cursor.fetchall()
        after = dict(zip(names, values, strict=True))
        fields = [n for n in payments(self._source.parameters) if n != "benefit"]
        day = claim["setl_time"].date()
        policies = [p for p in self._policies if p.valid_from <= day <= p.valid_to]
        policy = (policies or self._policies)[0]
        steps = explain([claim], claim["setl_id"], policy, Used(used))
        told = next(step.amount for step in steps if step.name == "个人支付")
        if told != after["psn_pay"]:
            text = (
                f"结算 {claim['setl_id']} 的两次计算不一致（个人支付 {from_fen(after['psn_pay'])} 和 "
                f"{from_fen(told)} 元），没有保存。请把这笔结算和政策文件报给开发者。"
            )
            raise JixiaoError(text)
        amounts = {name: from_fen(after[name]) for name in fields}
        answer = Answer(
            message, claim["setl_id"], claim["psn_no"], after["benefit"], amounts, tuple(steps)
        )
        return answer, self._effects(before, after)

    def _effects(self, before: Mapping[str, Any], after: Mapping[str, Any]) -> list[Effect]:
        """Say what a settlement adds: counts and amounts used, limits and lines as they are."""
        name = before["accumulator"]
        if name is None:
            return []
        found: list[Effect] = [
            (kind, name, after[closed(kind)] - before[opened(kind)])
            for kind in (Kind.VISITS, Kind.PAID)
        ]
        found.append((Kind.GRANTED, name, before["cap"]))
        if closed(Kind.LINE) in after:
            found.append((Kind.LINE, name, after[closed(Kind.LINE)]))
        shared = before["dedc_accumulator"]
        deducted = after[closed(Kind.DEDUCTED)] - before[opened(Kind.DEDUCTED)]
        found.append((Kind.DEDUCTED, shared, deducted))
        for code in self._source.parameters.fields:
            burden, paid, granted = BY_LAYER
            for kind in (burden, paid):
                if closed(kind, code) in after:
                    added = after[closed(kind, code)] - before[opened(kind, code)]
                    found.append((kind, code, added))
            if before["further"]:
                found.append((granted, code, before[f"{code}_most"] or 0))
        return [(str(kind), at, amount) for kind, at, amount in found if amount]

    def close(self) -> None:
        self._connection.close()


@cache
def _compiled(codes: tuple[str, ...], folder: Path | None) -> tuple[AtHand, str, str]:
    """Give the policies' parameters, the settlement's SQL, and the type of the row it reads."""
    known = load_policies(folder)
    source = AtHand(Parameters([known[code] for code in codes]))
    kinds = {"string": "VARCHAR", "int64": "BIGINT", "boolean": "BOOLEAN"}
    columns = {name: str(kind) for name, kind in CLAIM.items()}
    columns |= {
        name: "string" if isinstance(value, str) else "int64" for name, value in OPTIONAL.items()
    }
    columns |= source.columns
    at_hand = ibis.table(ibis.schema(columns), name="at_hand")
    rows = trace(at_hand, source)
    told = [name for name in rows.columns if name.startswith("close_")]
    rows = rows.select(*payments(source.parameters), *told)
    sql = str(ibis.to_sql(rows, dialect="duckdb"))
    kinds |= {"timestamp(6)": "TIMESTAMP", "timestamp": "TIMESTAMP", "int32": "INTEGER"}
    row = ", ".join(f'"{name}" {kinds[kind]}' for name, kind in columns.items())
    return source, sql, f"STRUCT({row})"


def _apply(used: dict[tuple[str, str], int], effects: Iterable[Effect]) -> None:
    """Add what a settlement uses: sums grow, a limit and a line hold if they are the highest.

    A stay that is no transfer begins its line anew.
    """
    told = list(effects)
    fresh = {name for kind, name, _ in told if kind == Kind.VISITS}
    for kind, name, amount in told:
        before = used.get((kind, name), 0)
        match kind:
            case Kind.LINE:
                used[kind, name] = amount if name in fresh else max(before, amount)
            case Kind.GRANTED | Kind.LAYER_GRANTED:
                used[kind, name] = max(before, amount)
            case _:
                used[kind, name] = before + amount


def _by_year(
    rows: Iterable[Mapping[str, Any]],
) -> Iterator[tuple[str, int, dict[tuple[str, str], int]]]:
    years: dict[tuple[str, int], dict[tuple[str, str], int]] = {}
    for row in rows:
        psn_no, year, kind, name, amount = (row[column] for column in OPENING.names)
        years.setdefault((psn_no, year), {})[str(Kind(kind)), name] = amount
    for (psn_no, year), own in years.items():
        yield psn_no, year, own


def _digest(verb: str, content: object) -> str:
    text = json.dumps([verb, content], ensure_ascii=False, sort_keys=True, default=str)
    return hashlib.sha256(text.encode()).hexdigest()


def _told(answer: Answer) -> str:
    amounts = {name: str(amount) for name, amount in answer.amounts.items()}
    steps = [[step.name, step.formula, step.amount, step.clause] for step in answer.steps]
    return json.dumps(
        [answer.message, answer.setl_id, answer.psn_no, answer.benefit, amounts, steps, answer.reversal],
        ensure_ascii=False,
    )  # fmt: skip


def _answer(told: str) -> Answer:
    message, setl_id, psn_no, benefit, amounts, steps, reversal = json.loads(told)
    yuan = {name: Decimal(amount) for name, amount in amounts.items()}
    own = tuple(Step(*step) for step in steps)
    return Answer(message, setl_id, psn_no, benefit, yuan, own, reversal)


def _stored(message: str, digest: str, known: str, told: str) -> Answer:
    if known != digest:
        text = (
            f"报文 {message} 已用过，但内容不同；没有保存。"
            "重发请保持内容不变，新的结算请换一个报文编号。"
        )
        raise MessageReused(text)
    return _answer(told)
