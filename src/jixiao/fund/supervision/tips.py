"""Tips: what was told apart from who told it; every look at an identity is written down.

The identity is sealed under a key that the register does not hold. Whoever is named in a tip is
refused it, and that is written down too. Statistics know no identity.
"""

import csv
import json
import sqlite3
from collections.abc import Iterator, Mapping, Sequence
from contextlib import closing, contextmanager
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path

from cryptography.fernet import Fernet, InvalidToken

from jixiao.errors import JixiaoError, UnreadableFile, name_of, whole
from jixiao.fund.records import declared_records
from jixiao.fund.supervision.tip_rewards import Tariff, claim_by, reward
from jixiao.money import in_yuan

_TABLES = """
CREATE TABLE IF NOT EXISTS tips (
    code TEXT PRIMARY KEY, channel TEXT, received_at TEXT, named INTEGER, insider INTEGER,
    subject TEXT, fact TEXT, accused TEXT);
CREATE TABLE IF NOT EXISTS identities (tip TEXT PRIMARY KEY REFERENCES tips, sealed BLOB);
CREATE TABLE IF NOT EXISTS readings (tip TEXT, who TEXT, at TEXT, why TEXT, refused INTEGER);
CREATE TABLE IF NOT EXISTS rewards (
    tip TEXT PRIMARY KEY REFERENCES tips, tariff TEXT, proven INTEGER, amount INTEGER,
    noticed_on TEXT, decided_by TEXT);
CREATE TABLE IF NOT EXISTS payments (
    tip TEXT PRIMARY KEY REFERENCES rewards, paid_on TEXT, amount INTEGER, paid_by TEXT);
"""
_FROZEN = """
CREATE TRIGGER IF NOT EXISTS {table}_{verb} BEFORE {verb} ON {table}
BEGIN SELECT RAISE(ABORT, 'the register is only added to'); END;
"""
_KEPT = ("tips", "identities", "readings", "rewards", "payments")


@dataclass(frozen=True, slots=True)
class Tip:
    """What was told, by its code; `accused` are the persons that it names."""

    code: str
    channel: str
    received_at: datetime
    named: bool
    insider: bool
    subject: str
    fact: str
    accused: Sequence[str] = ()


@dataclass(frozen=True, slots=True)
class Reading:
    """A look at an identity, or one that was refused."""

    tip: str
    who: str
    at: datetime
    why: str
    refused: bool


@dataclass(frozen=True, slots=True)
class Reward:
    """What a tip earns, until when it can be claimed, and when it was paid; money in fen."""

    tip: str
    amount: int
    proven: int
    claim_until: date
    paid_on: date | None


def new_key() -> bytes:
    """Return a key for identities: kept apart from the register, in other hands."""
    return Fernet.generate_key()


@contextmanager
def open_register(path: Path) -> Iterator["TipRegister"]:
    """Open a register of tips, made where it is not there.

    Raises:
        UnreadableFile: it cannot be opened, or is no register.
    """
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        connection = sqlite3.connect(path, isolation_level=None)
        connection.row_factory = sqlite3.Row
        connection.executescript(_TABLES)
        for table in _KEPT:
            for verb in ("UPDATE", "DELETE"):
                connection.executescript(_FROZEN.format(table=table, verb=verb))
    except (OSError, sqlite3.Error) as error:
        message = f"打不开 {name_of(path)}：它不是举报登记，或没有权限。请换一个文件。"
        raise UnreadableFile(message) from error
    with closing(connection):
        yield TipRegister(connection)


