"""What a ledger keeps: settlements, the messages they answered, and what each year has used.

All that a person's year has used is one row with a version: a settlement is computed from what the
row said, and kept only if it says so still.
"""

import json
from abc import ABC, abstractmethod
from collections.abc import Mapping, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass
from typing import Any

from jixiao.errors import JixiaoError
from jixiao.fund.benefits.claim import State
from jixiao.fund.counter.ledgers.effects import Effect

PATIENCE = 10.0
"""How many seconds a counter waits for another that holds the ledger or the person."""
TABLES = (
    """CREATE TABLE IF NOT EXISTS years (
        psn_no TEXT NOT NULL, year INTEGER NOT NULL, version BIGINT NOT NULL,
        opening TEXT NOT NULL, used TEXT NOT NULL, PRIMARY KEY (psn_no, year))""",
    """CREATE TABLE IF NOT EXISTS settlements (
        setl_id TEXT PRIMARY KEY, psn_no TEXT NOT NULL, year INTEGER NOT NULL,
        place INTEGER NOT NULL, effects TEXT NOT NULL, answer TEXT NOT NULL,
        reversed_by TEXT, UNIQUE (psn_no, year, place))""",
    """CREATE TABLE IF NOT EXISTS messages (
        message TEXT PRIMARY KEY, digest TEXT NOT NULL, setl_id TEXT NOT NULL)""",
)
"""A year's `used`, and the `opening` it had before its first claim here, are amounts by name;
`version` grows with each change, and is the `place` of the settlement that made it. `effects` is
what a settlement adds: a list of [name, amount]. `answer` is its receipt; that of its reversal is
its negative."""
KEEP_YEAR = """INSERT INTO years VALUES (:psn_no, :year, :version + 1, '{}', :used)
    ON CONFLICT (psn_no, year) DO UPDATE SET version = excluded.version, used = excluded.used
    WHERE years.version = :version"""
KEEP_SETTLEMENT = """INSERT INTO settlements
    SELECT :setl_id, :psn_no, :year, :version + 1, :effects, :answer, NULL"""
KEEP_MESSAGE = "INSERT INTO messages SELECT :message, :digest, :setl_id"
"""What keeping a settlement writes: first the year, if it is of the version that was seen."""
MAKE_YEAR = """INSERT INTO years VALUES (:psn_no, :year, 0, '{}', '{}')
    ON CONFLICT DO NOTHING"""
_SEE = """SELECT coalesce(years.version, 0), coalesce(years.used, '{}'),
        messages.digest, answered.answer, answered.reversed_by, same.setl_id
    FROM (SELECT 1 AS row_of_its_own) AS asked
    LEFT JOIN years ON years.psn_no = :psn_no AND years.year = :year
    LEFT JOIN messages ON messages.message = :message
    LEFT JOIN settlements AS answered ON answered.setl_id = messages.setl_id
    LEFT JOIN settlements AS same ON same.setl_id = :setl_id"""
Rows = Sequence[Sequence[Any]]
UNATTRIBUTED = "/?/"
"""Stands in a name for an insurance that nobody knows."""


class LedgerBusy(JixiaoError, TimeoutError):
    """Another counter holds the ledger or the person for too long; nothing was kept."""

    def __init__(self, place: str, patience: float) -> None:
        super().__init__(
            f"账本 {place} 正被另一个窗口占用，等了 {patience:g} 秒仍不能写入；本次没有保存。"
            "请稍后用同一报文编号重发。"
        )


class LedgerLost(JixiaoError, ConnectionError):
    """The ledger failed: whether the request was kept is not known until it is sent again."""

    def __init__(self, place: str, why: str) -> None:
        super().__init__(
            f"写账本 {place} 时{why}，不知道本次是否已保存。请处理后用同一报文编号重发："
            "保存过的取回原来的结果，不会重复结算。"
        )


class Collision(Exception):
    """Another window was first; looking again shows what it wrote."""


@dataclass(frozen=True, slots=True)
class Request:
    """A message by its id, and a digest of what it asks."""

    message: str
    digest: str


@dataclass(frozen=True, slots=True)
class Answer:
    """What a message was answered: the receipt of its settlement, or that of its reversal."""

    digest: str
    receipt: str
    is_reversal: bool


@dataclass(frozen=True, slots=True)
class Seen:
    """What a ledger knows before it serves a request.

    `answer` is what the message was answered before, `is_settled` whether the settlement is there.
    """

    version: int
    used: State
    answer: Answer | None
    is_settled: bool


