"""Choose a reader by what the bytes are, never by the name of the file."""

import glob
import hashlib
import io
import os
import re
import stat
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import TypeVar

from jixiao.documents.document import Document, Source
from jixiao.documents.package import open_package, part
from jixiao.documents.readers.archive import read_archive
from jixiao.documents.readers.excel import read_excel
from jixiao.documents.readers.html import read_html
from jixiao.documents.readers.libreoffice import convert
from jixiao.documents.readers.ofd import ENTRY as OFD_ENTRY
from jixiao.documents.readers.ofd import read_ofd
from jixiao.documents.readers.scan import can_recognise
from jixiao.documents.readers.text import read_text
from jixiao.documents.readers.word import read_docx
from jixiao.documents.worker import WORKER
from jixiao.errors import (
    DocumentTooLarge,
    UnknownFormat,
    UnreadableDocument,
    UnreadableFile,
    name_of,
    reason_of,
)
from jixiao.settings import Settings

Found = TypeVar("Found")
_PICTURES = {
    b"\x89PNG": "PNG 图片",
    b"\xff\xd8\xff": "JPEG 图片",
    b"II*\x00": "TIFF 图片",
    b"MM\x00*": "TIFF 图片",
}
_ARCHIVES = {b"\x1f\x8b": "gzip 压缩包", b"Rar!": "RAR 压缩包", b"7z\xbc\xaf": "7z 压缩包"}
_OLE = b"\xd0\xcf\x11\xe0"
_WORD = "WordDocument".encode("utf-16-le")
_HTML = re.compile(rb"<\s*(?:!doctype\s+html|html|head|body|table|div|meta)\b", re.IGNORECASE)
_SUFFIXES = {
    ".txt", ".pdf", ".docx", ".xlsx", ".xls", ".et", ".html", ".htm", ".mht", ".doc", ".wps",
    ".ods", ".odt", ".rtf", ".zip", ".ofd", ".xlsm", ".docm", ".png", ".jpg", ".jpeg", ".tif", ".tiff",
}  # fmt: skip
"""What is read in a folder; a file named by itself is read whatever its name."""
_OPEN_DOCUMENTS = {
    b"application/vnd.oasis.opendocument.spreadsheet": ("ods", "xlsx"),
    b"application/vnd.oasis.opendocument.text": ("odt", "docx"),
}
_DEEPEST = 3


def open_document(path: Path | str, settings: Settings | None = None) -> Document:
    """Read a file into lines, by what its bytes are.

    Raises:
        UnreadableFile: there is no such file, it may not be opened, or it is no plain file.
        DocumentTooLarge: it is beyond `settings.largest_document` or `settings.largest_file`.
        UnknownFormat: no reader takes it, or the program or extra that would is not installed.
        UnreadableText, UnreadableDocument: it is damaged, protected, or beyond the limits.
    """
    path = Path(path)
    settings = settings or Settings.load()
    content = _bytes_of(path, settings)
    digest = hashlib.sha256(content).hexdigest()
    return read_bytes(content, Source(path=name_of(path), sha256=digest, format=""), settings)


def read_bytes(content: bytes, source: Source, settings: Settings, depth: int = 0) -> Document:
    """Read bytes by what they are; raises as `open_document` does."""
    for magic, name in _ARCHIVES.items():
        if content.startswith(magic):
            message = f"{source.path} 是{name}，本版不读。请先解压，再读取里面的文件。"
            raise UnknownFormat(message)
    if kind := next((name for magic, name in _PICTURES.items() if content.startswith(magic)), None):
        if not can_recognise():
            message = (
                f"{source.path} 是{kind}，请先装识别组件（make ocr，或 pip install 'jixiao[ocr]'），"
                "或用文字识别软件转成文本或 Word，再读取。"
            )
            raise UnknownFormat(message)
        return WORKER.read(content, _as(source, "picture"), settings, picture=True)
    if b"%PDF-" in content[:1024]:
        return WORKER.read(content, _as(source, "pdf"), settings)
    if content.startswith(b"PK\x03\x04"):
        return _packed(content, source, settings, depth)
    if content.startswith(_OLE):
        if _WORD in content:
            return _through_office(content, "doc", "docx", source, settings)
        return read_excel(content, _as(source, "xls"), settings)
    if content.lstrip()[:5] == b"{\\rtf":
        return _through_office(content, "rtf", "docx", source, settings)
    if _HTML.search(content[:2048]):
        return read_html(content, _as(source, "html"), settings)
    if len(content) > settings.largest_document:
        raise _too_large(
            source.path, len(content), "JIXIAO_LARGEST_DOCUMENT", settings.largest_document
        )
    return read_text(content, source.path, source.sha256, settings.longest_line)


