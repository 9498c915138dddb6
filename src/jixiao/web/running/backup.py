"""Backups of an office: all its tables and files in one archive, and back, ledger by ledger checked."""

import io
import json
import shutil
import zipfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from django.apps import apps
from django.conf import settings
from django.core import serializers
from django.db import models, transaction

from jixiao.errors import JixiaoError, name_of, writing
from jixiao.web import sealing
from jixiao.web.models import Organisation, Seal, User
from jixiao.web.running.stored_files import place_of
from jixiao.web.running.verification import verify

_FORMAT = "jixiao.office/1"
_ROWS, _ABOUT, _FILES = "rows.jsonl", "about.json", "files/"
_OTHERS = ("otp_totp.totpdevice",)
_LEFT_OUT = ("office.job", "office.answered")
"""Jobs are begun again, not restored."""
_BATCH = 500


class CannotRestore(JixiaoError, ValueError):
    """The archive is none of ours, damaged, or the office is not empty; nothing was changed."""


def back_up(path: Path) -> int:
    """Write everything an office holds into an archive; returns how many rows.

    Raises:
        UnreadableFile: the archive cannot be written.
    """
    half = path.with_name(f"{path.name}.part")
    with writing(path.parent):
        path.parent.mkdir(parents=True, exist_ok=True)
        with (
            transaction.atomic(),
            zipfile.ZipFile(half, "w", zipfile.ZIP_DEFLATED) as archive,
        ):
            count = 0
            with archive.open(_ROWS, "w", force_zip64=True) as rows:
                for line in _lines():
                    rows.write(line)
                    count += 1
            for file in sorted(_folder().rglob("*")):
                if file.is_file() and file.suffix != ".part":
                    archive.write(
                        file, f"{_FILES}{file.relative_to(_folder()).as_posix()}"
                    )
            about = {"format": _FORMAT, "rows": count, "seal": sealing.head_line()}
            archive.writestr(_ABOUT, json.dumps(about))
        half.chmod(0o600)
        half.replace(path)
    return count


def restore(path: Path) -> int:
    """Bring an archive back into an empty office; returns how many rows. All of it, or nothing.

    Raises:
        CannotRestore: it cannot be done; the message says why.
        BrokenLedger, Tampered: something in it was changed since it was written.
    """
    if User.objects.exists() or Organisation.objects.exists():
        message = "这里已有数据，不能恢复。请指定一个新的文件夹（--home）或空的数据库。"
        raise CannotRestore(message)
    try:
        with zipfile.ZipFile(path) as archive:
            about = json.loads(archive.read(_ABOUT))
            if about.get("format") != _FORMAT or archive.testzip() is not None:
                raise CannotRestore(_damaged(path))
            count = _bring_back(archive, about, path)
    except (OSError, KeyError, ValueError, zipfile.BadZipFile) as error:
        if isinstance(error, JixiaoError):
            raise
        raise CannotRestore(_damaged(path)) from error
    return count


def _bring_back(archive: zipfile.ZipFile, about: dict[str, Any], path: Path) -> int:
    """Bring rows and files back together, compared with their seals; on any fault neither stays."""
    held = _folder()
    if held.exists() and any(held.iterdir()):
        message = (
            f"{name_of(held)} 里已有文件，不能恢复。请指定一个新的文件夹（--home）。"
        )
        raise CannotRestore(message)
    try:
        with transaction.atomic():
            count = _bring_rows_back(archive)
            _refuse_other_count(count, about, path)
            _bring_files_back(archive)
            _refuse_other_key(path)
            sealing.check_line(about["seal"])
            verify()
    except BaseException:
        shutil.rmtree(held, ignore_errors=True)
        raise
    return count


def _refuse_other_count(count: int, about: dict[str, Any], path: Path) -> None:
    if count != about["rows"]:
        raise CannotRestore(_damaged(path))


def _refuse_other_key(path: Path) -> None:
    """Say that the key is another, before every seal of the archive is called false.

    Raises:
        CannotRestore: it is.
    """
    first = Seal.objects.order_by("number").first()
    if first is not None and not sealing.holds(first):
        message = (
            f"{name_of(path)} 不是用 {name_of(settings.OFFICE.ledger_key_file)} 这把密钥封的。"
            "没有恢复任何东西。请先把原来办公数据里的 ledger_key 放到这里，再恢复。"
        )
        raise CannotRestore(message)


def _bring_rows_back(archive: zipfile.ZipFile) -> int:
    count = 0
    with archive.open(_ROWS) as rows:
        for line in io.TextIOWrapper(rows, "utf-8"):
            for row in serializers.deserialize("jsonl", line):
                row.save(force_insert=True)
                count += 1
    return count


def _bring_files_back(archive: zipfile.ZipFile) -> None:
    for name in archive.namelist():
        if name.startswith(_FILES) and not name.endswith("/"):
            digest = Path(name).name
            target = place_of(digest[:64]).with_name(digest)
            with writing(target.parent):
                target.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
                target.write_bytes(archive.read(name))
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
