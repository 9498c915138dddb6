"""Files of people on the disk, under the digest of what they hold."""

import hashlib
import re
from collections.abc import Iterable, Mapping
from pathlib import Path

from django.conf import settings

from jixiao.errors import JixiaoError, writing
from jixiao.web.sealing import Tampered

HEAD = 512
"""How many bytes tell what a file is."""
_PACKED, _OLE = (b"PK\x03\x04",), (b"\xd0\xcf\x11\xe0",)
_JPEG, _TIFF = (b"\xff\xd8\xff",), (b"II*\x00", b"MM\x00*")
_PROOFS: Mapping[str, tuple[bytes, ...]] = {
    ".pdf": (b"%PDF",),
    ".ofd": _PACKED,
    ".zip": _PACKED,
    ".docx": _PACKED,
    ".xlsx": _PACKED,
    ".doc": _OLE,
    ".xls": _OLE,
    ".wps": _OLE + _PACKED,
    ".et": _OLE + _PACKED,
    ".jpg": _JPEG,
    ".jpeg": _JPEG,
    ".png": (b"\x89PNG",),
    ".tif": _TIFF,
    ".tiff": _TIFF,
    ".txt": (),
    ".csv": (),
}
"""What may prove a value, and how such a file begins; text begins as it likes."""
_DIGEST = re.compile(r"[0-9a-f]{64}")


class TooLarge(JixiaoError, ValueError):
    """The file is larger than the office takes."""


class NotTaken(JixiaoError, ValueError):
    """It is no kind of file that the office takes, or not what its name says."""


def check_proof(name: str, head: bytes) -> None:
    """Check that a file is a document, a table or a picture, and what its name says it is.

    Raises:
        NotTaken: it is not.
    """
    begins = _PROOFS.get(Path(name).suffix.lower())
    if begins is None:
        kinds = "、".join(sorted(suffix.removeprefix(".") for suffix in _PROOFS))
        message = f"{name} 不能作附件，没有收。可以附的文件：{kinds}。"
        raise NotTaken(message)
    if not (head.startswith(begins) if begins else b"\0" not in head):
        message = f"{name} 的内容和它的后缀不符，没有收。请用原来的软件另存一份再附。"
        raise NotTaken(message)


def place_of(digest: str) -> Path:
    """The file on the disk that holds the bytes of a digest.

    Raises:
        ValueError: it is no digest.
    """
    if not _DIGEST.fullmatch(digest):
        raise ValueError(digest)
    return Path(settings.OFFICE.home, "files", digest[:2], digest)


def check_file(digest: str, title: str, *, may_lack: bool = False) -> Path:
    """The file of a digest, once it was checked that it is what was brought.

    Raises:
        Tampered: it is lost, unless it may be, or it is another.
    """
    path = place_of(digest)
    if not path.exists():
        if may_lack:
            return path
        message = f"附件 {title} 的文件不见了。请从备份放回。"
        raise Tampered(message)
    with path.open("rb") as file:
        kept = hashlib.file_digest(file, "sha256").hexdigest()
    if kept != digest:
        message = f"附件 {title} 的文件与上传时不同，已被换过或损坏。请从备份放回。"
        raise Tampered(message)
    return path


def keep(chunks: Iterable[bytes], name: str) -> tuple[str, int]:
    """Keep a file; gives its digest and its size in bytes. The same bytes are kept once.

    Raises:
        TooLarge: it is larger than the office takes.
        UnreadableFile: the disk refuses.
    """
    most = settings.OFFICE.largest_upload
    whole, size, parts = hashlib.sha256(), 0, []
    for chunk in chunks:
        size += len(chunk)
        if size > most:
            message = f"{name} 超过 {most // 1_000_000} MB，没有收。请拆成几个文件，或请管理员调高上限。"
            raise TooLarge(message)
        whole.update(chunk)
        parts.append(chunk)
    digest = whole.hexdigest()
    path = place_of(digest)
    with writing(path.parent):
        path.parent.mkdir(parents=True, exist_ok=True)
        if not path.exists():
            half = path.with_suffix(".part")
            half.write_bytes(b"".join(parts))
            half.replace(path)
    return digest, size
