"""An export that comes packed: taken apart into a folder, within bounds, and nothing outside it."""

import zipfile
from pathlib import Path, PurePosixPath

from jixiao.errors import JixiaoError, UnreadableDocument
from jixiao.service.disclosure.site_export import INDEX
from jixiao.settings import Settings

_MOST_FILES = 50_000
_UTF8_NAMES = 0x800
_LINK = 0o120000
_CHUNK = 1 << 20


def unpack_export(packed: Path, folder: Path, settings: Settings) -> Path:
    """Take a zip apart and return the folder of the site: where its index is, or all of it.

    Raises:
        UnreadableDocument: it is no zip, is damaged or locked, or has too many or too large files.
        JixiaoError: a file in it would lie outside the folder.
    """
    left = settings.largest_unpacked
    try:
        with zipfile.ZipFile(packed) as archive:
            files = [entry for entry in archive.infolist() if not entry.is_dir()]
            if len(files) > _MOST_FILES:
                message = f"压缩包里有 {len(files)} 个文件，最多 {_MOST_FILES} 个。请拆开再传。"
                raise UnreadableDocument(message)
            for entry in files:
                left -= _write(archive, entry, folder, left)
    except (zipfile.BadZipFile, RuntimeError, NotImplementedError, OSError) as error:
        if isinstance(error, JixiaoError):
            raise
        message = "压缩包不是 zip，或已损坏、加了密码。请重新压缩为 zip 再传。"
        raise UnreadableDocument(message) from error
    indexed = sorted(folder.rglob(INDEX), key=lambda path: len(path.parts))
    return indexed[0].parent if indexed else _only_folder(folder)


def _only_folder(folder: Path) -> Path:
    """Return the one folder that all lies in, or the folder itself."""
    inside = [*folder.iterdir()]
    return inside[0] if len(inside) == 1 and inside[0].is_dir() else folder


def _write(
    archive: zipfile.ZipFile, entry: zipfile.ZipInfo, folder: Path, left: int
) -> int:
    """Write a file of an archive and return its size; links are passed over."""
    if entry.external_attr >> 16 & 0o170000 == _LINK:
        return 0
    parts = PurePosixPath(_name(entry)).parts
    if ".." in parts or any(part.startswith("/") for part in parts):
        message = f"压缩包里的 {entry.filename[:80]} 要写到文件夹外面，没有收。"
        raise UnreadableDocument(message)
    path = folder.joinpath(*parts)
    path.parent.mkdir(parents=True, exist_ok=True)
    size = 0
    with archive.open(entry) as source, path.open("wb") as target:
        while chunk := source.read(_CHUNK):
            size += len(chunk)
            if size > left:
                message = (
                    "压缩包展开后太大，没有收。请拆开再传，或请管理员用环境变量 "
                    "JIXIAO_LARGEST_UNPACKED 提高上限。"
                )
                raise UnreadableDocument(message)
            target.write(chunk)
    return size


def _name(entry: zipfile.ZipInfo) -> str:
    """The name of a file: in GBK where the archive does not say UTF-8, as Windows packs it."""
    if entry.flag_bits & _UTF8_NAMES:
        return entry.filename
    try:
        return entry.filename.encode("cp437").decode("gb18030")
    except UnicodeError:
        return entry.filename