def _as(source: Source, kind: str) -> Source:
    return Source(path=source.path, sha256=source.sha256, format=kind)


def _packed(content: bytes, source: Source, settings: Settings, depth: int) -> Document:
    """Tell Word, Excel and OpenDocument from a plain archive by their members."""
    with open_package(io.BytesIO(content), source) as package:
        names = set(package.namelist())
        if "word/document.xml" in names:
            return read_docx(package, _as(source, "docx"), settings)
        if "xl/workbook.xml" in names or "xl/workbook.bin" in names:
            unpacked = sum(info.file_size for info in package.infolist())
            if unpacked > settings.largest_unpacked:
                raise _too_large(
                    source.path, unpacked, "JIXIAO_LARGEST_UNPACKED", settings.largest_unpacked
                )
            for name in names:
                if name.startswith("xl/") and name.endswith(".xml"):
                    part(package, name, source, settings)
            return read_excel(content, _as(source, "xlsx"), settings)
        if OFD_ENTRY in names:
            return read_ofd(package, _as(source, "ofd"), settings)
        if "mimetype" in names:
            kinds = _OPEN_DOCUMENTS.get(part(package, "mimetype", source, settings).strip())
            if kinds:
                return _through_office(content, *kinds, source, settings)
        if depth >= _DEEPEST:
            message = f"{source.path} 是压缩包里的压缩包，套得太深。请解压后再读取。"
            raise UnreadableDocument(message)

        def read(inner: bytes, own: Source, limits: Settings) -> Document:
            return read_bytes(inner, own, limits, depth + 1)

        return read_archive(package, _as(source, "zip"), settings, read)


def _through_office(
    content: bytes, kind: str, to: str, source: Source, settings: Settings
) -> Document:
    converted = convert(content, kind, to, source, settings)
    if to == "xlsx":
        return read_excel(converted, _as(source, kind), settings)
    with open_package(io.BytesIO(converted), source) as package:
        return read_docx(package, _as(source, kind), settings)


def _bytes_of(path: Path, settings: Settings) -> bytes:
    found = _opened(path, path.stat)
    if stat.S_ISDIR(found.st_mode):
        why = "是文件夹" if os.access(path, os.R_OK | os.X_OK) else "是没有权限打开的文件夹"
        message = f"{name_of(path)} {why}。请检查权限，并用 jixiao read 读取其中的文件。"
        raise UnreadableFile(message)
    if not stat.S_ISREG(found.st_mode):
        message = f"{name_of(path)} 不是普通文件（可能是设备或管道）。请给出文档文件。"
        raise UnreadableFile(message)
    if found.st_size > settings.largest_file:
        raise _too_large(name_of(path), found.st_size, "JIXIAO_LARGEST_FILE", settings.largest_file)
    return _opened(path, path.read_bytes)


def _too_large(name: str, size: int, variable: str, most: int) -> DocumentTooLarge:
    return DocumentTooLarge(
        f"{name} 有 {_size(size)}，超过单个文件的上限 {_size(most)}。"
        f"请按部门或年度拆分后再读取，或用环境变量 {variable} 提高上限（字节）。"
    )


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

    Of a folder, the documents at any depth, by their suffix; hidden files are passed over. A folder inside that
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
            message = (
                f"文件夹 {name_of(path)} 里没有能读的文件（PDF、Word、Excel、网页、文本、压缩包）。"
                "请检查路径，或直接给出文件名。"
            )
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
            if Path(name).suffix.lower() in _SUFFIXES and not name.startswith((".", "~$")):
                yield Path(root, name)
    yield from closed
