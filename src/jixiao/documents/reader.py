"""Choose a reader by what the bytes are, never by the name of the file."""

import glob
import hashlib
import io
import os
import re
import stat
import zipfile
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import TypeVar

import msgspec

from jixiao.documents import readers
from jixiao.documents.document import Document, Source
from jixiao.documents.package import open_package, part
from jixiao.documents.worker import Service, Tick, ask, refusing_the_unforeseen
from jixiao.errors import (
    DocumentTooLarge,
    UnknownFormat,
    UnreadableDocument,
    UnreadableFile,
    name_of,
    reason_of,
)
from jixiao.settings import Settings

Looked = TypeVar("Looked")
_PICTURES = {
    b"\x89PNG": "PNG 图片",
    b"\xff\xd8\xff": "JPEG 图片",
    b"II*\x00": "TIFF 图片",
    b"MM\x00*": "TIFF 图片",
}
_ARCHIVES = {
    b"\x1f\x8b": "gzip 压缩包",
    b"Rar!": "RAR 压缩包",
    b"7z\xbc\xaf": "7z 压缩包",
    b"BZh": "bzip2 压缩包",
    b"\xfd7zXZ": "xz 压缩包",
}
_TAR = (257, b"ustar")
"""Where a tar bears its mark, and the mark."""
_OLE = b"\xd0\xcf\x11\xe0"
_WORD = "WordDocument".encode("utf-16-le")
_HTML = re.compile(
    rb"<\s*(?:!doctype\s+html|html|head|body|table|div|meta)\b", re.IGNORECASE
)
SUFFIXES = {
    *(".pdf", ".ofd", ".txt", ".rtf", ".html", ".htm", ".mht", ".mhtml", ".zip"),
    *(".docx", ".docm", ".doc", ".wps", ".odt"),
    *(".xlsx", ".xlsm", ".xlsb", ".xls", ".et", ".ods"),
    *(".png", ".jpg", ".jpeg", ".tif", ".tiff"),
}
"""What is read in a folder; a file named by itself is read whatever its name."""
PACKED = {".rar", ".7z", ".gz", ".tgz", ".tar", ".bz2", ".xz"}
"""What may hold documents and is not read: listed with the others of a folder, so that it is told."""
_OPEN_DOCUMENTS = {
    b"application/vnd.oasis.opendocument.spreadsheet": ("ods", "xlsx"),
    b"application/vnd.oasis.opendocument.text": ("odt", "docx"),
}
_OFD_ENTRY = "OFD.xml"
_DEEPEST = 3
_SHORT = 64_000
"""Bytes up to which plain text is read by who asks: it holds nothing that unfolds."""


class PathTask(msgspec.Struct, frozen=True):
    """A file to be read: where it stands, and what it is called in messages."""

    path: str
    name: str


def open_document(path: Path | str, settings: Settings | None = None) -> Document:
    """Read a file into lines, by what its bytes are, in a process of its own.

    Only short plain text is read here.

    Raises:
        UnreadableFile: there is no such file, it may not be opened, or it is no plain file.
        DocumentTooLarge: it is beyond `settings.largest_document` or `settings.largest_file`.
        UnknownFormat: no reader takes it, or the program or extra that would is not installed.
        UnreadableText, UnreadableDocument: it is damaged, protected, or beyond the limits.
    """
    path = Path(path)
    settings = settings or Settings.load()
    if is_short_text(path, settings):
        with refusing_the_unforeseen(name_of(path)):
            return open_here(path, settings)
    return ask(OPENING, task_of(path), name_of(path), settings)


def task_of(path: Path) -> PathTask:
    """What another process is told about a file."""
    return PathTask(str(path.absolute()), name_of(path))


def is_short_text(path: Path, settings: Settings) -> bool:
    """Whether a file is plain text, and so short that it is read by who asks.

    Raises:
        UnreadableFile, DocumentTooLarge: as `open_document` does.
    """
    size = _size_of(path, settings)
    if size > _SHORT:
        return False
    return is_plain_text(_opened(path, path.read_bytes))


def is_plain_text(content: bytes) -> bool:
    """Whether bytes are of no format but text."""
    marks = (*_ARCHIVES, *_PICTURES, b"PK\x03\x04", _OLE)
    return not (
        content.startswith(marks)
        or b"%PDF-" in content[:1024]
        or content.lstrip()[:5] == b"{\\rtf"
        or _HTML.search(content[:2048])
    )


