"""Backups of an office: all its tables and files in one archive, and back, ledger by ledger checked."""

import hashlib
import shutil
import zipfile
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path
from typing import IO

import msgspec
from django.apps import apps
from django.conf import settings
from django.core import serializers
from django.core.management.color import no_style
from django.db import connection, models, transaction
from django.utils.crypto import constant_time_compare

from jixiao.errors import JixiaoError, name_of, writing
from jixiao.web import sealing
from jixiao.web.models import Organisation, User
from jixiao.web.running.stored_files import place_of
from jixiao.web.running.verification import verify

_FORMAT, _UNSIGNED = "jixiao.office/2", "jixiao.office/1"
_ROWS, _ABOUT, _FILES = "rows.jsonl", "about.json", "files/"
_OTHERS = ("otp_totp.totpdevice",)
_LEFT_OUT = ("office.job", "office.answered")
"""Jobs are begun again, not restored."""
_BATCH = 500
_BLOCK = 1_000_000


class CannotRestore(JixiaoError, ValueError):
    """The archive is none of ours, damaged, or the office is not empty; nothing was changed."""


class About(msgspec.Struct, frozen=True):
    """What an archive says of itself: the digests of its rows and files, signed with the office's key."""

    format: str
    rows: int = 0
    seal: str = ""
    digest: str = ""
    files: dict[str, str] = {}
    mac: str = ""

    def signature(self) -> str:
        """The signature under what is said."""
        said = msgspec.structs.replace(self, mac="")
        return sealing.keyed(msgspec.json.encode(said, order="deterministic"))


def back_up(path: Path) -> int:
    """Write everything an office holds into an archive; returns how many rows.

    Raises:
        UnreadableFile: the archive cannot be written; none of it stays.
    """
    half = path.with_name(f"{path.name}.part")
    try:
        with writing(path.parent):
            path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
            with (
                transaction.atomic(),
                zipfile.ZipFile(half, "w", zipfile.ZIP_DEFLATED) as archive,
            ):
                about = _written(archive)
            half.chmod(0o600)
            half.replace(path)
    finally:
        with suppress(OSError):
            half.unlink(missing_ok=True)
    return about.rows


def _written(archive: zipfile.ZipFile) -> About:
    """Write rows and files, and what they are; returns that."""
    count, digest = 0, hashlib.sha256()
    with archive.open(_ROWS, "w", force_zip64=True) as rows:
        for line in _lines():
            rows.write(line)
            digest.update(line)
            count += 1
    files = {}
    for file in sorted(_folder().rglob("*")):
        if file.is_file() and file.suffix != ".part":
            name = f"{_FILES}{file.relative_to(_folder()).as_posix()}"
            archive.write(file, name)
            with archive.open(name) as written:
                files[name] = _digest_of(written)
    about = About(_FORMAT, count, sealing.head_line(), digest.hexdigest(), files)
    about = msgspec.structs.replace(about, mac=about.signature())
    archive.writestr(_ABOUT, msgspec.json.encode(about))
    return about


def _digest_of(stream: IO[bytes]) -> str:
    digest = hashlib.sha256()
    while block := stream.read(_BLOCK):
        digest.update(block)
    return digest.hexdigest()


def restore(path: Path, kept_line: str | None = None) -> tuple[int, str]:
    """Bring an archive back into an empty office; returns how many rows, and when it was written.

    All of it, or nothing. `kept_line` is a head of the chain that was kept elsewhere: an archive from
    before it is refused.

    Raises:
        CannotRestore: it cannot be done; the message says why.
        BrokenLedger, Tampered: something in it was changed since it was written.
    """
    if User.objects.exists() or Organisation.objects.exists():
        message = "这里已有数据，不能恢复。请指定一个新的文件夹（--home）或空的数据库。"
        raise CannotRestore(message)
    try:
        with zipfile.ZipFile(path) as archive:
            about = _about(archive, path)
            written_at = sealing.check_words(about.seal)
            _bring_back(archive, about, path, kept_line)
    except (OSError, KeyError, ValueError, EOFError, zipfile.BadZipFile) as error:
        if isinstance(error, JixiaoError):
            raise
        raise CannotRestore(_damaged(path)) from error
    sealing.keep_head()
    return about.rows, written_at


