"""The counter: one claim settled at a time, kept durably, with all that the year used before.

    with counter("county/counter.sqlite", policy="sample_2024") as window:
        receipt = window.settle(claim, message="20240501-000123")

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
from functools import cache
from pathlib import Path
from threading import RLock
from typing import Any

from jixiao.errors import JixiaoError
from jixiao.fund.benefits import OPENING, load_policies
from jixiao.fund.benefits.parameters import AccumulatorKind
from jixiao.fund.counter.accounts import PATIENCE, Collision, Ledger, open_ledger
from jixiao.fund.counter.planned import (
    Amounts,
    Effect,
    PlannedSettlement,
    apply_effects,
)
from jixiao.fund.counter.presented import read_claim
from jixiao.fund.counter.receipt import Receipt


class MessageReused(JixiaoError, ValueError):
    """A message's id was used before for something else."""


class AlreadySettled(JixiaoError, ValueError):
    """A settlement's id was used before by another message."""


class NothingToReverse(JixiaoError, LookupError):
    """There is no such settlement, or it was reversed before."""


class Counter:
    """One window on a ledger. Threads may share it: they are served one after another.

    Claims are mappings with the names of SETL_D; amounts are yuan as Decimal, int or text with at
    most two digits after the point (floats are refused), `setl_time` a datetime or ISO text.
    `year` is that of `setl_time` unless said, and what `OPTIONAL` names may be left out.
    """

    def __init__(
        self, ledger: Ledger, codes: Sequence[str], folder: Path | None
    ) -> None:
        self._ledger = ledger
        self._settlement = PlannedSettlement(tuple(codes), folder)
        self._lock = RLock()

    def settle(
        self, claim: Mapping[str, Any], *, message: str | None = None
    ) -> Receipt:
        """Settle a claim and keep it; the same message again has the same receipt.

        `message` is the id of the request, `setl_id` where it has none.

        Raises:
            FaultyClaim: the claim lacks something, or says what cannot be.
            MessageReused: the message's id was used for another content.
            AlreadySettled: another message settled this `setl_id`.
            LedgerBusy: another counter held the person for too long.
        """
        read = read_claim(claim)
        message = message or read["setl_id"]

        def work() -> Receipt:
            return self._settle_and_keep(read, message)

        return self._once(read["psn_no"], message, _digest("settle", read), work)

    def preview(self, claim: Mapping[str, Any]) -> Receipt:
        """Return what a claim would be paid now, and keep nothing (预结算).

        Raises:
            FaultyClaim: the claim lacks something, or says what cannot be.
        """
        read = read_claim(claim)
        with self._lock:
            used = self._used(read["psn_no"], read["year"])
            receipt, _ = self._settlement.settle(read, used, None)
            return receipt

    def reverse(self, setl_id: str, *, message: str | None = None) -> Receipt:
        """Reverse a settlement: its exact negative, and its year as if it had never been.

        What was settled after it stands as it was paid. The same message again has the same
        receipt; `message` is `reverse <setl_id>` where none is given.

        Raises:
            NothingToReverse: there is no such settlement, or another message reversed it.
            MessageReused: the message's id was used for another content.
            LedgerBusy: another counter held the person for too long.
        """
        message = message or f"reverse {setl_id}"
        with self._lock:
            rows = self._ledger.run(
                "SELECT psn_no FROM settlements WHERE setl_id = :setl_id",
                setl_id=setl_id,
            )
        if not rows:
            text = f"没有结算ID为 {setl_id} 的结算，不能撤销。请核对结算ID。"
            raise NothingToReverse(text)
        ((psn_no,),) = rows

        def work() -> Receipt:
            return self._reverse_and_keep(setl_id, message)

        return self._once(psn_no, message, _digest("reverse", setl_id), work)

    def used(self, psn_no: str, year: int) -> dict[tuple[str, str], int]:
        """Return what a person's year has used, by kind and name, in fen or a count."""
        with self._lock:
            return self._used(psn_no, year)

    def open_year(self, rows: Iterable[Mapping[str, Any]]) -> None:
        """Set what years had used before the counter's first claim: rows of `OPENING`.

        `benefits.closing` makes them of a year settled in batch.

        Raises:
            AlreadySettled: a person's year has settlements here already.
        """
        for psn_no, year, amounts in _by_year(rows):
            with self._lock, self._ledger.person(psn_no):
                if self._standing(psn_no, year):
                    text = f"{psn_no} {year} 年在账本里已有结算，不能再设期初。请先撤销这些结算。"
                    raise AlreadySettled(text)
                self._write(psn_no, year, amounts, opening=amounts)

    def close(self) -> None:
        """Close the ledger and the planned settlement."""
        with self._lock:
            self._ledger.close()
            self._settlement.close()

    def _once(
        self, psn_no: str, message: str, digest: str, work: Callable[[], Receipt]
    ) -> Receipt:
        """Return the receipt a message had, or do the work and keep its receipt."""
        for _ in range(2):
            try:
                with self._lock, self._ledger.person(psn_no):
                    known = self._ledger.run(
                        "SELECT digest, answer FROM messages WHERE message = :message",
                        message=message,
                    )
                    if known:
                        return _kept_receipt(message, digest, *known[0])
                    receipt = work()
                    self._ledger.run(
                        "INSERT INTO messages VALUES (:message, :digest, :answer)",
                        message=message,
                        digest=digest,
                        answer=receipt.to_json(),
                    )
                    return receipt
            except Collision:
                continue  # another counter, serving another person, was first with this id
        text = f"报文 {message} 与另一个窗口同时写入。请稍后重发。"
        raise MessageReused(text)

    def _settle_and_keep(self, claim: Mapping[str, Any], message: str) -> Receipt:
        psn_no, year, setl_id = claim["psn_no"], claim["year"], claim["setl_id"]
        if self._ledger.run(
            "SELECT 1 FROM settlements WHERE setl_id = :setl_id", setl_id=setl_id
        ):
            text = (
                f"结算ID {setl_id} 已由另一条报文结算过。要重新结算，请先撤销，再换一个结算ID；"
                "要取回结果，请用原来的报文编号。"
            )
            raise AlreadySettled(text)
        used = self._used(psn_no, year)
        receipt, effects = self._settlement.settle(claim, used, message)
        ((place,),) = self._ledger.run(
            "SELECT coalesce(max(place), 0) + 1 FROM settlements"
            " WHERE psn_no = :psn_no AND year = :year",
            psn_no=psn_no,
            year=year,
        )
        self._ledger.run(
            "INSERT INTO settlements VALUES"
            " (:setl_id, :psn_no, :year, :place, :effects, :answer, NULL)",
            setl_id=setl_id,
            psn_no=psn_no,
            year=year,
            place=place,
            effects=json.dumps(effects, ensure_ascii=False),
            answer=receipt.to_json(),
        )
        after = dict(used)
        apply_effects(after, effects)
        changed = {
            key: amount for key, amount in after.items() if used.get(key) != amount
        }
        self._write(psn_no, year, changed)
        return receipt

    def _reverse_and_keep(self, setl_id: str, message: str) -> Receipt:
        ((psn_no, year, answer, reversed_by),) = self._ledger.run(
            "SELECT psn_no, year, answer, reversed_by FROM settlements WHERE setl_id = :setl_id",
            setl_id=setl_id,
        )
        if reversed_by is not None:
            text = f"结算 {setl_id} 已由报文 {reversed_by} 撤销过，不能再撤销。"
            raise NothingToReverse(text)
        self._ledger.run(
            "UPDATE settlements SET reversed_by = :message WHERE setl_id = :setl_id",
            message=message,
            setl_id=setl_id,
        )
        openings = self._ledger.run(
            "SELECT kind, name, opening FROM accumulators WHERE psn_no = :psn_no AND year = :year",
            psn_no=psn_no,
            year=year,
        )
        amounts = {(kind, name): opening for kind, name, opening in openings}
        for effects in self._standing(psn_no, year):
            apply_effects(amounts, effects)
        self._write(psn_no, year, amounts)
        return Receipt.from_json(answer).reversed_by(message)

    def _used(self, psn_no: str, year: int) -> dict[tuple[str, str], int]:
        rows = self._ledger.run(
            "SELECT kind, name, amount FROM accumulators"
            " WHERE psn_no = :psn_no AND year = :year AND amount > 0",
            psn_no=psn_no,
            year=year,
        )
        return {(kind, name): amount for kind, name, amount in rows}

    def _standing(self, psn_no: str, year: int) -> list[list[Effect]]:
        """Return what each settlement of a year that was not reversed adds, in their order."""
        rows = self._ledger.run(
            "SELECT effects FROM settlements"
            " WHERE psn_no = :psn_no AND year = :year AND reversed_by IS NULL ORDER BY place",
            psn_no=psn_no,
            year=year,
        )
        return [json.loads(effects) for (effects,) in rows]

    def _write(
        self, psn_no: str, year: int, amounts: Amounts, opening: Amounts | None = None
    ) -> None:
        """Write what accumulators hold, and what they held before the first claim if given."""
        upsert = (
            "INSERT INTO accumulators VALUES (:psn_no, :year, :kind, :name, :opening, :amount)"
            " ON CONFLICT (psn_no, year, kind, name) DO UPDATE SET amount = excluded.amount"
        )
        if opening is not None:
            upsert += ", opening = excluded.opening"
        for (kind, name), amount in amounts.items():
            self._ledger.run(
                upsert,
                psn_no=psn_no,
                year=year,
                kind=str(kind),
                name=name,
                opening=(opening or {}).get((kind, name), 0),
                amount=amount,
            )


