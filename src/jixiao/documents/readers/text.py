"""Text extracted from PDF (cells parted by spaces) or from Word (cells parted by tabs)."""

import codecs
import re
from collections.abc import Iterator
from itertools import pairwise

from jixiao.documents.document import Document, Line, Source
from jixiao.errors import UnreadableDocument, UnreadableText
from jixiao.evidence import Note
from jixiao.settings import Settings

_LINE_BREAK = re.compile(r"\r\n|\r|\n")
_PRINTED_CONTROLS = "\t\n\r\f\x0b"
_CONTROLS = [code for code in range(32) if chr(code) not in _PRINTED_CONTROLS]
_INVISIBLE = dict.fromkeys(
    [*map(ord, "\ufeff\u200b\u200c\u200d\u2060\u00ad"), *_CONTROLS]
)
_MOST_CONTROLS = 0.002
_FEW_CONTROLS = 20
_LEAST_COMMON = 0.9
"""The share of common characters from which on bytes in GB18030 are a Chinese document."""
_COMMON = re.compile(
    r"[\x00-\x7f\u4e00-\u9fa5\u3000-\u303f\uff00-\uffef\u2000-\u2642·×÷±°§]"
)
"""ASCII, common ideographs and the marks beside them."""
_FRAMED = 0.8
"""The share of lines of cells that open with a | from which on that is a frame."""
_LONGEST_VALUE = 16
_FEWEST_PIPED = 4
_FEWEST_CLOSED = 8
_ENOUGH = 5
"""One line in so many is enough to say how a text prints its cells."""
_HEADS = frozenset(("三级指标", "指标名称", "指标内容", "指标值", "年度指标值"))
_RULE = re.compile(r"[|\-—:=+\s]+")
_BYTE_ORDER_MARKS = {
    codecs.BOM_UTF8: "utf-8-sig",
    codecs.BOM_UTF16_LE: "utf-16",
    codecs.BOM_UTF16_BE: "utf-16",
}


def read_text(content: bytes, path: str, sha256: str, settings: Settings) -> Document:
    """Read bytes of text into numbered lines.

    Raises:
        UnreadableText: no known encoding gives plausible text, there is none at all, or a line is
            longer than `settings.longest_line`.
        UnreadableDocument: it has more than `settings.most_lines` lines.
    """
    _refuse_many_lines(content, path, settings)
    text, encoding = decode(content, path)
    lines = tuple(_with_cells(list(_lines(text))))
    if not any(line.text.strip() for line in lines):
        message = f"{path} 是空文件，没有可读的文字。请检查是否导出完整。"
        raise UnreadableText(message)
    for line in lines:
        if len(line.text) > settings.longest_line:
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


def _refuse_many_lines(content: bytes, path: str, settings: Settings) -> None:
    count = 1 + max(content.count(mark) for mark in (b"\n", b"\r", b"\f"))
    if count > settings.most_lines:
        message = (
            f"{path} 有 {count} 行，超过上限 {settings.most_lines} 行。"
            "请拆分后再读取，或用环境变量 JIXIAO_MOST_LINES 提高上限。"
        )
        raise UnreadableDocument(message)


def _with_cells(lines: list[Line]) -> Iterator[Line]:
    """Part cells joined by | with tabs: where a fifth of the lines hold two | or more.

    Where nearly every line is one cell and the | behind it, the | is dropped.
    """
    texts = [line.text.strip() for line in lines if line.text.strip()]
    piped = [text for text in texts if text.count("|") > 1]
    closed = sum(text.endswith("|") for text in texts) - len(piped)
    alone = sum(not text.strip("| ") for text in texts)
    bars_between = alone >= max(_FEWEST_CLOSED, len(texts) / _ENOUGH)
    whole = sum("|" in text.strip("| ") for text in texts)
    if bars_between and whole < alone:
        for line in lines:
            yield Line(line.number, line.text.strip().strip("|").rstrip(), line.page)
    elif closed >= max(_FEWEST_CLOSED, len(texts) / 2, 4 * len(piped)):
        for line in lines:
            yield Line(line.number, line.text.rstrip().removesuffix("|"), line.page)
    elif len(piped) >= max(_FEWEST_PIPED, len(texts) / _ENOUGH):
        framed = sum(text.startswith("|") for text in piped) > _FRAMED * len(piped)
        rows = [_cells(line.text, framed=framed) for line in lines]
        for line, cells in zip(lines, _printed_once(rows), strict=True):
            yield Line(line.number, "\t".join(cells), line.page)
    else:
        yield from lines


