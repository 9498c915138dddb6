"""The packages that an office received: whose keys it trusts, what came when, and what was refused."""

import sqlite3
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum
from pathlib import Path

from jixiao.errors import JixiaoError
from jixiao.service.added_to import open_added_to
from jixiao.service.tree.divisions import Tree
from jixiao.service.tree.package import (
    FaultyPackage,
    Manifest,
    Package,
    read_manifest,
    read_package,
)
from jixiao.service.tree.signing import PublicKey

PACKAGES = "packages.db"
"""Where the register stands in an office's folder."""
KEYS = ("tree.package_days",)
"""The parameters that receiving asks for."""
_TABLES = """
CREATE TABLE IF NOT EXISTS keys (
    number INTEGER PRIMARY KEY, division TEXT, public TEXT, act TEXT, at TEXT, who TEXT);
CREATE TABLE IF NOT EXISTS receipts (
    number INTEGER PRIMARY KEY, digest TEXT, division TEXT, year INTEGER, until TEXT,
    made_at TEXT, received_at TEXT, came_on TEXT, who TEXT, state TEXT, late INTEGER, why TEXT, content BLOB);
"""
_AS_PACKED = ("digest", "division", "year", "until", "made_at")
"""What the register repeats of a package that was taken."""
_TRUSTED, _REVOKED = "trusted", "revoked"


class Outcome(StrEnum):
    """What became of a package that came."""

    TAKEN = "已收"
    TWICE = "重复"
    REFUSED = "没有收"


@dataclass(frozen=True, slots=True)
class Receipt:
    """A package that came on a day, and was entered at a time: what became of it, and why.

    `days_late` is none of one in time.
    """

    number: int
    digest: str
    division: str
    year: int
    until: date | None
    made_at: datetime | None
    received_at: datetime
    came_on: date
    by: str
    outcome: Outcome
    days_late: int | None
    why: str


@dataclass(frozen=True, slots=True)
class TrustedKey:
    """A key by which a division's packages are known: since when, entered by whom."""

    division: str
    key: PublicKey
    since: datetime
    by: str


@dataclass(frozen=True, slots=True)
class Expected:
    """What an office waits for: packages of its children, of a period, within days after its end.

    `persons_key` is the mark of the key that persons must be hashed under; empty where the office
    has none.
    """

    tree: Tree
    division: str
    year: int
    until: date
    days: int
    persons_key: str

    @property
    def due(self) -> date:
        """The last day on which a package is in time."""
        return self.until + timedelta(days=self.days)


@dataclass(frozen=True, slots=True)
class _Arrived:
    """What says whose it is, entered by whom and when, come on which day."""

    manifest: Manifest
    by: str
    at: datetime
    on: date


@contextmanager
def open_inbox(path: Path) -> Iterator["Inbox"]:
    """Open a register of packages, made where it is not there.

    Raises:
        UnreadableFile: it cannot be opened, or is no register.
    """
    with open_added_to(path, _TABLES, ("keys", "receipts"), "上报包登记") as connection:
        yield Inbox(connection)