@contextmanager
def counter(
    ledger: str | Path,
    *,
    policy: str | Sequence[str],
    policies: Path | None = None,
    patience: float = PATIENCE,
) -> Iterator[Counter]:
    """Open a counter on a ledger: a path of SQLite, or postgresql://user@host/database.

    `policy` names the policies to settle by, `policies` is the folder of a bureau's policy files,
    `patience` how many seconds to wait for another counter.

    Raises:
        FaultyEntry: a policy file is faulty, or the policies do not fit together.
        JixiaoError: there is no such policy.
        UnreadableFile: the ledger cannot be opened.
    """
    window = _open(ledger, policy, policies, patience)
    try:
        yield window
    finally:
        window.close()


def settle(
    claim: Mapping[str, Any],
    *,
    ledger: str | Path,
    policy: str | Sequence[str],
    policies: Path | None = None,
    message: str | None = None,
) -> Receipt:
    """Settle one claim on a ledger; the counter stays open until the process ends.

    See `counter` for the arguments and `Counter.settle` for the claim.

    Raises:
        JixiaoError: as `counter` and `Counter.settle` do.
    """
    codes = (policy,) if isinstance(policy, str) else tuple(policy)
    return _shared(os.getpid(), str(ledger), codes, policies).settle(
        claim, message=message
    )


