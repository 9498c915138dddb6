"""Choose a reader by what the bytes are, never by the name of the file."""

import glob
import hashlib
import os
import stat
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import TypeVar

from jixiao.documents.document import Document
from jixiao.documents.readers.text import read_text
from jixiao.errors import (
    DocumentTooLarge,
    UnknownFormat,
    UnreadableFile,
    name_of,
    reason_of,
)
from jixiao.settings import Settings

Found = TypeVar("Found")
_FORMATS = (
    (b"%PDF", "PDF"),
    (b"PK\x03\x04", "Word、Excel 或 zip 压缩包"),
    (b"\xd0\xcf\x11\xe0", "旧版 Word、Excel 或 WPS"),
    (b"\x89PNG", "PNG 图片"),
    (b"\xff\xd8\xff", "JPEG 图片"),
    (b"II*\x00", "TIFF 图片"),
    (b"MM\x00*", "TIFF 图片"),
    (b"{\\rtf", "RTF"),
    (b"\x1f\x8b", "gzip 压缩包"),
    (b"Rar!", "RAR 压缩包"),
)


def open_document(path: Path | str, settings: Settings | None = None) -> Document:
    """Read a file into lines.

    Raises:
        UnreadableFile: there is no such file, it may not be opened, or it is no plain file.
        DocumentTooLarge: it is beyond `settings.largest_document`.
        UnknownFormat: it is a PDF, an office file, a picture or an archive.
        UnreadableText: it is not text in UTF-8 or GB18030.
    """
    path = Path(path)
    settings = settings or Settings.load()
    content = _bytes_of(path, settings.largest_document)
    for magic, name in _FORMATS:
        if content.startswith(magic):
            message = (
                f"{name_of(path)} 是 {name} 文件，本版只读取文本。"
                "请先另存为纯文本（.txt，UTF-8 或 GB18030 编码），再读取。"
            )
            raise UnknownFormat(message)
    digest = hashlib.sha256(content).hexdigest()
    return read_text(content, name_of(path), digest, settings.longest_line)


def _bytes_of(path: Path, largest: int) -> bytes:
    found = _opened(path, path.stat)
    if stat.S_ISDIR(found.st_mode):
        why = "是文件夹" if os.access(path, os.R_OK | os.X_OK) else "是没有权限打开的文件夹"
        message = f"{name_of(path)} {why}。请检查权限，并用 jixiao read 读取其中的文件。"
        raise UnreadableFile(message)
    if not stat.S_ISREG(found.st_mode):
        message = f"{name_of(path)} 不是普通文件（可能是设备或管道）。请给出文档文件。"
        raise UnreadableFile(message)
    if found.st_size > largest:
        message = (
            f"{name_of(path)} 有 {_size(found.st_size)}，超过单个文件的上限 {_size(largest)}。"
            "请按部门或年度拆分后再读取，或用环境变量 JIXIAO_LARGEST_DOCUMENT 提高上限（字节）。"
        )
        raise DocumentTooLarge(message)
    return _opened(path, path.read_bytes)


def _size(count: int) -> str:
    return f"{count / 1e6:.0f} MB" if count >= 10**6 else f"{count} 字节"


def _opened(path: Path, look: Callable[[], Found]) -> Found:
    """Touch the disk, and say in plain words what went wrong."""
    try:
        return look()
    except FileNotFoundError as error:
        message = f"找不到 {name_of(path)}。请检查路径和文件名。"
        raise UnreadableFile(message) from error
    except (OSError, ValueError) as error:
        message = f"打不开 {name_of(path)}：{reason_of(error)}。请检查路径和权限。"
        raise UnreadableFile(message) from error


def find_documents(paths: Iterable[Path | str]) -> list[Path]:
    """List the files that paths, folders and glob patterns name, each once, in a stable order.

    Of a folder, the `.txt` files at any depth; hidden files are passed over. A folder inside that
    may not be opened is listed itself, so that reading it tells.

    Raises:
        UnreadableFile: a folder or pattern names nothing; the message says which.
    """
    found: dict[str, Path] = {}
    for given in paths:
        for path in _named_by(Path(given)):
            found.setdefault(os.path.realpath(path), path)
    return list(found.values())


def _named_by(path: Path) -> list[Path]:
    if _opened(path, lambda: os.path.isdir(path)):  # noqa: PTH112 — answers where Path.is_dir raises
        inside = sorted(_inside(path))
        if not inside:
            message = f"文件夹 {name_of(path)} 里没有 .txt 文件。请检查路径，或直接给出文件名。"
            raise UnreadableFile(message)
        return inside
    if glob.has_magic(str(path)) and not os.path.lexists(path):
        matched = [Path(name) for name in glob.glob(str(path), recursive=True)]  # noqa: PTH207 — also absolute patterns
        if not matched:
            message = f"没有文件符合 {name_of(path)}。请检查通配符和所在文件夹。"
            raise UnreadableFile(message)
        return sorted(p for p in matched if not p.is_dir())
    return [path]


def _inside(folder: Path) -> Iterator[Path]:
    closed: list[Path] = []
    walk = os.walk(folder, onerror=lambda error: closed.append(Path(error.filename)))
    for root, folders, names in walk:
        folders[:] = sorted(name for name in folders if not name.startswith("."))
        for name in names:
            if name.lower().endswith(".txt") and not name.startswith("."):
                yield Path(root, name)
    yield from closed
