"""Text extracted from PDF (cells parted by spaces) or from Word (cells parted by tabs)."""

import codecs
import re
from collections.abc import Iterator
from itertools import pairwise

from jixiao.documents.document import Document, Line, Source
from jixiao.errors import UnreadableText
from jixiao.evidence import Note

_LINE_BREAK = re.compile(r"\r\n|\r|\n")
_INVISIBLE = dict.fromkeys(map(ord, "\ufeff\u200b\u200c\u200d\u2060\u00ad")) | dict.fromkeys(
    code for code in range(32) if chr(code) not in "\t\n\r\f\x0b"
)
_MOST_CONTROLS = 0.002
_FEW_CONTROLS = 20
_LEAST_COMMON = 0.9


def read_text(content: bytes, path: str, sha256: str, longest_line: int) -> Document:
    """Read bytes of text into numbered lines.

    Raises:
        UnreadableText: no known encoding gives plausible text, there is none at all, or a line is
            longer than `longest_line`.
    """
    text, encoding = decode(content, path)
    lines = tuple(_celled(list(_lines(text))))
    if not any(line.text.strip() for line in lines):
        message = f"{path} 是空文件，没有可读的文字。请检查是否导出完整。"
        raise UnreadableText(message)
    for line in lines:
        if len(line.text) > longest_line:
            message = (
                f"{path} 第 {line.number} 行有 {len(line.text)} 个字符，不像文档的文本。"
                "请重新导出，保留换行；或用环境变量 JIXIAO_LONGEST_LINE 提高上限。"
            )
            raise UnreadableText(message)
    notes: tuple[Note, ...] = ()
    if encoding not in ("utf-8", "utf-8-sig"):
        notes = (Note(code="encoding", text=f"文字按 {encoding.upper()} 编码读取"),)
    source = Source(path=path, sha256=sha256, format="text", encoding=encoding)
    return Document(source=source, lines=lines, notes=notes)


def _celled(lines: list[Line]) -> Iterator[Line]:
    """Give cells joined by | as cells: where a fifth of the lines hold two | or more.

    Where nearly every line is one cell and the | behind it, the | is dropped.
    """
    filled = [line for line in lines if line.text.strip()]
    piped = [line.text.strip() for line in filled if line.text.count("|") > 1]
    closed = sum(line.text.rstrip().endswith("|") for line in filled) - len(piped)
    if closed >= max(_LEAST_CLOSED, len(filled) / 2, 4 * len(piped)):
        for line in lines:
            yield Line(line.number, line.text.rstrip().removesuffix("|"), line.page)
        return
    if len(piped) < max(_LEAST_PIPED, len(filled) / 5):
        yield from lines
        return
    framed = sum(text.startswith("|") for text in piped) > _FRAMED * len(piped)
    rows = [_cells(line.text, framed=framed) for line in lines]
    for line, cells in zip(lines, _printed_once(rows), strict=True):
        yield Line(line.number, "\t".join(cells), line.page)


def _cells(text: str, *, framed: bool) -> list[str]:
    """Cut a line at its |; empty cells behind the last are dropped, and so is a line of rules."""
    if "|" not in text or "\t" in text:
        return [text]
    inner = text.strip().removeprefix("|") if framed else text
    cells = [cell.strip() for cell in inner.split("|")]
    while len(cells) > 1 and not cells[-1]:
        cells.pop()
    return [""] if _RULE.fullmatch(text.strip()) else cells