@cache
def _shared(
    process: int,  # noqa: ARG001 — a process has a window of its own
    ledger: str,
    codes: tuple[str, ...],
    folder: Path | None,
) -> Counter:
    window = _open(ledger, codes, folder, PATIENCE)
    atexit.register(window.close)
    return window


def _open(
    ledger: str | Path,
    policy: str | Sequence[str],
    folder: Path | None,
    patience: float,
) -> Counter:
    codes = [policy] if isinstance(policy, str) else list(policy)
    known = load_policies(folder)
    if unknown := [code for code in codes if code not in known]:
        text = f"没有叫 {'、'.join(unknown)} 的政策；现有 {'、'.join(known)}。请改正 policy。"
        raise JixiaoError(text)
    return Counter(open_ledger(ledger, patience), codes, folder)


def _by_year(rows: Iterable[Mapping[str, Any]]) -> Iterator[tuple[str, int, Amounts]]:
    """Yield person, year and what it had used, from rows of `OPENING`."""
    years: dict[tuple[str, int], dict[tuple[str, str], int]] = {}
    for row in rows:
        psn_no, year, kind, name, amount = (row[column] for column in OPENING.names)
        years.setdefault((psn_no, year), {})[str(AccumulatorKind(kind)), name] = amount
    for (psn_no, year), amounts in years.items():
        yield psn_no, year, amounts


def _digest(verb: str, content: object) -> str:
    text = json.dumps([verb, content], ensure_ascii=False, sort_keys=True, default=str)
    return hashlib.sha256(text.encode()).hexdigest()


def _kept_receipt(message: str, digest: str, kept_digest: str, answer: str) -> Receipt:
    """Return the receipt that was kept for a message.

    Raises:
        MessageReused: the message was of another content.
    """
    if kept_digest != digest:
        text = (
            f"报文 {message} 已用过，但内容不同；没有保存。"
            "重发请保持内容不变，新的结算请换一个报文编号。"
        )
        raise MessageReused(text)
    return Receipt.from_json(answer)