class Inbox:
    """Keys that are trusted, and packages that came; nothing is ever changed in it."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._db = connection

    def trust(self, division: str, key: PublicKey, *, by: str, at: datetime) -> None:
        """Trust a division's key from now on, beside those it has."""
        self._note_key(division, key, _TRUSTED, by, at)

    def revoke(self, division: str, key: PublicKey, *, by: str, at: datetime) -> None:
        """Trust a key no more; what was taken before stays.

        Raises:
            JixiaoError: it is not trusted.
        """
        if key not in [each.key for each in self.trusted(division)]:
            message = f"{division} 没有登记这把公钥（{key.fingerprint}）。请核对。"
            raise JixiaoError(message)
        self._note_key(division, key, _REVOKED, by, at)

    def _note_key(
        self, division: str, key: PublicKey, act: str, by: str, at: datetime
    ) -> None:
        row = (division, key.line, act, at.isoformat(), by)
        self._db.execute(
            "INSERT INTO keys (division, public, act, at, who) VALUES (?, ?, ?, ?, ?)",
            row,
        )

    def trusted(self, division: str = "") -> Sequence[TrustedKey]:
        """Return the keys that are trusted now, of one division or of all."""
        standing: dict[tuple[str, str], TrustedKey] = {}
        for row in self._db.execute("SELECT * FROM keys ORDER BY number"):
            place = (row["division"], row["public"])
            if row["act"] == _REVOKED:
                standing.pop(place, None)
            else:
                key, since = (
                    PublicKey.read(row["public"]),
                    datetime.fromisoformat(row["at"]),
                )
                standing[place] = TrustedKey(row["division"], key, since, row["who"])
        return [each for each in standing.values() if division in {"", each.division}]

    def receive(
        self,
        content: bytes,
        expected: Expected,
        *,
        by: str,
        at: datetime,
        came_on: date | None = None,
    ) -> Receipt:
        """Take a package, or refuse it; either way it is written down.

        `came_on` is the day it came where that is not the day it is entered.

        Raises:
            FaultyPackage: it is nothing that says whose it is; nothing was written down.
            JixiaoError: it is said to have come after it is entered.
        """
        day = came_on or at.date()
        if day > at.date():
            message = f"收到日期 {day} 在今天以后。请改正。"
            raise JixiaoError(message)
        manifest = read_manifest(content)
        arrived = _Arrived(manifest, by, at, day)
        try:
            package = self._accepted(content, manifest, expected, at)
        except FaultyPackage as fault:
            return self._noted(arrived, Outcome.REFUSED, str(fault))
        if self._has(package.digest):
            why = "这一个包以前收过，没有再收"
            return self._noted(arrived, Outcome.TWICE, why, digest=package.digest)
        late = (day - expected.due).days
        why = f"应在 {expected.due} 以前，迟 {late} 天" if late > 0 else ""
        return self._noted(
            arrived,
            Outcome.TAKEN,
            why,
            digest=package.digest,
            days_late=late if late > 0 else None,
            content=content,
        )

    def _accepted(
        self, content: bytes, manifest: Manifest, expected: Expected, at: datetime
    ) -> Package:
        tree, sender = expected.tree, manifest.division
        if sender not in tree.children(expected.division):
            message = (
                f"{sender[:20]} {manifest.name[:40]} 不是 {tree.label(expected.division)} 在 {tree.day} "
                "的下级，没有收。请核对区划代码和医保区划表。"
            )
            raise FaultyPackage(message)
        if (manifest.year, manifest.until) != (expected.year, expected.until):
            message = (
                f"包是 {manifest.year} 年度、截至 {manifest.until} 的，要的是 {expected.year} 年度、"
                f"截至 {expected.until} 的，没有收。请对方重打。"
            )
            raise FaultyPackage(message)
        keys = [each.key for each in self.trusted(sender)]
        if not keys:
            message = f"{tree.label(sender)} 还没有登记公钥，没有收。请先用 jixiao tree trust 登记。"
            raise FaultyPackage(message)
        package = read_package(content, keys)
        _refuse_others(package, tree)
        if package.contents.persons and manifest.persons_key != expected.persons_key:
            message = (
                "名单不是用本级发的人员密钥化成摘要的，合起来会重复计人，没有收。"
                "请把人员密钥发给对方，请对方重打。"
            )
            raise FaultyPackage(message)
        self._refuse_older(package)
        if manifest.made_at > at + timedelta(days=1):
            message = f"包写的是 {manifest.made_at} 打的，比现在还晚，没有收。请对方核对电脑的时间再重打。"
            raise FaultyPackage(message)
        return package

    def _refuse_older(self, package: Package) -> None:
        manifest = package.manifest
        last = self._last_taken(manifest.division, manifest.year, manifest.until)
        if last is None or package.digest == last["digest"]:
            return
        if manifest.made_at <= datetime.fromisoformat(last["made_at"]):
            message = f"已经收过 {last['made_at']} 打的，这一个打得更早（{manifest.made_at}），没有收。"
            raise FaultyPackage(message)

    def _last_taken(self, division: str, year: int, until: date) -> sqlite3.Row | None:
        sql = (
            "SELECT * FROM receipts WHERE state = ? AND division = ? AND year = ? AND until = ? "
            "ORDER BY number DESC LIMIT 1"
        )
        key = (Outcome.TAKEN.value, division, year, until.isoformat())
        row: sqlite3.Row | None = self._db.execute(sql, key).fetchone()
        return row

    def _has(self, digest: str) -> bool:
        sql = "SELECT 1 FROM receipts WHERE digest = ? AND state = ?"
        return (
            self._db.execute(sql, (digest, Outcome.TAKEN.value)).fetchone() is not None
        )

    def _noted(
        self,
        arrived: "_Arrived",
        outcome: Outcome,
        why: str,
        *,
        digest: str = "",
        days_late: int | None = None,
        content: bytes | None = None,
    ) -> Receipt:
        manifest = arrived.manifest
        row = (
            digest, manifest.division, manifest.year, manifest.until.isoformat(),
            manifest.made_at.isoformat(), arrived.at.isoformat(), arrived.on.isoformat(),
            arrived.by, outcome.value, days_late, why, content,
        )  # fmt: skip
        sql = (
            "INSERT INTO receipts (digest, division, year, until, made_at, received_at, came_on, "
            "who, state, late, why, content) "
            "VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?) RETURNING *"
        )
        return _receipt(self._db.execute(sql, row).fetchone())

    def receipts(self) -> Sequence[Receipt]:
        """Return whatever came, in order."""
        return [
            _receipt(row)
            for row in self._db.execute("SELECT * FROM receipts ORDER BY number")
        ]

    def current(self, year: int, until: date) -> Sequence[tuple[Receipt, Package]]:
        """Return the last version of each division's package of a period, checked once more."""
        sql = "SELECT * FROM receipts WHERE state = ? AND year = ? AND until = ? ORDER BY number"
        rows = self._db.execute(sql, (Outcome.TAKEN.value, year, until.isoformat()))
        last = {row["division"]: row for row in rows}
        return [(_receipt(row), self._kept(row)) for _, row in sorted(last.items())]

    def _kept(self, row: sqlite3.Row) -> Package:
        """Return a package that was taken, by any key that its division ever had."""
        sql = "SELECT DISTINCT public FROM keys WHERE division = ?"
        keys = [
            PublicKey.read(line)
            for (line,) in self._db.execute(sql, (row["division"],))
        ]
        package = read_package(row["content"], keys)
        manifest = package.manifest
        kept = (
            package.digest,
            manifest.division,
            manifest.year,
            manifest.until.isoformat(),
            manifest.made_at.isoformat(),
        )
        if kept != tuple(row[name] for name in _AS_PACKED):
            message = (
                f"登记的第 {row['number']} 号包和包里写的不是同一地区、同一期间，登记被改过。"
                "请从备份核对。"
            )
            raise FaultyPackage(message)
        return package

    def versions(self, division: str, year: int, until: date) -> int:
        """Return how many versions of a package were taken."""
        sql = (
            "SELECT count(*) FROM receipts "
            "WHERE state = ? AND division = ? AND year = ? AND until = ?"
        )
        key = (Outcome.TAKEN.value, division, year, until.isoformat())
        count: int = self._db.execute(sql, key).fetchone()[0]
        return count


