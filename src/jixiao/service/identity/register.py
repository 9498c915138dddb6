"""Who agreed to be known by a face, the sealed templates, and every check; a template may be deleted.

A face is never the only way: whoever did not agree, whose consent is over or withdrawn, whose picture
is poor, is known by a card, and that is written down as the same visit's check. A mismatch is a lead
for people, and refuses nobody care.
"""

import json
import sqlite3
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum
from fractions import Fraction
from pathlib import Path

from cryptography.fernet import Fernet, InvalidToken

from jixiao.errors import JixiaoError
from jixiao.service.added_to import open_added_to
from jixiao.service.identity.faces import MODEL, Face, PoorPicture, Recogniser, distance

FACES = "faces.db"
"""Where the register stands in a folder; its key never does."""
KEYS = (
    "identity.threshold", "identity.quality", "identity.longest_days", "identity.guardian_age",
    "identity.filing_count",
)  # fmt: skip
_TABLES = """
CREATE TABLE IF NOT EXISTS consents (
    number INTEGER PRIMARY KEY, person TEXT, signed_on TEXT, until TEXT, scope TEXT,
    guardian TEXT, relation TEXT, who TEXT);
CREATE TABLE IF NOT EXISTS endings (consent INTEGER PRIMARY KEY, at TEXT, why TEXT, who TEXT);
CREATE TABLE IF NOT EXISTS templates (consent INTEGER PRIMARY KEY, sealed BLOB, model TEXT, at TEXT);
CREATE TABLE IF NOT EXISTS deletions (consent INTEGER, at TEXT, why TEXT, who TEXT);
CREATE TABLE IF NOT EXISTS checks (
    number INTEGER PRIMARY KEY, at TEXT, person TEXT, place TEXT, device TEXT, visit TEXT,
    result TEXT, distance REAL, why TEXT, who TEXT);
"""
_FROZEN = ("consents", "endings", "deletions", "checks")


class Result(StrEnum):
    """How somebody was known at a visit, as FACE_CHECK codes it."""

    PASSED = "1"
    UNLIKE = "2"
    POOR = "3"
    BY_CARD = "4"
    NO_CONSENT = "5"


WORDS: Mapping[Result, str] = {
    Result.PASSED: "一致",
    Result.UNLIKE: "不一致，请核对证件；只作线索，不影响就医",
    Result.POOR: "照片不够好，请重拍或核对证件",
    Result.BY_CARD: "已核对证件",
    Result.NO_CONSENT: "没有有效的同意，请核对证件",
}
"""What each result says to whoever stands at the desk."""


@dataclass(frozen=True, slots=True)
class Limits:
    """What holds: how near two faces must be, how good a picture, how long a consent, whom a guardian."""

    threshold: Fraction
    quality: Mapping[str, Fraction]
    longest_days: int
    guardian_age: int
    filing_count: int


@dataclass(frozen=True, slots=True)
class Consent:
    """A consent of its own, for one purpose, until a day; of a child by a guardian."""

    number: int
    person: str
    signed_on: date
    until: date
    scope: str
    guardian: str
    relation: str
    ended: str
    has_template: bool

    def holds(self, day: date) -> bool:
        """Whether it is in force on a day; its last day counts."""
        return not self.ended and self.signed_on <= day <= self.until


@dataclass(frozen=True, slots=True)
class Check:
    """How somebody was known at a visit; `distance` is none where no faces were compared."""

    number: int
    at: datetime
    person: str
    place: str
    device: str
    visit: str
    result: Result
    distance: float | None
    why: str
    by: str


@dataclass(frozen=True, slots=True)
class Visit:
    """Where and for what somebody is looked at, and by whom."""

    place: str
    device: str
    visit: str
    by: str
    at: datetime


@contextmanager
def open_faces(path: Path) -> Iterator["FaceRegister"]:
    """Open a register, made where it is not there; what is deleted in it is overwritten.

    Raises:
        UnreadableFile: it cannot be opened, or is no register.
    """
    with open_added_to(path, _TABLES, _FROZEN, "身份核验登记") as connection:
        connection.execute("PRAGMA secure_delete = ON")
        yield FaceRegister(connection)