def open_here(
    path: Path,
    settings: Settings,
    name: str | None = None,
    tick: Tick = lambda: None,
) -> Document:
    """Read a file in this process; raises as `open_document` does."""
    _size_of(path, settings)
    content = _opened(path, path.read_bytes)
    digest = hashlib.sha256(content).hexdigest()
    source = Source(path=name or name_of(path), sha256=digest, format="")
    document = read_bytes(content, source, settings, tick=tick)
    _refuse_much(document, settings)
    return document


def _refuse_much(document: Document, settings: Settings) -> None:
    """Hold a document to the lines and characters that the later stages take."""
    name, lines = document.source.path, document.lines
    for count, most, what, variable in (
        (len(lines), settings.most_lines, "行", "JIXIAO_MOST_LINES"),
        (
            sum(len(line.text) for line in lines),
            settings.most_text,
            "个字符",
            "JIXIAO_MOST_TEXT",
        ),
    ):
        if count > most:
            message = (
                f"{name} 有 {count} {what}，超过上限 {most} {what}。"
                f"请拆分后再读取，或用环境变量 {variable} 提高上限。"
            )
            raise UnreadableDocument(message)


def _open_task(task: PathTask, settings: Settings, tick: Tick) -> Document:
    return open_here(Path(task.path), settings, task.name, tick)


OPENING = Service(f"{__name__}:OPENING", PathTask, Document, _open_task)
"""Read a file into lines."""


def read_bytes(
    content: bytes,
    source: Source,
    settings: Settings,
    depth: int = 0,
    tick: Tick = lambda: None,
) -> Document:
    """Read bytes by what they are; raises as `open_document` does.

    `tick` is called after each page that was recognised.
    """
    archive = _kind_by_magic(content, _ARCHIVES)
    place, mark = _TAR
    if archive or content.startswith(mark, place):
        message = f"{source.path} 是{archive or 'tar 压缩包'}，本版不读。请先解压，再读取里面的文件。"
        raise UnknownFormat(message)
    if picture := _kind_by_magic(content, _PICTURES):
        return _recognised(content, picture, source, settings, tick)
    if b"%PDF-" in content[:1024]:
        return readers.read_pdf(content, _as(source, "pdf"), settings, tick)
    if content.startswith(b"PK\x03\x04"):
        return _packed(content, source, settings, depth, tick)
    if content.startswith(_OLE):
        if _WORD in content:
            return _through_office(content, "doc", "docx", source, settings)
        return readers.read_excel(content, _as(source, "xls"), settings)
    if content.lstrip()[:5] == b"{\\rtf":
        return _through_office(content, "rtf", "docx", source, settings)
    if _HTML.search(content[:2048]):
        return readers.read_html(content, _as(source, "html"), settings)
    most = settings.largest_document
    if len(content) > most:
        raise _too_large(source.path, len(content), "JIXIAO_LARGEST_DOCUMENT", most)
    return readers.read_text(content, source.path, source.sha256, settings)


def _kind_by_magic(content: bytes, kinds: dict[bytes, str]) -> str | None:
    return next(
        (kind for magic, kind in kinds.items() if content.startswith(magic)), None
    )


def _as(source: Source, kind: str) -> Source:
    return Source(path=source.path, sha256=source.sha256, format=kind)


def _recognised(
    content: bytes, kind: str, source: Source, settings: Settings, tick: Tick
) -> Document:
    if not readers.can_recognise():
        message = (
            f"{source.path} 是{kind}，请先装识别组件（make ocr，或 pip install 'jixiao[ocr]'），"
            "或用文字识别软件转成文本或 Word，再读取。"
        )
        raise UnknownFormat(message)
    return readers.read_picture(content, _as(source, "picture"), settings, tick)


def _packed(
    content: bytes, source: Source, settings: Settings, depth: int, tick: Tick
) -> Document:
    """Tell Word, Excel and OpenDocument from a plain archive by their members."""
    with open_package(io.BytesIO(content), source) as package:
        names = set(package.namelist())
        if "word/document.xml" in names:
            return readers.read_docx(package, _as(source, "docx"), settings)
        if {"xl/workbook.xml", "xl/workbook.bin"} & names:
            _refuse_large_sheets(package, source, settings)
            return readers.read_excel(content, _as(source, "xlsx"), settings, package)
        if _OFD_ENTRY in names:
            return readers.read_ofd(package, _as(source, "ofd"), settings)
        if kinds := _open_document_kinds(package, source, settings):
            return _through_office(content, *kinds, source, settings)
        if depth >= _DEEPEST:
            message = f"{source.path} 是压缩包里的压缩包，套得太深。请解压后再读取。"
            raise UnreadableDocument(message)

        def read(member: bytes, inside: Source, limits: Settings) -> Document:
            return read_bytes(member, inside, limits, depth + 1, tick)

        return readers.read_archive(package, _as(source, "zip"), settings, read)


