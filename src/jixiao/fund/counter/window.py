"""The counter: one claim settled at a time, kept durably, with all that the year used before.

    with counter("county/counter.sqlite", policy="sample_2024") as window:
        receipt = window.settle(claim, message="20240501-000123")

What is settled is what a year in batch would give for the same claims in the order in which they
came: the very function that settles a year (`benefits.year`) settles the one claim.
"""

import atexit
import hashlib
import json
import os
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from functools import cache
from pathlib import Path
from threading import RLock
from typing import Any

from jixiao.errors import JixiaoError
from jixiao.fund.benefits import CLAIM, OPENING, OPTIONAL, Policies, load_policies
from jixiao.fund.benefits.claim import KINDS, State
from jixiao.fund.counter.ledgers import (
    PATIENCE,
    Answer,
    Collision,
    Ledger,
    Request,
    apply_effects,
    open_ledger,
)
from jixiao.fund.counter.names_of_before import NamesOfBefore
from jixiao.fund.counter.presented import read_claim
from jixiao.fund.counter.receipt import Receipt
from jixiao.fund.counter.settling import PolicySettlement

_ALWAYS_DIGESTED = (  # what the first ledgers' claims could say
    "dise_no",
    "transfer",
    "cvlserv_flag",
    "acct_balc",
    "acct_mulaid_balc",
)


PoliciesInForce = Callable[[], Policies]
"""What gives the policies to settle by, as their files say now."""


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

    def __init__(self, ledger: Ledger, policies: PoliciesInForce) -> None:
        self._ledger = ledger
        self._policies = policies
        self._settled_by: Policies = []
        self._lock = RLock()
        self._renew()

    def _renew(self) -> None:
        """Go by the policies as their files say now.

        Raises:
            FaultyEntry: a file was changed since, and is faulty.
        """
        policies = self._policies()
        if policies != self._settled_by:
            self._settlement = PolicySettlement(policies)
            self._settled_by = policies

    def _read(self, claim: Mapping[str, Any]) -> dict[str, Any]:
        self._renew()
        return read_claim(claim, by_discharge=self._settlement.goes_by_discharge)

    def settle(
        self, claim: Mapping[str, Any], *, message: str | None = None
    ) -> Receipt:
        """Settle a claim and keep it; the same message again has the same receipt.

        `message` is the id of the request, `setl_id` where it has none.

        Raises:
            FaultyClaim: the claim lacks something, says what cannot be or what no policy knows.
            FaultyEntry: a policy file was changed since the counter was opened, and is faulty.
            MessageReused: the message's id was used for another content.
            AlreadySettled: another message settled this `setl_id`.
            LedgerBusy: another counter held the person for too long.
            LedgerLost: the ledger failed; sending the message again tells whether it was kept.
        """
        with self._lock:
            read = self._read(claim)
        digest = _digest("settle", _said(read))
        request = Request(message or read["setl_id"], digest)

        def work() -> Receipt:
            return self._settle_and_keep(read, request)

        with self._lock:
            # Nothing is held while it is computed; most often the year has not changed meanwhile.
            with suppress(Collision):
                return work()
            return self._holding(read["psn_no"], read["year"], request, work)

    def preview(self, claim: Mapping[str, Any]) -> Receipt:
        """Return what a claim would be paid now, and keep nothing (预结算).

        Raises:
            FaultyClaim: the claim lacks something, or says what cannot be.
        """
        with self._lock:
            read = self._read(claim)
            used = self._ledger.used(read["psn_no"], read["year"])
            return self._settlement.settle(read, used, None).receipt

    def reverse(self, setl_id: str, *, message: str | None = None) -> Receipt:
        """Reverse a settlement: its exact negative, and its year as if it had never been.

        What was settled after it stands as it was paid. The same message again has the same
        receipt; `message` is `reverse <setl_id>` where none is given.

        Raises:
            NothingToReverse: there is no such settlement, or another message reversed it.
            MessageReused: the message's id was used for another content.
            LedgerBusy: another counter held the person for too long.
            LedgerLost: the ledger failed; sending the message again tells whether it was kept.
        """
        request = Request(message or f"reverse {setl_id}", _digest("reverse", setl_id))
        with self._lock:
            settled = self._ledger.person_and_year(setl_id)
            if settled is None:
                text = f"没有结算ID为 {setl_id} 的结算，不能撤销。请核对结算ID。"
                raise NothingToReverse(text)
            psn_no, year = settled

            def work() -> Receipt:
                return self._reverse_and_keep(setl_id, psn_no, year, request)

            return self._holding(psn_no, year, request, work)

    def used(self, psn_no: str, year: int) -> dict[tuple[str, str], int]:
        """Return what a person's year has used, by kind and name, in fen or a count."""
        with self._lock:
            used = self._ledger.used(psn_no, year)
        return {_kind_and_name(name): amount for name, amount in used.items()}

    def open_year(self, rows: Iterable[Mapping[str, Any]]) -> None:
        """Set what years had used before the counter's first claim: rows of `OPENING`.

        `benefits.closing` makes them of a year settled in batch.

        Raises:
            AlreadySettled: a person's year has settlements here already.
        """
        for psn_no, year, amounts in _by_year(rows):
            with self._lock, self._ledger.holding(psn_no, year):
                if self._ledger.standing(psn_no, year):
                    text = f"{psn_no} {year} 年在账本里已有结算，不能再设期初。请先撤销这些结算。"
                    raise AlreadySettled(text)
                self._ledger.write_opening(psn_no, year, amounts)

    def close(self) -> None:
        """Close the ledger."""
        with self._lock:
            self._ledger.close()

    def _holding(
        self, psn_no: str, year: int, request: Request, work: Callable[[], Receipt]
    ) -> Receipt:
        """Do the work while no other window may change the year; once more after a collision."""
        for _ in range(2):
            # Another window, serving another person, may be first with the message's id.
            with suppress(Collision), self._ledger.holding(psn_no, year):
                return work()
        text = f"报文 {request.message} 与另一个窗口同时写入。请稍后重发。"
        raise MessageReused(text)

    def _settle_and_keep(self, claim: Mapping[str, Any], request: Request) -> Receipt:
        psn_no, year, setl_id = claim["psn_no"], claim["year"], claim["setl_id"]
        seen = self._ledger.see(psn_no, year, setl_id, request.message)
        if seen.answer:
            return _answered(request, seen.answer)
        if seen.is_settled:
            text = (
                f"结算ID {setl_id} 已由另一条报文结算过。要重新结算，请先撤销，再换一个结算ID；"
                "要取回结果，请用原来的报文编号。"
            )
            raise AlreadySettled(text)
        outcome = self._settlement.settle(claim, seen.used, request.message)
        self._ledger.keep(
            request,
            claim,
            seen.version,
            outcome.used,
            outcome.effects,
            outcome.receipt.to_json(),
        )
        return outcome.receipt

    def _reverse_and_keep(
        self, setl_id: str, psn_no: str, year: int, request: Request
    ) -> Receipt:
        seen = self._ledger.see(psn_no, year, setl_id, request.message)
        if seen.answer:
            return _answered(request, seen.answer)
        receipt, reversed_by = self._ledger.receipt(setl_id)
        if reversed_by is not None:
            text = f"结算 {setl_id} 已由报文 {reversed_by} 撤销过，不能再撤销。"
            raise NothingToReverse(text)
        self._ledger.mark_reversed(request, setl_id)
        used = self._ledger.opening(psn_no, year)
        for effects in self._ledger.standing(psn_no, year):
            apply_effects(used, effects)
        self._ledger.write_used(psn_no, year, used)
        return Receipt.from_json(receipt).reversed_by(request.message)


