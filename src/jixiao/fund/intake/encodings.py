"""Texts of any encoding as UTF-8: what cannot be read keeps its place, and is marked."""

import codecs
from collections.abc import Iterator
from itertools import islice
from pathlib import Path

import numpy as np

from jixiao.fund.intake.wrappings import UNREADABLE

_BYTE_ORDER_MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_BLOCK = 1 << 20
"""Bytes read at once."""
_LINES_LOOKED_AT = 2_000
"""Lines with more than ASCII that tell the encoding of a text."""
_FEWEST_NULLS = 0.3
"""The share of nulls by which a text of two bytes a sign is told where no mark says so."""
_FIRST_OF_GB2312 = 0xA1
_CHINESE_LEADS = (0xE4, 0xE9)
"""The first of the three bytes that a Chinese sign has in UTF-8."""


def in_utf8(path: Path, start: bytes, copy: Path) -> tuple[Path, bool]:
    """Return a text in UTF-8, itself or a copy, and whether signs in it could not be read.

    `start` is how it begins. Lines of another encoding than most are marked as what could not be
    read, also where they would give other signs.
    """
    encoding = _marked(start)
    if encoding in (None, "utf-8-sig"):
        if _is_utf8(path):
            return path, False
        encoding = encoding or _of_most_lines(path)
    pieces = _gbk_lines(path) if encoding == "gb18030" else _decoded(path, encoding)
    garbled = False
    with copy.open("w", encoding="utf-8", newline="") as new:
        for text in pieces:
            garbled = garbled or UNREADABLE in text
            new.write(text)
    return copy, garbled


def _marked(start: bytes) -> str | None:
    """The encoding that a text's first bytes say; None where they say nothing."""
    for mark, name in _BYTE_ORDER_MARKS:
        if start.startswith(mark):
            return name
    for first, name in ((1, "utf-16-le"), (0, "utf-16-be")):
        every_other = start[first::2]
        if every_other.count(0) > len(every_other) * _FEWEST_NULLS:
            return name
    return None


def _is_utf8(path: Path) -> bool:
    decoder = codecs.getincrementaldecoder("utf-8")()
    try:
        with path.open("rb") as stream:
            while block := stream.read(_BLOCK):
                decoder.decode(block)
            decoder.decode(b"", final=True)
    except UnicodeDecodeError:
        return False
    return True


def _of_most_lines(path: Path) -> str:
    """The encoding that most lines of a text are in, UTF-8 or the GBK of old programs."""
    with path.open("rb") as stream:
        lines = (line for line in stream if not line.isascii())
        readable = [_reads_as_utf8(line) for line in islice(lines, _LINES_LOOKED_AT)]
    # The name utf8 says that it is to be mended first.
    return "utf8" if 2 * sum(readable) >= len(readable) else "gb18030"


def _reads_as_utf8(line: bytes) -> bool:
    try:
        line.decode("utf-8")
    except UnicodeDecodeError:
        return False
    return True


def _decoded(path: Path, encoding: str) -> Iterator[str]:
    """Yield a text in pieces, without a sign that was cut off at its end."""
    decoder = codecs.getincrementaldecoder(encoding)("replace")
    with path.open("rb") as stream:
        while block := stream.read(_BLOCK):
            yield decoder.decode(block)


def _gbk_lines(path: Path) -> Iterator[str]:
    """Yield a text in GBK in pieces of whole lines, those in UTF-8 as what cannot be read."""
    with path.open("rb") as stream:
        while block := stream.read(_BLOCK):
            block += stream.readline()
            if _may_hold_utf8(block):
                lines = block.splitlines(keepends=True)
                yield "".join(map(_gbk_line, lines))
            else:
                yield block.decode("gb18030", "replace")


def _gbk_line(line: bytes) -> str:
    is_utf8 = _may_hold_utf8(line) and _reads_as_utf8(line) and _is_rare_in_gbk(line)
    return line.decode("ascii" if is_utf8 else "gb18030", "replace")


def _may_hold_utf8(block: bytes) -> bool:
    """Whether two Chinese signs stand in bytes as UTF-8 writes them, one after the other."""
    bytes_of_block = np.frombuffer(block, np.uint8)
    low, high = _CHINESE_LEADS
    leads = (bytes_of_block >= low) & (bytes_of_block <= high)
    follows = (bytes_of_block & 0xC0) == 0x80  # noqa: PLR2004 — the mark of UTF-8
    sign = leads[:-2] & follows[1:-1] & follows[2:]
    return bool(np.any(sign[:-3] & sign[3:]))


def _is_rare_in_gbk(line: bytes) -> bool:
    """Whether a line, read as GBK, has a sign outside the common ones of GB 2312."""
    place = 0
    while place < len(line) - 1:
        if line[place] < 0x80:  # noqa: PLR2004 — ASCII
            place += 1
        elif min(line[place], line[place + 1]) < _FIRST_OF_GB2312:
            return True
        else:
            place += 2
    return False
