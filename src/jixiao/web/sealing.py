"""Seal what people write, and find what was changed since, whoever changed it and however.

Triggers refuse changes of what is written once; who holds the database can take them off, and write
digests anew. So each thing is sealed under a key that the database does not hold, and the head of
the chain is kept beside that key and given out as a line to be kept elsewhere.
"""

import logging
import os
from collections.abc import Callable, Iterable, Mapping
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, NamedTuple

import msgspec
from cryptography.hazmat.primitives import hashes, hmac
from django.conf import settings
from django.db import connection, models, transaction
from django.utils import timezone
from django.utils.crypto import constant_time_compare

from jixiao import cycle
from jixiao.errors import JixiaoError, name_of, writing
from jixiao.web.models.sealed import Seal


class Sealed(NamedTuple):
    """What of a model is sealed: what a person calls a row of it, and which of its values."""

    model: str
    title: str
    says: tuple[str, ...]


SEALED: Mapping[str, Sealed] = {
    "entry": Sealed("office.Entry", "办理记录", ("case_id", "number", "body")),
    "table": Sealed("office.Table", "表的内容", ("digest", "body")),
    "case": Sealed("office.Case", "项目", (
        "key", "year", "unit_id", "department_id", "finance_id", "procedure", "name",
        "public_name", "due", "moved_at",
    )),
    "evidence": Sealed("office.Evidence", "附件", (
        "case_id", "kind", "place", "about", "digest", "name", "size", "by_id", "at",
    )),
    "acceptance": Sealed("office.Acceptance", "认可的填写值", (
        "case_id", "place", "about", "typed", "recorded", "by_id", "at",
    )),
    "reason": Sealed("office.FindingReason", "保留理由", (
        "case_id", "code", "place", "message", "reason", "by_id", "at",
    )),
    "remark": Sealed("office.Remark", "审核意见", (
        "case_id", "place", "about", "text", "by_id", "at", "answered", "answered_by_id",
    )),
    "mark": Sealed("office.FindingMark", "审核结论", (
        "case_id", "cause", "code", "message", "verdict", "note", "by_id", "at",
    )),
    "trail": Sealed("office.Trail", "审计记录", (
        "at", "user_id", "name", "address", "action", "about",
    )),
    "account": Sealed("office.User", "账号", (
        "actor", "username", "full_name", "password", "is_active", "is_staff", "is_superuser",
        "must_change", "rights",
    )),
    "place": Sealed("office.Organisation", "单位", (
        "name", "level", "parent_id", "finance_id", "records", "path",
    )),
    "role": Sealed("office.Membership", "任职", ("user_id", "organisation_id", "role")),
    "loan": Sealed("office.Lent", "委托", ("membership_id", "taker_id", "since", "until")),
    "key": Sealed("office.Token", "接口密钥", (
        "user_id", "name", "digest", "scopes", "until", "revoked",
    )),
    "device": Sealed("otp_totp.TOTPDevice", "动态码", (
        "user_id", "key", "confirmed", "step", "t0", "digits", "tolerance",
    )),
    "upload": Sealed("office.Upload", "上传的文件", (
        "digest", "name", "size", "by_id", "at", "reading",
    )),
    "measurement": Sealed("office.Measurement", "从记录算出的值", (
        "case_id", "kind", "until", "body", "form", "at",
    )),
    "panel": Sealed("office.Panel", "赋分论证", (
        "organisation_id", "year", "code", "state", "round", "proposed", "by_id", "at", "adopted_by_id",
    )),
    "seat": Sealed("office.Seat", "论证席位", ("panel_id", "user_id", "specialty", "hospital")),
    "vote": Sealed("office.Vote", "论证选票", (
        "seat_id", "round", "group", "points", "reason", "at",
    )),
    "disclosed": Sealed("office.Disclosed", "公开的数据", (
        "case_id", "area_id", "year", "passed_down", "received", "figures",
    )),
}  # fmt: skip
"""What is sealed, by kind."""
_log = logging.getLogger("jixiao.web.sealing")
_START = "0" * 64
_LINE = "jixiao-seal/1"
_WORDS = 5
_LOCK = 20_230_735
"""A number of our own, under which PostgreSQL lets one write at a time."""


class Tampered(JixiaoError, ValueError):
    """Something is not as it was written; the message says what, and what to do."""


def kind_of(model: type[models.Model]) -> str | None:
    """The kind under which rows of a model are sealed; None for those that are not."""
    label = model._meta.label  # noqa: SLF001 — how Django lets one ask
    return next((kind for kind, each in SEALED.items() if each.model == label), None)


def seal_row(row: models.Model, *, is_new: bool = False, is_gone: bool = False) -> None:
    """Seal a row as it is, unless it says what it said, or that it was taken away.

    Of a row that is new nothing was sealed before, which need not be looked up.
    """
    kind = kind_of(type(row))
    if kind is None:
        return
    digest = "" if is_gone else digest_of(kind, row)
    if is_new or _last_digest(kind, row) != digest:
        seal([(kind, str(row.pk), digest)])


def _last_digest(kind: str, row: models.Model) -> str | None:
    """The digest that a row was sealed with last; None where it never was."""
    seals = Seal.objects.filter(kind=kind, about=str(row.pk)).order_by("-number")
    return seals.values_list("digest", flat=True).first()


