"""A score sheet as a workbook, to be filled in and read again."""

import io
from collections.abc import Mapping, Sequence
from fractions import Fraction
from typing import TYPE_CHECKING

from jixiao.fund.supervision.sheet_workbook import (
    ABOUT,
    ABOUT_WORDS,
    GRADE_WORDS,
    GRADES,
    ITEM_WORDS,
    ITEMS,
    KIND_WORDS,
    NO,
    YES,
)

if TYPE_CHECKING:
    from jixiao.fund.supervision.score_sheet import Item, ScoreSheet

_WIDE, _NARROW = 26, 10
_TEXTS = ("编码", "项目", "数据来源")


def score_sheet_xlsx(sheet: "ScoreSheet") -> bytes:
    """Return a sheet as the workbook that `load_score_sheet` reads."""
    return tables_xlsx({
        ABOUT: _about(sheet),
        ITEMS: [tuple(ITEM_WORDS), *map(_item, sheet.items)],
        GRADES: [GRADE_WORDS, *_grades(sheet)],
    })  # fmt: skip


def tables_xlsx(tables: Mapping[str, Sequence[Sequence[str]]]) -> bytes:
    """Return worksheets of texts as a workbook."""
    import xlsxwriter  # noqa: PLC0415 — kept out of jixiao --help

    buffer = io.BytesIO()
    with xlsxwriter.Workbook(
        buffer, {"in_memory": True, "strings_to_formulas": False}
    ) as book:
        for name, rows in tables.items():
            page = book.add_worksheet(name)
            page.set_column(0, len(ITEM_WORDS), _NARROW)
            page.set_column(1, 1, _WIDE)
            page.set_column(3, 3, _WIDE if name == ITEMS else _NARROW)
            for n, row in enumerate(rows):
                page.write_row(n, 0, row)
    return buffer.getvalue()


def _about(sheet: "ScoreSheet") -> Sequence[Sequence[str]]:
    said = {
        "code": sheet.code,
        "title": sheet.title,
        "standing": sheet.standing,
        "basis": sheet.basis,
        "confirmed": YES if sheet.confirmed else NO,
    }
    return [(name, said[word]) for name, word in ABOUT_WORDS.items()]


def _item(item: "Item") -> Sequence[str]:
    kinds = {kind: word for word, kind in KIND_WORDS.items()}
    said = {
        **{word: _printed(value) for word, value in item.terms.items()},
        "code": item.code,
        "title": item.title,
        "kind": kinds[item.kind],
        "source": item.source,
        "take": item.take,
    }
    return [said.get(word, "") for word in ITEM_WORDS.values()]


def _printed(value: object) -> str:
    if isinstance(value, list):
        return "；".join(f"{since}:{marks}" for since, marks in value)
    return str(value)


def _grades(sheet: "ScoreSheet") -> Sequence[Sequence[str]]:
    least = [(name, _plain(score)) for name, score in sheet.grades]
    return [
        (name, score, sheet.consequences.get(name, ""))
        for name, score in (*least, (sheet.lowest, ""))
    ]


def _plain(score: Fraction) -> str:
    return f"{float(score):g}"