class TipRegister:
    """Tips with their sealed identities, the log of readings, rewards and payments."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._db = connection

    def accept(
        self, tip: Tip, identity: Mapping[str, str] | None, key: bytes | None
    ) -> None:
        """Register a tip; who gave it is sealed under the key.

        Raises:
            JixiaoError: its code is taken, or an identity comes without a key.
        """
        if (identity is None) == tip.named:
            raise JixiaoError("实名举报要登记身份，匿名举报不登记。请改正。")
        if identity is not None and key is None:
            raise JixiaoError("登记举报人身份要用钥匙加密。请给出钥匙文件。")
        row = (
            tip.code, tip.channel, tip.received_at.isoformat(), int(tip.named), int(tip.insider),
            tip.subject, tip.fact, json.dumps([*tip.accused], ensure_ascii=False),
        )  # fmt: skip
        try:
            self._db.execute("BEGIN IMMEDIATE")
            self._db.execute("INSERT INTO tips VALUES (?, ?, ?, ?, ?, ?, ?, ?)", row)
            if identity is not None and key is not None:
                sealed = _cipher(key).encrypt(json.dumps(dict(identity)).encode())
                self._db.execute(
                    "INSERT INTO identities VALUES (?, ?)", (tip.code, sealed)
                )
            self._db.execute("COMMIT")
        except sqlite3.IntegrityError as taken:
            self._db.execute("ROLLBACK")
            message = f"编号 {tip.code} 已经登记过。请换一个编号。"
            raise JixiaoError(message) from taken

    def tip(self, code: str) -> Tip:
        """Return what was told, without who told it.

        Raises:
            JixiaoError: there is no such tip.
        """
        row = self._db.execute("SELECT * FROM tips WHERE code = ?", (code,)).fetchone()
        if row is None:
            message = f"没有编号为 {code} 的举报。请核对编号。"
            raise JixiaoError(message)
        return Tip(
            row["code"], row["channel"], datetime.fromisoformat(row["received_at"]),
            bool(row["named"]), bool(row["insider"]), row["subject"], row["fact"],
            json.loads(row["accused"]),
        )  # fmt: skip

    def with_rewards(self) -> list[tuple[Tip, Reward | None]]:
        """Return every tip with what it earns; nobody who gave one is in it."""
        codes = self._db.execute("SELECT code FROM tips ORDER BY received_at, code")
        rewarded = {row["tip"] for row in self._db.execute("SELECT tip FROM rewards")}
        return [
            (self.tip(code), self.reward(code) if code in rewarded else None)
            for (code,) in codes.fetchall()
        ]

    def identity(
        self, code: str, *, who: str, why: str, at: datetime, key: bytes
    ) -> dict[str, str]:
        """Return who gave a tip, and write down who looked and why.

        Raises:
            JixiaoError: no reason is said, the tip names who asks, it is anonymous, or the key is
                another.
        """
        tip = self.tip(code)
        if not why.strip():
            raise JixiaoError("查阅举报人身份要写明理由，如“发放奖励”。")
        refused = who in tip.accused
        self._db.execute(
            "INSERT INTO readings VALUES (?, ?, ?, ?, ?)",
            (code, who, at.isoformat(), why, int(refused)),
        )
        if refused:
            message = f"举报 {code} 涉及 {who}，本人不能查阅举报人身份；已记录。"
            raise JixiaoError(message)
        row = self._db.execute(
            "SELECT sealed FROM identities WHERE tip = ?", (code,)
        ).fetchone()
        if row is None:
            message = f"举报 {code} 是匿名的，没有身份。"
            raise JixiaoError(message)
        try:
            opened: dict[str, str] = json.loads(_cipher(key).decrypt(row["sealed"]))
        except InvalidToken as wrong:
            raise JixiaoError(
                "钥匙不对，打不开这份身份。请换登记时用的钥匙。"
            ) from wrong
        return opened

    def readings(self) -> list[Reading]:
        """Return every look at an identity, in order."""
        rows = self._db.execute("SELECT * FROM readings ORDER BY rowid").fetchall()
        return [
            Reading(
                row["tip"], row["who"], datetime.fromisoformat(row["at"]), row["why"], bool(row["refused"])
            )
            for row in rows
        ]  # fmt: skip

    def decide_reward(
        self,
        code: str,
        tariff: Tariff,
        proven: int,
        *,
        noticed_on: date,
        by: str,
        is_offender: bool = False,
    ) -> Reward:
        """Decide what a tip earns by its proven amount (fen), told on a day; an offender's nothing.

        Raises:
            JixiaoError: there is no such tip, or it was rewarded already.
        """
        tip = self.tip(code)
        amount = reward(tariff, proven, insider=tip.insider, is_offender=is_offender)
        try:
            self._db.execute(
                "INSERT INTO rewards VALUES (?, ?, ?, ?, ?, ?)",
                (code, tariff.code, proven, amount, noticed_on.isoformat(), by),
            )
        except sqlite3.IntegrityError as twice:
            message = f"举报 {code} 已经作出奖励决定，不能再奖一次。"
            raise JixiaoError(message) from twice
        return self.reward(code)

    def reward(self, code: str) -> Reward:
        """Return what a tip earns.

        Raises:
            JixiaoError: nothing was decided of it.
        """
        sql = "SELECT r.*, p.paid_on FROM rewards r LEFT JOIN payments p USING (tip) WHERE tip = ?"
        row = self._db.execute(sql, (code,)).fetchone()
        if row is None:
            message = f"举报 {code} 还没有奖励决定。"
            raise JixiaoError(message)
        paid_on = date.fromisoformat(row["paid_on"]) if row["paid_on"] else None
        until = claim_by(date.fromisoformat(row["noticed_on"]))
        return Reward(code, row["amount"], row["proven"], until, paid_on)

    def pay(self, code: str, on: date, *, by: str) -> Reward:
        """Pay a reward on a day: once, by somebody who did not decide it, not after its term.

        Raises:
            JixiaoError: it is waived by then, paid already, or whoever pays decided it.
        """
        earned = self.reward(code)
        decided_by = self._db.execute(
            "SELECT decided_by FROM rewards WHERE tip = ?", (code,)
        ).fetchone()["decided_by"]
        if earned.paid_on:
            message = f"举报 {code} 的奖励已于 {earned.paid_on} 发放。"
            raise JixiaoError(message)
        if on > earned.claim_until:
            message = (
                f"举报 {code} 的奖励应于 {earned.claim_until} 前领取，逾期视为放弃。"
            )
            raise JixiaoError(message)
        if by == decided_by:
            message = f"{by} 作出了奖励决定，不能再由本人发放。请换一个人。"
            raise JixiaoError(message)
        self._db.execute(
            "INSERT INTO payments VALUES (?, ?, ?, ?)",
            (code, on.isoformat(), earned.amount, by),
        )
        return self.reward(code)

    def reward_rows(self, day: date) -> list[tuple[str, ...]]:
        """Return the rewards decided, as rows of TIP_REWARD by a day, in yuan; nobody is in it.

        One that was not claimed in its term is waived; what was paid after the day is not paid yet.
        """
        sql = "SELECT tip, noticed_on FROM rewards WHERE noticed_on <= ? ORDER BY noticed_on, tip"
        noticed = self._db.execute(sql, (day.isoformat(),)).fetchall()
        return [_reward_row(self.reward(tip), on, day) for tip, on in noticed]

    def statistics(self, day: date) -> list[tuple[str, str]]:
        """Return how many tips came, were rewarded, paid and waived by a day; nobody is in it."""
        tips = self._db.execute(
            "SELECT channel, count(*) AS n, sum(named) AS named, sum(insider) AS insider "
            "FROM tips GROUP BY channel ORDER BY channel"
        ).fetchall()
        codes = [row["tip"] for row in self._db.execute("SELECT tip FROM rewards")]
        rewards = [self.reward(code) for code in codes]
        paid = [each for each in rewards if each.paid_on]
        waived = [
            each for each in rewards if not each.paid_on and day > each.claim_until
        ]
        return [
            *(
                (
                    row["channel"],
                    f"{row['n']} 件，实名 {row['named']}，内部 {row['insider']}",
                )
                for row in tips
            ),
            (
                "奖励决定",
                f"{len(rewards)} 件，{in_yuan(sum(r.amount for r in rewards))} 元",
            ),
            ("已发放", f"{len(paid)} 件，{in_yuan(sum(r.amount for r in paid))} 元"),
            (
                "逾期放弃",
                f"{len(waived)} 件，{in_yuan(sum(r.amount for r in waived))} 元",
            ),
        ]


def _reward_row(earned: Reward, noticed_on: str, day: date) -> tuple[str, ...]:
    is_paid = earned.paid_on is not None and earned.paid_on <= day
    amount = in_yuan(earned.amount)
    return (
        earned.tip,
        noticed_on,
        amount,
        earned.claim_until.isoformat(),
        f"{earned.paid_on}" if is_paid else "",
        amount if is_paid else "",
        "1" if not is_paid and day > earned.claim_until else "0",
    )


def write_rewards(rows: Sequence[Sequence[str]], path: Path) -> None:
    """Write rows of TIP_REWARD as CSV under the titles of its columns, as `jixiao load` takes them."""
    heads = [
        column.title for column in declared_records()["rewards_due"].columns.values()
    ]
    with (
        whole(path) as half,
        half.open("w", encoding="utf-8-sig", newline="") as file,
    ):
        csv.writer(file).writerows([heads, *rows])


def _cipher(key: bytes) -> Fernet:
    try:
        return Fernet(key.strip())
    except ValueError as wrong:
        raise JixiaoError(
            "这不是钥匙文件。请用 jixiao tips key 造的那一个。"
        ) from wrong
