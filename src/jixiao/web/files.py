"""Files of people on the disk, under the digest of what they hold."""

import hashlib
import re
from collections.abc import Iterable
from pathlib import Path

from django.conf import settings

from jixiao.errors import JixiaoError, writing

_DIGEST = re.compile(r"[0-9a-f]{64}")


class TooLarge(JixiaoError, ValueError):
    """The file is larger than the office takes."""


def place_of(digest: str) -> Path:
    """Give where a file is kept.

    Raises:
        ValueError: it is no digest.
    """
    if not _DIGEST.fullmatch(digest):
        raise ValueError(digest)
    return Path(settings.OFFICE.home, "files", digest[:2], digest)


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
            message = (
                f"{name} 超过 {most // 1_000_000} MB，没有收。请拆成几个文件，或请管理员调高上限。"
            )
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