class Ledger(ABC):
    """What keeps settlements durably; both databases speak the same SQL."""

    @abstractmethod
    def run(self, sql: str, **values: Any) -> Rows:
        """Run one statement with `:name` parameters and return its rows."""

    @abstractmethod
    def holding(self, psn_no: str, year: int) -> AbstractContextManager[None]:
        """Hold a person's year: what runs inside is kept as a whole at its end, or not at all.

        Raises:
            LedgerBusy: another window held it for too long.
        """

    @abstractmethod
    def close(self) -> None:
        """Close the connection."""

    @abstractmethod
    def _keep(self, **values: Any) -> None:
        """Write what `KEEP_YEAR`, `KEEP_SETTLEMENT` and `KEEP_MESSAGE` say, or nothing of it."""

    def see(self, psn_no: str, year: int, setl_id: str, message: str) -> Seen:
        """Return what is known of a year, a settlement and a message, all of one moment."""
        (row,) = self.run(
            _SEE, psn_no=psn_no, year=year, setl_id=setl_id, message=message
        )
        version, used, digest, receipt, reversed_by, settled = row
        answer = None
        if digest is not None:
            answer = Answer(digest, receipt, is_reversal=reversed_by == message)
        return Seen(version, json.loads(used), answer, is_settled=settled is not None)

    def used(self, psn_no: str, year: int) -> dict[str, int]:
        """Return what a person's year has used."""
        return self._amounts("used", psn_no, year)

    def opening(self, psn_no: str, year: int) -> dict[str, int]:
        """Return what a person's year had used before its first claim here."""
        return self._amounts("opening", psn_no, year)

    def _amounts(self, column: str, psn_no: str, year: int) -> dict[str, int]:
        sql = f"SELECT {column} FROM years WHERE psn_no = :psn_no AND year = :year"
        rows = self.run(sql, psn_no=psn_no, year=year)
        return dict(json.loads(rows[0][0])) if rows else {}

    def person_and_year(self, setl_id: str) -> tuple[str, int] | None:
        """Return whose settlement it is and of which year; None where there is none."""
        sql = "SELECT psn_no, year FROM settlements WHERE setl_id = :setl_id"
        rows = self.run(sql, setl_id=setl_id)
        return (rows[0][0], rows[0][1]) if rows else None

    def receipt(self, setl_id: str) -> tuple[str, str | None]:
        """Return the receipt of a settlement, and the message that reversed it, if one has."""
        sql = "SELECT answer, reversed_by FROM settlements WHERE setl_id = :setl_id"
        ((answer, reversed_by),) = self.run(sql, setl_id=setl_id)
        return answer, reversed_by

    def standing(self, psn_no: str, year: int) -> list[list[Effect]]:
        """Return what each settlement of a year that was not reversed adds, in their order."""
        rows = self.run(
            "SELECT effects FROM settlements"
            " WHERE psn_no = :psn_no AND year = :year AND reversed_by IS NULL ORDER BY place",
            psn_no=psn_no,
            year=year,
        )
        return [json.loads(effects) for (effects,) in rows]

    def keep(
        self,
        request: Request,
        claim: Mapping[str, Any],
        version: int,
        used: State,
        effects: Sequence[Effect],
        receipt: str,
    ) -> None:
        """Keep a claim's settlement, what its year has used now, and the answer to its message.

        Raises:
            Collision: the year is no longer of the version given, or another window wrote the same
                settlement or message; nothing was kept.
            LedgerBusy: another window held the ledger for too long.
        """
        self._keep(
            psn_no=claim["psn_no"],
            year=claim["year"],
            version=version,
            used=_as_text(used),
            setl_id=claim["setl_id"],
            effects=json.dumps(effects, ensure_ascii=False),
            answer=receipt,
            message=request.message,
            digest=request.digest,
        )

    def mark_reversed(self, request: Request, setl_id: str) -> None:
        """Mark a settlement as reversed by a message, and keep the message; its year is held."""
        self.run(
            "UPDATE settlements SET reversed_by = :message WHERE setl_id = :setl_id",
            message=request.message,
            setl_id=setl_id,
        )
        self.run(
            KEEP_MESSAGE,
            message=request.message,
            digest=request.digest,
            setl_id=setl_id,
        )

    def write_used(self, psn_no: str, year: int, used: State) -> None:
        """Write what a year has used; the year is held."""
        self.run(
            "UPDATE years SET version = version + 1, used = :used"
            " WHERE psn_no = :psn_no AND year = :year",
            psn_no=psn_no,
            year=year,
            used=_as_text(used),
        )

    def write_opening(self, psn_no: str, year: int, opening: State) -> None:
        """Write what a year had used before its first claim here; the year is held."""
        self.run(
            "UPDATE years SET opening = :opening WHERE psn_no = :psn_no AND year = :year",
            psn_no=psn_no,
            year=year,
            opening=_as_text(opening),
        )
        self.write_used(psn_no, year, opening)


def _as_text(amounts: State) -> str:
    return json.dumps(amounts, ensure_ascii=False)
