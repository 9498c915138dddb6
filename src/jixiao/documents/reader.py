"""Choose a reader by what the bytes are, never by the name of the file."""

import glob
import hashlib
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import TypeVar

from jixiao.documents.document import Document
from jixiao.documents.readers.text import read_text
from jixiao.errors import DocumentTooLarge, UnknownFormat, UnreadableFile
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
        UnreadableFile: there is no such file, or it may not be opened.
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
                f"{path} 是 {name} 文件，本版只读取文本。"
                "请先另存为纯文本（.txt，UTF-8 或 GB18030 编码），再读取。"
            )
            raise UnknownFormat(message)
    digest = hashlib.sha256(content).hexdigest()
    return read_text(content, str(path), digest, settings.longest_line)


def _bytes_of(path: Path, largest: int) -> bytes:
    size = _opened(path, lambda: path.stat().st_size)
    if size > largest:
        message = (
            f"{path} 有 {size / 1e6:.0f} MB，超过单个文件的上限 {largest / 1e6:.0f} MB。"
            "请按部门或年度拆分后再读取，或用环境变量 JIXIAO_LARGEST_DOCUMENT 提高上限（字节）。"
        )
        raise DocumentTooLarge(message)
    return _opened(path, path.read_bytes)


def _opened(path: Path, look: Callable[[], Found]) -> Found:
    """Touch the disk, and say in plain words what went wrong."""
    try:
        return look()
    except FileNotFoundError as error:
        message = f"找不到 {path}。请检查路径和文件名。"
        raise UnreadableFile(message) from error
    except IsADirectoryError as error:
        message = f"{path} 是文件夹。请用 jixiao read 读取其中的文件。"
        raise UnreadableFile(message) from error
    except PermissionError as error:
        message = f"没有读取 {path} 的权限。请检查文件的权限设置。"
        raise UnreadableFile(message) from error
    except (OSError, ValueError) as error:
        message = f"打不开 {path}：{error}。请检查路径和磁盘。"
        raise UnreadableFile(message) from error


def find_documents(paths: Iterable[Path | str]) -> list[Path]:
    """List the files that paths, folders and glob patterns name, each once, in a stable order.

    Of a folder, the `.txt` files at any depth; hidden files are passed over.

    Raises:
        UnreadableFile: a folder or pattern names nothing; the message says which.
    """
    found: dict[Path, None] = {}
    for given in paths:
        path = Path(given)
        if path.is_dir():
            inside = [p for p in sorted(path.rglob("*")) if _is_document(p, path)]
            if not inside:
                message = f"文件夹 {path} 里没有 .txt 文件。请检查路径，或直接给出文件名。"
                raise UnreadableFile(message)
            found.update(dict.fromkeys(inside))
        elif glob.has_magic(str(given)) and not path.exists():
            matched = [Path(name) for name in sorted(glob.glob(str(given), recursive=True))]  # noqa: PTH207 — also absolute patterns
            if not matched:
                message = f"没有文件符合 {given}。请检查通配符和所在文件夹。"
                raise UnreadableFile(message)
            found.update(dict.fromkeys(p for p in matched if p.is_file()))
        else:
            found[path] = None
    return list(found)


def _is_document(path: Path, root: Path) -> bool:
    hidden = any(part.startswith(".") for part in path.relative_to(root).parts)
    return path.suffix.lower() == ".txt" and path.is_file() and not hidden
