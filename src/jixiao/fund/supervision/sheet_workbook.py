"""A score sheet as a workbook: how its tables are called, and how one is read as a sheet says it.

Three worksheets: 说明 (two columns: what is said, and it), 评分表 (an item a row), 等级 (a grade a row,
the best first; the last has no least score). Steps are written 70:10；80:15；90:20. Numbers keep the
decimals that are printed.
"""

import io
from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal, InvalidOperation
from pathlib import Path
from typing import Any

from jixiao.errors import FaultyEntry, UnreadableFile, name_of

ABOUT, ITEMS, GRADES = "说明", "评分表", "等级"
"""The worksheets."""
ABOUT_WORDS: Mapping[str, str] = {
    "编号": "code", "名称": "title", "效力": "standing", "依据": "basis", "已核对": "confirmed",
}  # fmt: skip
ITEM_WORDS: Mapping[str, str] = {
    "编码": "code", "项目": "title", "计分办法": "kind", "数据来源": "source", "取数": "take",
    "满分": "full", "最差": "worst", "最好": "best", "分段": "steps", "每次": "each",
    "最低": "floor", "封顶": "cap",
}  # fmt: skip
GRADE_WORDS = ("等级", "最低分", "后果")
KIND_WORDS: Mapping[str, str] = {
    "按比例": "linear", "分段": "steps", "按次扣分": "occurrence", "一票否决": "veto", "加分": "bonus",
}  # fmt: skip
YES, NO = "是", "否"
_TEXTS = ("code", "title", "kind", "source", "take")
_MOST_ROWS = 500
_LARGEST = 5_000_000


def workbook_content(path: Path) -> dict[str, Any]:
    """Read a workbook as what the TOML of a sheet says.

    Raises:
        UnreadableFile: it cannot be read, or is far larger than a sheet.
        FaultyEntry: a worksheet or a column is missing, or a cell is no number where one must stand.
    """
    tables = _tables(path)
    grades = [*_rows(path.name, tables, GRADES, GRADE_WORDS)]
    if not grades or grades[-1]["最低分"]:
        message = f"{path.name} 的“{GRADES}”最后一行是最低的等级，最低分空着。请补上。"
        raise FaultyEntry(message)
    said = {row[0]: row[1] for row in tables[ABOUT] if len(row) > 1 and row[0]}
    sheet: dict[str, Any] = {
        word: said[name] for name, word in ABOUT_WORDS.items() if said.get(name)
    }
    sheet["confirmed"] = _is_yes(path.name, said.get("已核对", ""))
    sheet["lowest"] = grades[-1]["等级"]
    sheet["grades"] = {
        row["等级"]: _number(f"{path.name} 的{GRADES} {row['等级']}", row["最低分"])
        for row in grades[:-1]
    }
    sheet["consequences"] = {row["等级"]: row["后果"] for row in grades if row["后果"]}
    rows = _rows(path.name, tables, ITEMS, tuple(ITEM_WORDS))
    return {"sheet": sheet, "item": [_item(path.name, row) for row in rows]}


def _tables(path: Path) -> dict[str, list[list[str]]]:
    from python_calamine import CalamineError, CalamineWorkbook  # noqa: PLC0415 — only here

    try:
        content = path.read_bytes()
        if len(content) > _LARGEST:
            message = f"{name_of(path)} 不像一张评分表：它有 {len(content):,} 字节。请核对文件。"
            raise UnreadableFile(message)
        book = CalamineWorkbook.from_filelike(io.BytesIO(content))
        tables = {
            name: book.get_sheet_by_name(name).to_python(nrows=_MOST_ROWS)
            for name in (ABOUT, ITEMS, GRADES)
            if name in book.sheet_names
        }
    except (OSError, CalamineError) as error:
        message = f"{name_of(path)} 不是能读的工作簿，可能已损坏或有密码。请重新保存。"
        raise UnreadableFile(message) from error
    if lacking := [name for name in (ABOUT, ITEMS, GRADES) if name not in tables]:
        message = (
            f"{path.name} 没有工作表“{'”“'.join(lacking)}”。"
            "可用 jixiao grade --template 写一份空表照着填。"
        )
        raise FaultyEntry(message)
    return {name: [[_text(cell) for cell in row] for row in rows] for name, rows in tables.items()}  # fmt: skip


def _text(cell: object) -> str:
    if isinstance(cell, float):
        return f"{Decimal(repr(cell)).normalize():f}"
    return str(cell).strip()


def _rows(
    file: str,
    tables: Mapping[str, Sequence[Sequence[str]]],
    name: str,
    words: Sequence[str],
) -> Iterator[dict[str, str]]:
    """Yield the rows below the heads by the words of their columns; blank rows are passed over."""
    rows = tables[name]
    at = next((n for n, row in enumerate(rows) if set(words[:2]) <= set(row)), None)
    if at is None:
        message = f"{file} 的“{name}”没有表头；应有 {'、'.join(words)}。请补上。"
        raise FaultyEntry(message)
    heads = rows[at]
    if strange := [head for head in heads if head and head not in words]:
        message = f"{file} 的“{name}”里 {'、'.join(strange)} 不是已知的栏；可用 {'、'.join(words)}。"
        raise FaultyEntry(message)
    for row in rows[at + 1 :]:
        if any(row):
            cells = {head: cell for head, cell in zip(heads, row, strict=False) if head}
            yield dict.fromkeys(words, "") | cells


def _item(file: str, row: Mapping[str, str]) -> dict[str, Any]:
    place = f"{file} 的 {row['编码'] or row['项目']}"
    kind = row["计分办法"]
    if kind not in KIND_WORDS:
        message = (
            f"{place} 的计分办法“{kind}”不是已知的；可用 {'、'.join(KIND_WORDS)}。"
        )
        raise FaultyEntry(message)
    declared = {ITEM_WORDS[name]: cell for name, cell in row.items() if cell}
    steps = declared.pop("steps", "")
    numbers = {
        word: _number(f"{place} 的 {word}", cell)
        for word, cell in declared.items()
        if word not in _TEXTS
    }
    item: dict[str, Any] = {**declared, **numbers, "kind": KIND_WORDS[kind]}
    return item | ({"steps": _steps(place, steps)} if steps else {})


def _steps(place: str, text: str) -> list[list[Decimal]]:
    parts = [part for part in text.replace(";", "；").split("；") if part.strip()]
    pairs = [part.replace("：", ":").split(":") for part in parts]
    if any(len(pair) != 2 for pair in pairs):  # noqa: PLR2004 — from where, how many marks
        message = f"{place} 的分段“{text}”应写成 70:10；80:15；90:20。请改正。"
        raise FaultyEntry(message)
    steps = [[_number(f"{place} 的分段", each) for each in pair] for pair in pairs]
    if steps != sorted(steps):
        message = f"{place} 的分段“{text}”应从低到高写。请改正。"
        raise FaultyEntry(message)
    return steps


def _number(place: str, text: str) -> Decimal:
    try:
        number = Decimal(text.strip())
    except InvalidOperation:
        number = Decimal("nan")
    if not number.is_finite():
        message = f"{place}“{text}”应是一个数。请改正。"
        raise FaultyEntry(message)
    return number


def _is_yes(file: str, text: str) -> bool:
    if text not in (YES, NO):
        message = f"{file} 的“{ABOUT}”里“已核对”应写“是”或“否”。请补上。"
        raise FaultyEntry(message)
    return text == YES