@contextmanager
def counter(
    ledger: str | Path,
    *,
    policy: str | Sequence[str],
    policies: Path | None = None,
    patience: float = PATIENCE,
) -> Iterator[Counter]:
    """Open a counter on a ledger: a path of SQLite, or postgresql://user@host/database.

    `policy` names the policies to settle by, `policies` is the folder of a bureau's policy files: a
    file changed while the counter is open holds from the next claim on;
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

    def in_force() -> Policies:
        return _known_policies(codes, folder)

    names = NamesOfBefore(in_force())
    return Counter(open_ledger(ledger, names, patience), in_force)


def _known_policies(codes: Sequence[str], folder: Path | None) -> Policies:
    """Return policies by their codes, as their files say now.

    Raises:
        FaultyEntry: a file is faulty.
        JixiaoError: there is no such policy.
    """
    known = load_policies(folder)
    if unknown := [code for code in codes if code not in known]:
        text = f"没有叫 {'、'.join(unknown)} 的政策；现有 {'、'.join(known)}。请改正 policy。"
        raise JixiaoError(text)
    return [known[code] for code in codes]


def _kind_and_name(name: str) -> tuple[str, str]:
    kind, _, rest = name.partition("/")
    return kind, rest


def _by_year(rows: Iterable[Mapping[str, Any]]) -> Iterator[tuple[str, int, State]]:
    """Yield person, year and what it had used, from rows of `OPENING`.

    Raises:
        JixiaoError: a row is of a kind that is not known, or says not of which insurance it is.
    """
    years: dict[tuple[str, int], dict[str, int]] = {}
    for row in rows:
        psn_no, year, kind, name, amount = (row[column] for column in OPENING)
        if kind not in KINDS or "/" not in name:
            text = (
                f"{psn_no} {year} 年的期初里有不认识的累计 {kind} {name}；kind 可写 {'、'.join(KINDS)}，"
                "name 写作 险种/名称，如 390/住院。请用同一版本的 closing 算期初。"
            )
            raise JixiaoError(text)
        years.setdefault((psn_no, year), {})[f"{kind}/{name}"] = amount
    for (psn_no, year), amounts in years.items():
        yield psn_no, year, amounts


def _said(claim: Mapping[str, Any]) -> dict[str, Any]:
    """Return what of a claim its digest is of.

    What claims have come to say since the first ledgers counts only where it is said, so that a
    message of before, sent again, is known.
    """
    return {
        name: value
        for name, value in claim.items()
        if name in _ALWAYS_DIGESTED or name in CLAIM or value != OPTIONAL.get(name)
    }


def _digest(verb: str, content: object) -> str:
    text = json.dumps([verb, content], ensure_ascii=False, sort_keys=True, default=str)
    return hashlib.sha256(text.encode()).hexdigest()


def _answered(request: Request, answer: Answer) -> Receipt:
    """Return the receipt that a message had before.

    Raises:
        MessageReused: the message was of another content.
    """
    if answer.digest != request.digest:
        text = (
            f"报文 {request.message} 已用过，但内容不同；没有保存。"
            "重发请保持内容不变，新的结算请换一个报文编号。"
        )
        raise MessageReused(text)
    receipt = Receipt.from_json(answer.receipt)
    return receipt.reversed_by(request.message) if answer.is_reversal else receipt
