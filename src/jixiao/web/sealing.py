"""Seal what people write, and find what was changed since, whoever changed it and however.

Triggers refuse changes of what is written once; who holds the database can take them off, and write
digests anew. So each thing is sealed under a key that the database does not hold, and the head of
the chain is kept beside that key and given out as a line to be kept elsewhere.
"""

from collections.abc import Iterable
from pathlib import Path
from typing import Any

import msgspec
from cryptography.hazmat.primitives import hashes, hmac
from django.conf import settings
from django.db import connection, models, transaction
from django.utils import timezone

from jixiao import cycle
from jixiao.errors import JixiaoError, writing
from jixiao.web.models.sealed import Seal

SEALED: dict[str, tuple[str, tuple[str, ...]]] = {
    "entry": ("Entry", ("case_id", "number", "body")),
    "table": ("Table", ("digest", "body")),
    "case": (
        "Case",
        ("key", "year", "unit_id", "department_id", "finance_id", "procedure"),
    ),
    "evidence": (
        "Evidence",
        ("case_id", "kind", "place", "digest", "name", "size", "by_id"),
    ),
    "reason": (
        "FindingReason",
        ("case_id", "code", "place", "message", "reason", "by_id"),
    ),
    "remark": (
        "Remark",
        ("case_id", "place", "text", "by_id", "answered", "answered_by_id"),
    ),
    "trail": ("Trail", ("user_id", "name", "address", "action", "about")),
}
"""What is sealed: by kind, the model and what of it is said."""
TITLES = {
    "entry": "办理记录", "table": "表的内容", "case": "项目", "evidence": "附件", "reason": "保留理由",
    "remark": "审核意见", "trail": "审计记录",
}  # fmt: skip
_START = "0" * 64
_LINE = "jixiao-seal/1"
_LOCK = 20_230_735
"""A number of our own, under which PostgreSQL lets one write at a time."""


class Tampered(JixiaoError, ValueError):
    """Something is not as it was written; the message says what, and what to do."""


def kind_of(model: type[models.Model]) -> str | None:
    """The kind under which rows of a model are sealed; None for those that are not."""
    names = {name: kind for kind, (name, _) in SEALED.items()}
    return names.get(model.__name__)


def seal_row(row: models.Model, *, is_gone: bool = False) -> None:
    """Seal a row as it is, or that it was taken away."""
    kind = kind_of(type(row))
    if kind is not None:
        seal([(kind, str(row.pk), "" if is_gone else digest_of(kind, row))])


def seal(things: Iterable[tuple[str, str, str]]) -> None:
    """Put things (kind, about, digest) behind the chain, within the caller's transaction."""
    with transaction.atomic():
        _wait_for_others()
        last = Seal.objects.order_by("-number").first()
        number, previous = (last.number, last.mac) if last else (0, _START)
        seals = []
        for number, (kind, about, digest) in enumerate(things, number + 1):  # noqa: B020 — goes on counting
            mac = _mac(number, kind, about, digest, previous)
            seals.append(
                Seal(number=number, kind=kind, about=about, digest=digest, previous=previous, mac=mac)
            )  # fmt: skip
            previous = mac
        Seal.objects.bulk_create(seals)


def digest_of(kind: str, row: Any) -> str:  # noqa: ANN401 — a row of any of the models
    """The digest of what a row says."""
    _, names = SEALED[kind]
    said = [_plain(getattr(row, name)) for name in names]
    return cycle.digest_of(said)


def _plain(value: object) -> object:
    return value if isinstance(value, int | str | None) else str(value)


def _mac(number: int, kind: str, about: str, digest: str, previous: str) -> str:
    return keyed(msgspec.json.encode([number, kind, about, digest, previous]))


def keyed(content: bytes) -> str:
    """HMAC-SM3 of some content under the office's key, in hexadecimal."""
    mac = hmac.HMAC(settings.OFFICE.ledger_key(), hashes.SM3())
    mac.update(content)
    return mac.finalize().hex()


