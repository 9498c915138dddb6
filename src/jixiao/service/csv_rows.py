"""Rows of a CSV that a bureau keeps by hand, under the titles that are asked for."""

import csv
import io
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from jixiao.errors import JixiaoError, UnreadableFile, name_of, reason_of

_ENCODINGS = ("utf-8-sig", "gb18030")


@dataclass(frozen=True, slots=True)
class CsvRow:
    """A row: the file and line it stands in, and its cells by title, blank where nothing is written."""

    file: str
    line: int
    cells: Mapping[str, str]

    def __getitem__(self, title: str) -> str:
        return self.cells[title]

    def day(self, title: str) -> date | None:
        """Return a cell as a day; none where it is blank.

        Raises:
            JixiaoError: it is written otherwise.
        """
        written = self.cells[title]
        if not written:
            return None
        try:
            return date.fromisoformat(written.replace("/", "-"))
        except ValueError:
            raise self.wrong(title, "日期应写作 2026-03-31") from None

    def number(self, title: str) -> int | None:
        """Return a cell as a whole number of 0 or more; none where it is blank.

        Raises:
            JixiaoError: it is written otherwise.
        """
        written = self.cells[title]
        if not written:
            return None
        if not (written.isascii() and written.isdecimal()):
            raise self.wrong(title, "应是整数")
        return int(written)

    def wrong(self, title: str, why: str) -> JixiaoError:
        """Return what to raise of a cell that cannot be taken."""
        written = self.cells.get(title, "")
        message = f"{self.file} 第 {self.line} 行的{title}“{written[:40]}”不对：{why}。请改正。"
        return JixiaoError(message)


def read_rows(
    path: Path, needed: Sequence[str], optional: Sequence[str] = ()
) -> list[CsvRow]:
    """Read the rows of a CSV; of `optional` columns those that are not there are blank.

    Raises:
        UnreadableFile: it cannot be opened.
        JixiaoError: it is no CSV, a column is missing, or a needed cell is blank.
    """
    try:
        content = path.read_bytes()
    except OSError as error:
        message = f"打不开 {name_of(path)}：{reason_of(error)}。请检查路径和权限。"
        raise UnreadableFile(message) from error
    return rows_of(content, path.name, needed, optional)


def rows_of(
    content: bytes, name: str, needed: Sequence[str], optional: Sequence[str] = ()
) -> list[CsvRow]:
    """Read the rows of a CSV's bytes, as `read_rows` does; `name` stands in messages."""
    try:
        reader = csv.DictReader(io.StringIO(_decoded(content, name), newline=""))
        heads = [(head or "").strip() for head in reader.fieldnames or ()]
        if missing := [title for title in needed if title not in heads]:
            message = f"{name} 缺少列 {'、'.join(missing)}。请补上表头再试。"
            raise JixiaoError(message)
        reader.fieldnames = heads
        return [*_rows(reader, name, needed, optional)]
    except csv.Error as error:
        message = f"{name} 不是能读的 CSV。请另存为 UTF-8 的 CSV。"
        raise JixiaoError(message) from error


def _rows(
    reader: "csv.DictReader[str]",
    name: str,
    needed: Sequence[str],
    optional: Sequence[str],
) -> "list[CsvRow]":
    rows = []
    for row in reader:
        cells = {t: (row.get(t) or "").strip() for t in (*needed, *optional)}
        if not any(cells.values()):
            continue
        if blank := [title for title in needed if not cells[title]]:
            message = (
                f"{name} 第 {reader.line_num} 行没有写 {'、'.join(blank)}。请补上。"
            )
            raise JixiaoError(message)
        rows.append(CsvRow(name, reader.line_num, cells))
    return rows


def _decoded(content: bytes, name: str) -> str:
    for encoding in _ENCODINGS:
        try:
            return content.decode(encoding)
        except UnicodeDecodeError:
            continue
    message = f"{name} 的文字编码不认得。请另存为 UTF-8 的 CSV。"
    raise JixiaoError(message)