class FaceRegister:
    """Consents, templates and checks of one place."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._db = connection

    def agree(
        self,
        person: str,
        born_on: date,
        scope: str,
        until: date,
        limits: Limits,
        *,
        guardian: str = "",
        relation: str = "",
        by: str,
        day: date,
    ) -> int:
        """Write a consent down; returns its number.

        Raises:
            JixiaoError: whose, for what or until when is not said, it is too long, or a child's
                without a guardian.
        """
        if not person.strip() or not scope.strip() or born_on > day:
            raise JixiaoError("请写明人员编号、出生日期和用在哪里。")
        if not day <= until <= day + timedelta(days=limits.longest_days):
            message = f"同意的期限应从今天起不超过 {limits.longest_days} 天。请改正。"
            raise JixiaoError(message)
        if _age(born_on, day) < limits.guardian_age and not (
            guardian.strip() and relation.strip()
        ):
            message = f"不满 {limits.guardian_age} 岁，要监护人同意。请写明监护人和关系，或只用证件。"
            raise JixiaoError(message)
        for consent in self.consents(person):
            if not consent.ended:
                self._end(
                    consent.number,
                    "换了新的同意",
                    by,
                    datetime.combine(day, datetime.min.time()),
                )
        row = (
            person.strip(), day.isoformat(), until.isoformat(), scope.strip(), guardian.strip(),
            relation.strip(), by,
        )  # fmt: skip
        sql = (
            "INSERT INTO consents (person, signed_on, until, scope, guardian, relation, who) "
            "VALUES (?, ?, ?, ?, ?, ?, ?) RETURNING number"
        )
        number: int = self._db.execute(sql, row).fetchone()[0]
        return number

    def withdraw(self, person: str, why: str, *, by: str, at: datetime) -> None:
        """End somebody's consent and delete the template; the fact of it stays.

        Raises:
            JixiaoError: there is no consent to withdraw.
        """
        standing = [each for each in self.consents(person) if not each.ended]
        if not standing:
            message = f"{person} 没有还有效的同意。请核对人员编号。"
            raise JixiaoError(message)
        for consent in standing:
            self._end(consent.number, why.strip() or "本人撤回", by, at)

    def sweep(self, *, by: str, at: datetime) -> int:
        """Delete the templates of consents that are over; returns how many."""
        over = [c for c in self.consents() if c.has_template and not c.holds(at.date())]
        for consent in over:
            self._end(consent.number, "到期", by, at)
        return len(over)

    def _end(self, consent: int, why: str, by: str, at: datetime) -> None:
        row = (consent, at.isoformat(), why, by)
        self._db.execute("INSERT OR IGNORE INTO endings VALUES (?, ?, ?, ?)", row)
        deleted = self._db.execute(
            "DELETE FROM templates WHERE consent = ?", (consent,)
        )
        if deleted.rowcount:
            self._db.execute("INSERT INTO deletions VALUES (?, ?, ?, ?)", row)

    def consents(self, person: str = "") -> Sequence[Consent]:
        """Return the consents of somebody, or of all, in order."""
        sql = (
            "SELECT c.*, coalesce(e.why, '') AS ended, t.consent IS NOT NULL AS has FROM consents c "
            "LEFT JOIN endings e ON e.consent = c.number "
            "LEFT JOIN templates t ON t.consent = c.number "
            "WHERE ? IN ('', c.person) ORDER BY c.number"
        )
        return [_consent(row) for row in self._db.execute(sql, (person.strip(),))]

    def _standing(self, person: str, day: date) -> Consent | None:
        return next((c for c in self.consents(person) if c.holds(day)), None)

    def enrol(
        self, person: str, picture: bytes, recogniser: Recogniser, limits: Limits, key: bytes,
        *, at: datetime,
    ) -> Face:  # fmt: skip
        """Keep the face of somebody who agreed, sealed under a key that the register does not hold.

        Raises:
            JixiaoError: there is no consent in force, or the picture is not good enough.
        """
        consent = self._standing(person, at.date())
        if consent is None:
            message = f"{person} 没有有效的同意，不能录。请先登记同意，或只用证件。"
            raise JixiaoError(message)
        face = recogniser.face(picture)
        if faults := face.faults(limits.quality):
            message = f"{'；'.join(faults)}。请重拍，或只用证件。"
            raise PoorPicture(message)
        sealed = _cipher(key).encrypt(json.dumps([*face.vector]).encode())
        row = (consent.number, sealed, MODEL, at.isoformat())
        self._db.execute("INSERT OR REPLACE INTO templates VALUES (?, ?, ?, ?)", row)
        return face

    def check(
        self, person: str, picture: bytes, recogniser: Recogniser, limits: Limits, key: bytes,
        visit: Visit,
    ) -> Check:  # fmt: skip
        """Compare somebody with their own template, and write down what came out.

        Raises:
            JixiaoError: the key is not that of the register.
        """
        consent = self._standing(person, visit.at.date())
        kept = self._template(consent, key) if consent else None
        if kept is None:
            why = "没有有效的同意" if consent is None else "还没有录入"
            return self._note(person, visit, Result.NO_CONSENT, None, why)
        try:
            face = recogniser.face(picture)
        except PoorPicture as poor:
            return self._note(person, visit, Result.POOR, None, str(poor))
        if faults := face.faults(limits.quality):
            return self._note(person, visit, Result.POOR, None, "；".join(faults))
        apart = distance(face.vector, kept)
        result = Result.PASSED if apart <= float(limits.threshold) else Result.UNLIKE
        return self._note(person, visit, result, apart, "")

    def by_card(self, person: str, card: str, visit: Visit) -> Check:
        """Write down that somebody was known by a card.

        Raises:
            JixiaoError: it is not said by which.
        """
        if not person.strip() or not card.strip():
            raise JixiaoError("请写明人员编号和核对的证件，如身份证、医保码。")
        return self._note(person, visit, Result.BY_CARD, None, card.strip())

    def _template(self, consent: Consent, key: bytes) -> Sequence[float] | None:
        sql = "SELECT sealed FROM templates WHERE consent = ?"
        row = self._db.execute(sql, (consent.number,)).fetchone()
        if row is None:
            return None
        try:
            vector: list[float] = json.loads(_cipher(key).decrypt(row["sealed"]))
        except InvalidToken as wrong:
            message = (
                "钥匙不对，打不开录入的特征。请换录入时用的钥匙，这一次请核对证件。"
            )
            raise JixiaoError(message) from wrong
        return vector

    def _note(
        self, person: str, visit: Visit, result: Result, apart: float | None, why: str
    ) -> Check:
        row = (
            visit.at.isoformat(), person.strip(), visit.place, visit.device, visit.visit,
            result.value, apart, why, visit.by,
        )  # fmt: skip
        sql = (
            "INSERT INTO checks (at, person, place, device, visit, result, distance, why, who) "
            "VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?) RETURNING *"
        )
        return _check(self._db.execute(sql, row).fetchone())

    def checks(self, day: date | None = None) -> Sequence[Check]:
        """Return the checks of a day, or all, in order."""
        begins = day.isoformat() if day else ""
        sql = "SELECT * FROM checks WHERE at LIKE ? ORDER BY number"
        return [_check(row) for row in self._db.execute(sql, (f"{begins}%",))]

    def roll_call(
        self, place: str, persons: Sequence[str], day: date
    ) -> Sequence[tuple[str, str]]:
        """Return how each of the persons of a ward stood on a day: by the last check there."""
        last = {each.person: each for each in self.checks(day) if each.place == place}
        return [
            (person, WORDS[last[person].result] if person in last else "没有点到")
            for person in persons
        ]

    def enrolled(self) -> int:
        """Return how many templates there are."""
        count: int = self._db.execute("SELECT count(*) FROM templates").fetchone()[0]
        return count

    def deletions(self) -> Sequence[tuple[int, datetime, str]]:
        """Return which templates were deleted, when and why."""
        rows = self._db.execute("SELECT consent, at, why FROM deletions ORDER BY at")
        return [(number, datetime.fromisoformat(at), why) for number, at, why in rows]


def check_rows(checks: Sequence[Check]) -> list[tuple[str, ...]]:
    """Return checks as rows of FACE_CHECK."""
    return [
        (
            str(each.number), each.at.isoformat(sep=" "), each.place, each.device, each.visit,
            each.person, each.result.value, "" if each.distance is None else f"{each.distance:.4f}",
        )
        for each in checks
    ]  # fmt: skip


def new_key() -> bytes:
    """Return a key for templates: kept apart from the register, in other hands."""
    return Fernet.generate_key()


def _cipher(key: bytes) -> Fernet:
    try:
        return Fernet(key.strip())
    except ValueError as wrong:
        message = "这不是钥匙文件。请用 jixiao service faces key 造的那一个。"
        raise JixiaoError(message) from wrong


def _age(born_on: date, day: date) -> int:
    before = (day.month, day.day) < (born_on.month, born_on.day)
    return day.year - born_on.year - before


def _consent(row: sqlite3.Row) -> Consent:
    return Consent(
        row["number"], row["person"], date.fromisoformat(row["signed_on"]),
        date.fromisoformat(row["until"]), row["scope"], row["guardian"], row["relation"],
        row["ended"], bool(row["has"]),
    )  # fmt: skip


def _check(row: sqlite3.Row) -> Check:
    return Check(
        row["number"], datetime.fromisoformat(row["at"]), row["person"], row["place"], row["device"],
        row["visit"], Result(row["result"]), row["distance"], row["why"], row["who"],
    )  # fmt: skip