def seal(entries: Iterable[tuple[str, str, str]]) -> None:
    """Put entries (kind, about, digest) behind the chain, within the caller's transaction."""
    with transaction.atomic():
        _wait_for_others()
        lasts = Seal.objects.order_by("-number").values_list("number", "mac")
        number, previous = lasts.first() or (0, _START)
        seals = []
        for number, (kind, about, digest) in enumerate(entries, number + 1):  # noqa: B020 — goes on counting
            mac = _mac(number, kind, about, digest, previous)
            seals.append(
                Seal(number=number, kind=kind, about=about, digest=digest, previous=previous, mac=mac)
            )  # fmt: skip
            previous = mac
        Seal.objects.bulk_create(seals)
        transaction.on_commit(keep_head_if_it_can_be)


def digest_of(kind: str, row: Any) -> str:  # noqa: ANN401 — a row of any of the models
    """The digest of what a row says."""
    return digest_said(row, SEALED[kind].says)


def digest_said(row: Any, names: Iterable[str]) -> str:  # noqa: ANN401 — as above
    """The digest of what a row says under some names."""
    said = [
        _plain(_GATHERED[name](row) if name in _GATHERED else getattr(row, name))
        for name in names
    ]
    return cycle.digest_of(said)


def _rights_of(user: Any) -> str:  # noqa: ANN401 — as migrations know it, too
    """What the administrator's corner lets somebody do who is of its staff."""
    if not user.is_staff:
        return ""
    of_user = user.user_permissions.values_list("content_type__app_label", "codename")
    of_groups = user.groups.values_list(
        "permissions__content_type__app_label", "permissions__codename"
    )
    return "、".join(sorted(f"{app}.{code}" for app, code in {*of_user, *of_groups}))


def _figures_of(disclosed: Any) -> str:  # noqa: ANN401 — as above
    """Every figure of a disclosed project."""
    names = (
        "what",
        "title",
        "name",
        "text",
        "unit",
        "promised",
        "reached_text",
        "reached",
    )
    rows = disclosed.figures.order_by("pk").values_list(*names)
    return cycle.digest_of([[_plain(value) for value in row] for row in rows])


_GATHERED: Mapping[str, Callable[[Any], str]] = {
    "rights": _rights_of,
    "figures": _figures_of,
}
"""What a row says that stands in other tables."""


def _plain(value: object) -> object:
    """A value as it is after a database and a backup held it: moments to the millisecond."""
    if isinstance(value, datetime):
        return value.astimezone(UTC).isoformat(timespec="milliseconds")
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
    return constant_time_compare(made, each.mac)


def changed(kind: str, key: str) -> str:
    """Say that something is not as it was written."""
    return f"{SEALED[kind].title} {key[:12]} 与写入时不同，或不是由系统写入的。请停止使用，从备份核对。"


def head_line() -> str:
    """The head of the chain as a line to be kept elsewhere; it is signed with the office's key."""
    last = Seal.objects.order_by("-number").first()
    number, mac = (last.number, last.mac) if last else (0, _START)
    now = timezone.localtime().isoformat(timespec="seconds")
    said = f"{_LINE} {now} {number} {mac}"
    return f"{said} {keyed(said.encode())}"


def check_words(line: str) -> str:
    """Check that a line was written by this office, with its key; returns when.

    Raises:
        Tampered: it was not.
    """
    words = line.split()
    said = " ".join(words[:-1])
    if (
        len(words) != _WORDS
        or words[0] != _LINE
        or not constant_time_compare(keyed(said.encode()), words[-1])
    ):
        message = "这一行不是本办公系统用现在的密钥写出的封条。请核对是否抄错，或密钥是否换过。"
        raise Tampered(message)
    return words[1]


def check_line(line: str) -> str:
    """Check that the chain still goes through the head that a line of before gives; returns when.

    Raises:
        Tampered: it does not, or the line is none of this office's.
    """
    written_at = check_words(line)
    _, _, number_, mac, _ = line.split()
    number = int(number_)
    kept = Seal.objects.filter(number=number).first()
    if number and (kept is None or kept.mac != mac):
        message = f"账上没有这一封条（第 {number} 条）：之后的记录被截去，或整本重写过。请从备份核对。"
        raise Tampered(message)
    return written_at


def head_file() -> Path:
    """Where the head of the chain is kept: beside the key."""
    return Path(settings.OFFICE.ledger_key_file).with_suffix(".head")


def keep_head() -> str:
    """Keep the head of the chain beside the key, whole or not at all; returns its line.

    Raises:
        Tampered: the chain does not go through the head that was kept last; that one stays.
        UnreadableFile: it cannot be kept.
    """
    verify_head()
    line, path = head_line(), head_file()
    with writing(path.parent):
        half = path.with_suffix(f".{os.getpid()}.part")
        half.write_text(f"{line}\n", "ascii")
        half.chmod(0o600)
        half.replace(path)
    return line


def keep_head_if_it_can_be() -> None:
    """Keep the head after a change that was made: whatever hinders is for the log and `verify`."""
    try:
        keep_head()
    except JixiaoError as error:
        _log.error("head of the chain not kept: %s", error)


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


def verify_head() -> bool:
    """Check that the chain goes through the head that was kept last; returns whether there is one.

    Raises:
        Tampered: it does not.
    """
    path = head_file()
    if not path.exists():
        return False
    with writing(path.parent):
        line = path.read_text("utf-8")
    try:
        check_line(line)
    except Tampered as fault:
        message = f"{fault}（留在 {name_of(path)} 的封条）"
        raise Tampered(message) from fault
    return True