def _wait_for_others() -> None:
    """Let nobody else write a seal until this transaction is over; SQLite has one writer anyway."""
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_xact_lock(%s)", [_LOCK])


def check_rows(kind: str, rows: Iterable[models.Model]) -> None:
    """Check that rows are as they were sealed.

    Raises:
        Tampered: one is not, or never was.
    """
    by_key = {str(row.pk): row for row in rows}
    last = _last_seals(Seal.objects.filter(kind=kind, about__in=by_key))
    for key, row in by_key.items():
        sealed = last.get((kind, key))
        if sealed is None or sealed.digest != digest_of(kind, row) or not holds(sealed):
            raise Tampered(changed(kind, key))


def _last_seals(seals: models.QuerySet[Seal]) -> dict[tuple[str, str], Seal]:
    return {(each.kind, each.about): each for each in seals.order_by("number")}


def holds(each: Seal) -> bool:
    """Whether a seal was made with the office's key, and says what it said."""
    made = _mac(each.number, each.kind, each.about, each.digest, each.previous)
    return made == each.mac


def changed(kind: str, key: str) -> str:
    """Say that something is not as it was written."""
    return f"{TITLES[kind]} {key[:12]} 与写入时不同，或不是由系统写入的。请停止使用，从备份核对。"


def head_line() -> str:
    """The head of the chain as a line to be kept elsewhere; it is signed with the office's key."""
    last = Seal.objects.order_by("-number").first()
    number, mac = (last.number, last.mac) if last else (0, _START)
    now = timezone.localtime().isoformat(timespec="seconds")
    said = f"{_LINE} {now} {number} {mac}"
    return f"{said} {keyed(said.encode())}"


def check_line(line: str) -> str:
    """Check that the chain still goes through the head that a line of before gives; returns when.

    Raises:
        Tampered: it does not, or the line is none of this office's.
    """
    words = line.split()
    said = " ".join(words[:-1])
    if len(words) != 5 or words[0] != _LINE or keyed(said.encode()) != words[-1]:  # noqa: PLR2004 — its words
        message = "这一行不是本办公系统用现在的密钥写出的封条。请核对是否抄错，或密钥是否换过。"
        raise Tampered(message)
    number, mac = int(words[2]), words[3]
    kept = Seal.objects.filter(number=number).first()
    if number and (kept is None or kept.mac != mac):
        message = f"账上没有这一封条（第 {number} 条）：之后的记录被截去，或整本重写过。请从备份核对。"
        raise Tampered(message)
    return words[1]


def _head_file() -> Path:
    return Path(settings.OFFICE.ledger_key_file).with_suffix(".head")


def keep_head() -> str:
    """Keep the head of the chain beside the key, whole or not at all; returns its line."""
    line, path = head_line(), _head_file()
    with writing(path.parent):
        half = path.with_suffix(".part")
        half.write_text(f"{line}\n", "ascii")
        half.chmod(0o600)
        half.replace(path)
    return line


def verify_chain() -> tuple[int, dict[tuple[str, str], str]]:
    """Go through the chain; returns how long it is, and what each thing said last.

    Raises:
        Tampered: a seal is lost, changed, or made with another key.
    """
    previous, number = _START, 0
    last: dict[tuple[str, str], str] = {}
    for number, each in enumerate(Seal.objects.order_by("number").iterator(), 1):
        if each.number != number or each.previous != previous or not holds(each):
            message = f"封条第 {number} 条缺失、改过，或不是用本系统的密钥写的。请从备份核对。"
            raise Tampered(message)
        last[each.kind, each.about] = each.digest
        previous = each.mac
    return number, last


def verify_head() -> None:
    """Check that the chain goes through the head that was kept last.

    Raises:
        Tampered: it does not.
    """
    path = _head_file()
    if path.exists():
        check_line(path.read_text("ascii"))