def _about(archive: zipfile.ZipFile, path: Path) -> About:
    """What an archive says of itself, once it was checked that this office wrote it so.

    Raises:
        CannotRestore: it did not.
    """
    about = msgspec.json.decode(archive.read(_ABOUT), type=About)
    if about.format == _UNSIGNED:
        message = (
            f"{name_of(path)} 是旧版写的，没有签名。没有恢复任何东西。"
            "请用写它的那一版恢复，升级以后再备份一次。"
        )
        raise CannotRestore(message)
    if about.format != _FORMAT:
        raise CannotRestore(_damaged(path))
    try:
        sealing.check_words(about.seal)
    except sealing.Tampered as fault:
        message = (
            f"{name_of(path)} 不是用 {name_of(settings.OFFICE.ledger_key_file)} 这把密钥封的。"
            "没有恢复任何东西。请先把原来办公数据里的 ledger_key 放到这里，再恢复。"
        )
        raise CannotRestore(message) from fault
    if not constant_time_compare(about.signature(), about.mac):
        raise CannotRestore(_changed(path, _ABOUT))
    return about


def _bring_back(
    archive: zipfile.ZipFile, about: About, path: Path, kept_line: str | None
) -> None:
    """Bring rows and files back together, compared with their seals; on any fault neither stays."""
    held = _folder()
    if held.exists() and any(held.iterdir()):
        message = (
            f"{name_of(held)} 里已有文件，不能恢复。请指定一个新的文件夹（--home）。"
        )
        raise CannotRestore(message)
    try:
        with transaction.atomic():
            _bring_rows_back(archive, about, path)
            _bring_files_back(archive, about, path)
            sealing.check_line(about.seal)
            if kept_line is not None:
                sealing.check_line(kept_line)
            verify(needs_head=False)
    except BaseException:
        shutil.rmtree(held, ignore_errors=True)
        raise


def _bring_rows_back(archive: zipfile.ZipFile, about: About, path: Path) -> None:
    digest = hashlib.sha256()
    with archive.open(_ROWS) as rows:
        for line in rows:
            digest.update(line)
            for row in serializers.deserialize("jsonl", line.decode("utf-8")):
                row.save(force_insert=True)
    if digest.hexdigest() != about.digest:
        raise CannotRestore(_changed(path, _ROWS))
    _go_on_counting()


def _go_on_counting() -> None:
    """Let the database number new rows behind those that were brought back."""
    models_ = [
        *apps.get_app_config("office").get_models(),
        *map(apps.get_model, _OTHERS),
    ]
    with connection.cursor() as cursor:
        for statement in connection.ops.sequence_reset_sql(no_style(), models_):
            cursor.execute(statement)


def _bring_files_back(archive: zipfile.ZipFile, about: About, path: Path) -> None:
    there = {name for name in archive.namelist() if name.startswith(_FILES)}
    if odd := there.symmetric_difference(about.files):
        raise CannotRestore(_changed(path, min(odd)))
    for name, digest in about.files.items():
        file = Path(name).name
        target = place_of(file[:64]).with_name(file)
        content = archive.read(name)
        if hashlib.sha256(content).hexdigest() != digest:
            raise CannotRestore(_changed(path, name))
        with writing(target.parent):
            target.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
            target.write_bytes(content)
            target.chmod(0o600)


def _lines() -> Iterator[bytes]:
    """Every row as a line, what others refer to first."""
    for model in serializers.sort_dependencies([(apps.get_app_config("office"), None)]):
        if model._meta.label_lower not in _LEFT_OUT:  # noqa: SLF001 — Django's own way
            yield from _rows_of(model)
    for label in _OTHERS:
        yield from _rows_of(apps.get_model(label))


def _rows_of(model: type[models.Model]) -> Iterator[bytes]:
    rows = model._default_manager.order_by("pk")  # noqa: SLF001 — as above
    for row in rows.iterator(_BATCH):
        yield serializers.serialize("jsonl", [row]).encode()


def _folder() -> Path:
    return Path(settings.OFFICE.home, "files")


def _damaged(path: Path) -> str:
    return f"{name_of(path)} 不是 jixiao office backup 写的备份，或已损坏。没有恢复任何东西，请换一份。"


def _changed(path: Path, member: str) -> str:
    return (
        f"{name_of(path)} 里的 {member} 与写备份时不同，有人换过、删过或加过。"
        "没有恢复任何东西，请换一份。"
    )