def _printed_once(rows: list[list[str]]) -> Iterator[list[str]]:
    """Blank what a merged cell prints again in every place it covers.

    Beside it: words always, figures where the words above them are blanked too (two columns may
    hold one figure). Below it: only where all cells left of it are printed again as well. Nothing
    is done unless a fifth of the rows print words twice side by side, or the row above's first.
    """
    whole = [row for row in rows if len(row) > 1]
    twice = sum(any(a == b and _has_words(a) for a, b in pairwise(row)) for row in whole)
    twice += sum(a[0] == b[0] and _has_words(a[0]) for a, b in pairwise(whole))
    if twice < max(_LEAST_PIPED, len(whole) / 5):
        yield from rows
        return
    above: list[str] = []
    merged: set[int] = set()
    for row in rows:
        again = {c for c in range(1, len(row)) if row[c] and row[c] == row[c - 1]}
        worded = {c for c in again if _has_words(row[c])}
        if sum(map(_has_words, row)) == sum(map(bool, row)):
            merged = worded
        left = 0
        while left < min(len(row), len(above)) and row[left] and row[left] == above[left]:
            left += 1
        if left == len(row):
            left = 0
        yield [
            "" if c < left or c in worded or (c in again and c in merged) else cell
            for c, cell in enumerate(row)
        ]
        above = row


def _has_words(text: str) -> bool:
    """Tell words from a value: 12月底前 is one, 1.完成道路维修… is not."""
    value = bool(text) and text[0].isdigit() and len(text) < _LONG
    return sum("\u4e00" <= c <= "\u9fff" for c in text) > 1 and not value


_FRAMED = 0.8
_LONG = 16
_LEAST_PIPED = 4
_LEAST_CLOSED = 8
_RULE = re.compile(r"[|\-—:=+\s]+")


def decode(content: bytes, path: str) -> tuple[str, str]:
    """Say what the bytes print and in which encoding they are.

    A byte order mark decides; else strict UTF-8; else strict GB18030 whose characters are such as
    documents hold.

    Raises:
        UnreadableText: none of these.
    """
    for mark, encoding in (
        (codecs.BOM_UTF8, "utf-8-sig"),
        (codecs.BOM_UTF16_LE, "utf-16"),
        (codecs.BOM_UTF16_BE, "utf-16"),
    ):
        if content.startswith(mark):
            return _strict(content, encoding, path), encoding
    try:
        text, encoding = content.decode("utf-8"), "utf-8"
    except UnicodeDecodeError:
        text, encoding = _strict(content, "gb18030", path), "gb18030"
        if not _is_plausible(text):
            raise _not_text(path) from None
    if _has_controls(text):
        raise _not_text(path)
    return text, encoding


def _strict(content: bytes, encoding: str, path: str) -> str:
    try:
        return content.decode(encoding)
    except UnicodeDecodeError as error:
        raise _not_text(path) from error


def _not_text(path: str) -> UnreadableText:
    return UnreadableText(
        f"{path} 不是 UTF-8 或 GB18030 编码的文本（可能是其他格式的文件，或已损坏）。"
        "请用记事本或 WPS 另存为 UTF-8 文本后再读取。"
    )


def _has_controls(text: str) -> bool:
    controls = sum(c < " " and c not in "\t\n\r\f\x0b" for c in text)
    return "\x00" in text or controls > max(_FEW_CONTROLS, _MOST_CONTROLS * len(text))


def _is_plausible(text: str) -> bool:
    """Say whether characters are those of Chinese documents: common ideographs, ASCII, marks."""
    seen = [c for c in text if not c.isspace()]
    common = sum(
        c.isascii() or "\u4e00" <= c <= "\u9fa5" or "\u3000" <= c <= "\u303f"
        or "\uff00" <= c <= "\uffef" or "\u2000" <= c <= "\u2642" or c in "·×÷±°§"
        for c in seen
    )  # fmt: skip
    return common >= _LEAST_COMMON * len(seen)


def _lines(text: str) -> Iterator[Line]:
    """Number the lines as an editor does; a form feed begins a page, not a line."""
    paged = "\f" in text
    page = 1
    for number, line in enumerate(_LINE_BREAK.split(text), start=1):
        first, *later = line.translate(_INVISIBLE).split("\f")
        yield Line(number, first, page if paged else None)
        for piece in later:
            page += 1
            yield Line(number, piece, page)