def _refuse_large_sheets(
    package: zipfile.ZipFile, source: Source, settings: Settings
) -> None:
    """Hold a workbook to the limits of what may unpack, before a library unpacks all of it."""
    unpacked = sum(info.file_size for info in package.infolist())
    most = settings.largest_unpacked
    if unpacked > most:
        raise _too_large(source.path, unpacked, "JIXIAO_LARGEST_UNPACKED", most)
    for name in package.namelist():
        if name.startswith("xl/") and name.endswith(".xml"):
            part(package, name, source, settings)


def _open_document_kinds(
    package: zipfile.ZipFile, source: Source, settings: Settings
) -> tuple[str, str] | None:
    """What an OpenDocument is, and what it is converted to; None for any other package."""
    if "mimetype" not in package.namelist():
        return None
    return _OPEN_DOCUMENTS.get(part(package, "mimetype", source, settings).strip())


def _through_office(
    content: bytes, kind: str, to: str, source: Source, settings: Settings
) -> Document:
    converted = readers.convert(content, kind, to, source, settings)
    with open_package(io.BytesIO(converted), source) as package:
        if to == "xlsx":
            return readers.read_excel(converted, _as(source, kind), settings, package)
        return readers.read_docx(package, _as(source, kind), settings)


def _size_of(path: Path, settings: Settings) -> int:
    """The bytes of a plain file within the limit."""
    status = _opened(path, path.stat)
    if stat.S_ISDIR(status.st_mode):
        why = (
            "是文件夹"
            if os.access(path, os.R_OK | os.X_OK)
            else "是没有权限打开的文件夹"
        )
        message = (
            f"{name_of(path)} {why}。请检查权限，并用 jixiao read 读取其中的文件。"
        )
        raise UnreadableFile(message)
    if not stat.S_ISREG(status.st_mode):
        message = f"{name_of(path)} 不是普通文件（可能是设备或管道）。请给出文档文件。"
        raise UnreadableFile(message)
    most = settings.largest_file
    if status.st_size > most:
        raise _too_large(name_of(path), status.st_size, "JIXIAO_LARGEST_FILE", most)
    return status.st_size


def _too_large(name: str, size: int, variable: str, most: int) -> DocumentTooLarge:
    return DocumentTooLarge(
        f"{name} 有 {_size(size)}，超过单个文件的上限 {_size(most)}。"
        f"请按部门或年度拆分后再读取，或用环境变量 {variable} 提高上限（字节）。"
    )


def _size(count: int) -> str:
    return f"{count / 1e6:.0f} MB" if count >= 10**6 else f"{count} 字节"


def _opened(path: Path, look: Callable[[], Looked]) -> Looked:
    """Touch the disk; what goes wrong is raised in plain words."""
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
    may not be opened, and an archive that is not read, is listed itself, so that reading it says why.

    Raises:
        UnreadableFile: a folder or pattern names nothing; the message says which.
    """
    files: dict[str, Path] = {}
    for name in paths:
        for path in _named_by(Path(name)):
            files.setdefault(os.path.realpath(path), path)
    return list(files.values())


def _named_by(path: Path) -> list[Path]:
    """The files that one path names: itself, those of a folder, or those of a pattern."""
    if _opened(path, lambda: os.path.isdir(path)):  # noqa: PTH112 — answers where Path.is_dir raises
        documents = sorted(_inside(path))
        if not documents:
            message = (
                f"文件夹 {name_of(path)} 里没有能读的文件（PDF、Word、Excel、网页、文本、压缩包）。"
                "请检查路径，或直接给出文件名。"
            )
            raise UnreadableFile(message)
        return documents
    if not glob.has_magic(str(path)) or os.path.lexists(path):
        return [path]
    matches = [Path(name) for name in glob.glob(str(path), recursive=True)]  # noqa: PTH207 — also absolute patterns
    if not matches:
        message = f"没有文件符合 {name_of(path)}。请检查通配符和所在文件夹。"
        raise UnreadableFile(message)
    return sorted(match for match in matches if not match.is_dir())


def _inside(folder: Path) -> Iterator[Path]:
    """The documents of a folder at any depth, then the folders that may not be opened."""
    closed: list[Path] = []
    walk = os.walk(folder, onerror=lambda error: closed.append(Path(error.filename)))
    for root, folders, names in walk:
        folders[:] = sorted(name for name in folders if not name.startswith("."))
        for name in names:
            hidden = name.startswith((".", "~$"))
            if not hidden and Path(name).suffix.lower() in SUFFIXES | PACKED:
                yield Path(root, name)
    yield from closed