def _cells(text: str, *, framed: bool) -> list[str]:
    """Cut a line at its |; empty cells behind the last are dropped, and so is a line of rules."""
    if "|" not in text or "\t" in text:
        return [text]
    if _RULE.fullmatch(text.strip()):
        return [""]
    inner = text.strip().removeprefix("|") if framed else text
    cells = [cell.strip() for cell in inner.split("|")]
    while len(cells) > 1 and not cells[-1]:
        cells.pop()
    return cells


def _printed_once(rows: list[list[str]]) -> Iterator[list[str]]:
    """Blank what a merged cell prints again in every place it covers.

    Beside it: words always, figures where the words above them are blanked too (two columns may
    hold one figure). Below it: only where all cells left of it are printed again as well.
    """
    if not _repeat_merged_cells(rows):
        yield from rows
        return
    above: list[str] = []
    merged: set[int] = set()  # columns the last row of nothing but words prints twice
    heads: set[int] | None = (
        None  # columns of the indicators' heads that are printed twice
    )
    for row in rows:
        again = set(_printed_twice(row))
        repeated_words = {column for column in again if _has_words(row[column])}
        if _HEADS & {"".join(cell.split()) for cell in row}:
            heads = again
        elif heads is not None:
            # Below the heads equal words beside each other are a target and what was achieved.
            repeated_words &= heads
        if all(_has_words(cell) for cell in row if cell):
            merged = repeated_words
        blanked = {
            *range(_repeated_from_above(row, above)),
            *repeated_words,
            *(again & merged),
        }
        yield ["" if column in blanked else cell for column, cell in enumerate(row)]
        above = row


def _printed_twice(row: list[str]) -> Iterator[int]:
    """The columns that print what the one to their left prints."""
    for column, (left, cell) in enumerate(pairwise(row), start=1):
        if cell and cell == left:
            yield column


def _repeat_merged_cells(rows: list[list[str]]) -> bool:
    """Whether a fifth of the rows print words twice side by side, or the row above's first."""
    rows = [row for row in rows if len(row) > 1]
    beside = sum(
        any(_has_words(row[column]) for column in _printed_twice(row)) for row in rows
    )
    below = sum(
        _has_words(row[0]) and row[0] == above[0] for above, row in pairwise(rows)
    )
    labels = any(row[0] == row[1] and _has_words(row[0]) for row in rows)
    if not (labels or below):
        return False
    return beside + below >= max(_FEWEST_PIPED, len(rows) / _ENOUGH)


def _repeated_from_above(row: list[str], above: list[str]) -> int:
    """How many first cells of a row print the row above again; a row all the same is none."""
    count = 0
    for cell, upper in zip(row, above, strict=False):
        if not cell or cell != upper:
            break
        count += 1
    return count if count < len(row) else 0


def _has_words(text: str) -> bool:
    """Tell words from a value: 12月底前 is one, 1.完成道路维修… is not."""
    is_value = bool(text) and text[0].isdigit() and len(text) < _LONGEST_VALUE
    return not is_value and sum("\u4e00" <= c <= "\u9fff" for c in text) > 1


def decode(content: bytes, path: str) -> tuple[str, str]:
    """The text that bytes print, and their encoding.

    A byte order mark decides; else strict UTF-8; else strict GB18030 whose characters are such as
    documents hold.

    Raises:
        UnreadableText: none of these.
    """
    for mark, encoding in _BYTE_ORDER_MARKS.items():
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
    controls = sum(c < " " and c not in _PRINTED_CONTROLS for c in text)
    return "\x00" in text or controls > max(_FEW_CONTROLS, _MOST_CONTROLS * len(text))


def _is_plausible(text: str) -> bool:
    """Whether characters are those of Chinese documents: common ideographs, ASCII, marks."""
    visible = "".join(text.split())
    return len(_COMMON.findall(visible)) >= _LEAST_COMMON * len(visible)


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