def _refuse_others(package: Package, tree: Tree) -> None:
    """Refuse rows of divisions that are not the sender or below it."""
    sender, contents = package.manifest.division, package.contents
    divisions = tree.part(sender).nodes
    named = {each.division for each in contents.results}
    named |= {each.division for each in contents.money}
    named |= {each.division for each in contents.persons}
    foreign = sorted(code for code in named if tree.current(code) not in divisions)
    if foreign:
        message = f"包里有别的地区的行（{'、'.join(foreign)[:80]}），没有收。请对方只报自己和下级的。"
        raise FaultyPackage(message)
    ahead = [each.number for each in contents.money if each.on > package.manifest.until]
    if ahead:
        message = (
            f"包里有截止日以后的账（{'、'.join(ahead)[:80]}），没有收。请对方重打。"
        )
        raise FaultyPackage(message)


def _receipt(row: sqlite3.Row) -> Receipt:
    until, made_at = row["until"], row["made_at"]
    return Receipt(
        row["number"],
        row["digest"],
        row["division"],
        row["year"],
        date.fromisoformat(until) if until else None,
        datetime.fromisoformat(made_at) if made_at else None,
        datetime.fromisoformat(row["received_at"]),
        date.fromisoformat(row["came_on"]),
        row["who"],
        Outcome(row["state"]),
        row["late"],
        row["why"],
    )
