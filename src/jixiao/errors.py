"""Every exception of the package as one tree."""

import errno
import os
import secrets
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path

_REASONS = {
    errno.EACCES: "没有权限",
    errno.EPERM: "没有权限",
    errno.ENOENT: "路径不存在",
    errno.ENOTDIR: "路径中有一段不是文件夹",
    errno.EISDIR: "它是文件夹",
    errno.EEXIST: "已有同名的文件",
    errno.ENOSPC: "磁盘已满",
    errno.EROFS: "磁盘是只读的",
    errno.ENAMETOOLONG: "文件名太长",
    errno.ELOOP: "链接绕成了圈",
}


def reason_of(error: OSError | ValueError) -> str:
    """Why the disk refused, in Chinese."""
    number = error.errno if isinstance(error, OSError) else None
    return _REASONS.get(number or 0, str(error))


def name_of(path: str | os.PathLike[str]) -> str:
    """Return a path as it can be printed: a name in the GBK of an old archive is read as such."""
    raw = os.fsencode(path)
    for encoding in ("utf-8", "gb18030"):
        try:
            return raw.decode(encoding)
        except UnicodeDecodeError:
            continue
    return raw.decode("utf-8", "replace")


class JixiaoError(Exception):
    """Something the caller must settle; the message says what, where, and what to do next."""


class UnreadableFile(JixiaoError, OSError):
    """A path gives no bytes: missing, a folder without documents, or not permitted."""


class UnreadableText(JixiaoError, ValueError):
    """The bytes are not text in any encoding the reader knows."""


class UnreadableDocument(JixiaoError, ValueError):
    """The bytes are of a known format but damaged, protected, or beyond the limits."""


class DocumentTooLarge(JixiaoError, ValueError):
    """The document is beyond the size an installation allows."""


class UnknownFormat(JixiaoError, ValueError):
    """The bytes belong to a file format that no reader takes."""


class UnknownDialect(JixiaoError, LookupError):
    """A dialect was asked for by a code that no file bears."""

    def __init__(self, code: str, known: Iterable[str]) -> None:
        super().__init__(
            f"没有名为 {code} 的表式；现有 {'、'.join(known)}。"
            "可用 jixiao dialects 查看，或用 jixiao new dialect 新建。"
        )


class FaultyEntry(JixiaoError, ValueError):
    """A data file or entry of a library breaks the rules of its kind."""


@contextmanager
def whole(path: Path) -> Iterator[Path]:
    """Give a place beside a file to write to: it takes the file's name once it is whole.

    Where the disk is full, or the program ends meanwhile, what stood there before stays.
    """
    path = Path(os.path.realpath(path))
    if path.exists() and not path.is_file():
        yield path  # a device or a pipe is written as it is
        return
    half = path.with_name(f".jixiao-{secrets.token_hex(8)}.part")
    try:
        yield half
        half.replace(path)
    except BaseException:
        half.unlink(missing_ok=True)
        raise


@contextmanager
def writing(folder: Path) -> Iterator[None]:
    """Turn what the disk refuses while files are written to a folder into the user's words.

    Raises:
        UnreadableFile: the folder, or the file in it that failed, cannot be written.
    """
    try:
        yield
    except OSError as error:
        place = name_of(error.filename or folder)
        message = f"不能写入 {place}：{reason_of(error)}。请换一个文件夹或检查权限。"
        raise UnreadableFile(message) from error
