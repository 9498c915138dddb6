"""Archives (.zip): the documents inside, read in the order of the archive."""

import re
import zipfile
from collections.abc import Callable, Iterable, Iterator

from jixiao.documents.document import Document, Grid, Line, Source
from jixiao.documents.package import member_of
from jixiao.errors import JixiaoError, UnreadableDocument
from jixiao.evidence import Note
from jixiao.settings import Settings

_PASSED_OVER = re.compile(
    r"(?:^|/)(?:\.|__MACOSX/)|/$|(?:^|/)(?:Thumbs\.db|desktop\.ini)$", re.IGNORECASE
)
_UTF8 = 0x800
_MOST_MEMBERS = 500

Read = Callable[[bytes, Source, Settings], Document]


def read_archive(
    package: zipfile.ZipFile, source: Source, settings: Settings, read: Read
) -> Document:
    """Read every document of an archive as one; a member that cannot be read is noted.

    Raises:
        UnreadableDocument: nothing in it can be read, or it holds too much.
    """
    members = _documents_of(package, source)
    lines: list[Line] = []
    grids: list[Grid] = []
    notes: list[Note] = []
    unpacked = 0
    for member in members:
        name = _name(member)
        inside = Source(
            path=f"{source.path} 里的 {name}", sha256=source.sha256, format=""
        )
        try:
            content = member_of(package, member, inside, settings)
            unpacked += len(content)
            if unpacked > settings.largest_unpacked:
                message = f"{source.path} 展开后太大，{name} 及以后的没有读。请解压后分批读取。"
                notes.append(Note(code="member_unread", text=message))
                break
            document = read(content, inside, settings)
        except JixiaoError as error:
            notes.append(Note(code="member_unread", text=str(error)))
            continue
        notes.append(Note(code="member", text=f"第 {len(lines) + 1} 行起是 {name}"))
        notes += document.notes
        lines += _numbered_from(len(lines) + 1, document.lines)
        grids += document.grids
    if not lines:
        why = notes[0].text if notes else "里面没有文件"
        message = f"{source.path} 是压缩包，里面没有能读的文件：{why}"
        raise UnreadableDocument(message)
    return Document(
        source=source, lines=tuple(lines), grids=tuple(grids), notes=tuple(notes)
    )


def _documents_of(package: zipfile.ZipFile, source: Source) -> list[zipfile.ZipInfo]:
    """The members that may be documents: no folders, no files that systems leave behind."""
    members = [
        info for info in package.infolist() if not _PASSED_OVER.search(info.filename)
    ]
    if len(members) > _MOST_MEMBERS:
        message = f"{source.path} 里有 {len(members)} 个文件，超过上限 {_MOST_MEMBERS}。请解压后分批读取。"
        raise UnreadableDocument(message)
    return members


def _numbered_from(first: int, lines: Iterable[Line]) -> Iterator[Line]:
    for number, line in enumerate(lines, first):
        yield Line(number, line.text, line.page, line.cells)


def _name(member: zipfile.ZipInfo) -> str:
    """A member's name; without the mark of UTF-8 it is in the GBK of Chinese systems."""
    if member.flag_bits & _UTF8:
        return member.filename
    try:
        return member.filename.encode("cp437").decode("gb18030")
    except UnicodeError:
        return member.filename
