"""Packed files: their members within limits, and XML that fetches and expands nothing."""

import zipfile
import zlib
from typing import Any

from jixiao.documents.document import Source
from jixiao.errors import UnreadableDocument
from jixiao.settings import Settings

_MOST_MEMBERS = 10_000
_CHUNK = 1 << 20
_LOCKED = 0x1
_SHARE_OF_XML = 8
"""A tree of XML takes twenty times its size in memory: a part has an eighth of what may unpack."""
_FAULTS = (
    zipfile.BadZipFile,
    zlib.error,
    KeyError,
    OSError,
    ValueError,
    NotImplementedError,
    RuntimeError,
    EOFError,
)


def open_package(content: Any, source: Source) -> zipfile.ZipFile:
    """Open a zip.

    Raises:
        UnreadableDocument: it is damaged or holds more members than any document has.
    """
    try:
        package = zipfile.ZipFile(content)
    except (zipfile.BadZipFile, OSError, ValueError, NotImplementedError) as error:
        raise damaged(source) from error
    if len(package.infolist()) > _MOST_MEMBERS:
        message = f"{source.path} 里有 {len(package.infolist())} 个文件，超过上限。请解压后分批读取。"
        raise UnreadableDocument(message)
    return package


def part(
    package: zipfile.ZipFile, name: str, source: Source, settings: Settings
) -> bytes:
    """Unpack the one member of a name, no further than the limit, whatever size it claims.

    Raises:
        UnreadableDocument: it is missing, damaged, protected, too large, or there are two that differ.
    """
    alike = [info for info in package.infolist() if info.filename == name]
    if len({(info.CRC, info.file_size) for info in alike}) > 1:
        message = (
            f"{source.path} 里有 {len(alike)} 份不同的 {name}，说不清哪一份是真的，没有读。"
            "请用 Word、Excel 或 WPS 打开、核对后另存再读取。"
        )
        raise UnreadableDocument(message)
    return member_of(package, name, source, settings)


def member_of(
    package: zipfile.ZipFile,
    member: str | zipfile.ZipInfo,
    source: Source,
    settings: Settings,
) -> bytes:
    """Unpack one member, by its name or itself, no further than the limit.

    Raises:
        UnreadableDocument: it is missing, damaged, protected, or too large.
    """
    name = member if isinstance(member, str) else member.filename
    share = _SHARE_OF_XML if name.endswith(".xml") else 1
    most = settings.largest_unpacked // share
    try:
        info = package.getinfo(member) if isinstance(member, str) else member
        is_locked = bool(info.flag_bits & _LOCKED)
        content = b"" if is_locked else _unpacked(package, info, most + 1)
    except _FAULTS as error:
        raise damaged(source) from error
    if is_locked:
        message = f"{source.path} 有密码保护，请先去掉密码再读取。"
        raise UnreadableDocument(message)
    if len(content) > most:
        message = (
            f"{source.path} 展开后超过 {most // 10**6} MB，不再读取。"
            "确需读取的，用环境变量 JIXIAO_LARGEST_UNPACKED 提高上限。"
        )
        raise UnreadableDocument(message)
    return content


def _unpacked(package: zipfile.ZipFile, info: zipfile.ZipInfo, most: int) -> bytes:
    pieces: list[bytes] = []
    total = 0
    with package.open(info) as stream:
        while total < most and (piece := stream.read(min(_CHUNK, most - total))):
            total += len(piece)
            pieces.append(piece)
    return b"".join(pieces)


def parse(xml: bytes, source: Source) -> Any:
    """Parse XML; entities are not expanded, nothing is fetched, depth is bounded.

    Raises:
        UnreadableDocument: it is not well-formed.
    """
    from lxml import etree  # noqa: PLC0415 — kept out of jixiao --help

    parser = etree.XMLParser(
        resolve_entities=False,
        no_network=True,
        load_dtd=False,
        huge_tree=False,
        recover=False,
    )
    try:
        return etree.fromstring(xml, parser)
    except (etree.XMLSyntaxError, ValueError) as error:
        raise damaged(source) from error


def damaged(source: Source) -> UnreadableDocument:
    """The error of a file that is damaged or incomplete."""
    return UnreadableDocument(f"{source.path} 已损坏或不完整，请重新下载或导出。")
