"""Target tables written as official forms, the format chosen by the name of the file."""

import re
from collections.abc import Iterator, Sequence
from decimal import Decimal
from pathlib import Path

import msgspec

from jixiao.errors import (
    FaultyEntry,
    JixiaoError,
    UnreadableFile,
    name_of,
    reason_of,
    whole,
)
from jixiao.publication.forms import Sheet, lay_out
from jixiao.publication.writers.form_docx import form_docx
from jixiao.publication.writers.form_pdf import form_pdf
from jixiao.publication.writers.form_xlsx import form_xlsx
from jixiao.settings import Settings
from jixiao.targets import TargetTable, dialect_named

FORMATS = (".docx", ".xlsx", ".pdf")


def write_form(
    tables: Sequence[TargetTable],
    path: Path,
    form: str | None = None,
    besides: Sequence[Sheet] = (),
) -> list[tuple[TargetTable, tuple[str, ...]]]:
    """Write tables as forms: `form` is a dialect's code, else each table's own.

    `besides` are sheets that follow the forms.

    Gives the tables whose form has no place for something, with what was left out.

    Raises:
        JixiaoError: the name ends in no format that can be written, or there is no table.
        UnknownDialect: no form bears the code.
        FaultyEntry: the form does not print what it is recognised by.
        UnreadableFile: the file cannot be written.
    """
    if path.suffix.lower() not in FORMATS:
        message = f"{name_of(path)} 的后缀应是 {'、'.join(FORMATS)} 之一。"
        raise JixiaoError(message)
    if not tables:
        message = (
            "没有绩效目标表可写。请给出 jixiao read --json 的结果，或含有目标表的文件。"
        )
        raise JixiaoError(message)
    sheets = _checked_sheets(tables, form)
    _write([*sheets, *besides], _names(tables, besides), path)
    return [
        (table, sheet.unplaced)
        for table, sheet in zip(tables, sheets, strict=True)
        if sheet.unplaced
    ]


def write_with_sheets(
    tables: Sequence[TargetTable], sheets: Sequence[Sheet], path: Path
) -> None:
    """Write sheets behind the forms of tables, of which there may be none.

    Raises:
        JixiaoError: as `write_form` does; there is neither a table nor a sheet.
    """
    if tables:
        write_form(tables, path, None, sheets)
        return
    if path.suffix.lower() not in FORMATS:
        message = f"{name_of(path)} 的后缀应是 {'、'.join(FORMATS)} 之一。"
        raise JixiaoError(message)
    _write(sheets, _names((), sheets), path)


def _names(tables: Sequence[TargetTable], besides: Sequence[Sheet]) -> list[str]:
    names = [table.project_name or "" for table in tables]
    return names + [sheet.titles[0] for sheet in besides]


def _checked_sheets(tables: Sequence[TargetTable], form: str | None) -> list[Sheet]:
    for table in tables:
        _refuse_unprintable(table)
    return _sheets(tables, form)


def _write(sheets: Sequence[Sheet], names: Sequence[str], path: Path) -> None:
    content = _bytes_of(sheets, names, path.suffix.lower())
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        with whole(path) as half:
            half.write_bytes(content)
    except OSError as error:
        message = (
            f"不能写入 {name_of(path)}：{reason_of(error)}。请换一个位置或检查权限。"
        )
        raise UnreadableFile(message) from error


def form_bytes(
    tables: Sequence[TargetTable], suffix: str, form: str | None = None
) -> bytes:
    """Tables as the bytes of forms; `suffix` is docx, xlsx or pdf.

    Raises:
        UnknownDialect: no form bears the code.
        FaultyEntry: the form does not print what it is recognised by.
    """
    names = [table.project_name or "" for table in tables]
    return _bytes_of(_sheets(tables, form), names, f".{suffix}")


def _sheets(tables: Sequence[TargetTable], form: str | None) -> list[Sheet]:
    """Lay tables out in forms that read back as themselves."""
    for code in dict.fromkeys(form or table.dialect for table in tables):
        if not dialect_named(code).reads_back:
            message = (
                f"表式 {code} 的 [form] 没有印出它的识别文字（recognise），写出的表读回来就不是它了。"
                f"请在 {code}.toml 里写明 recognise 和 [form]，或另选一种表式（--form）。"
            )
            raise FaultyEntry(message)
    return [lay_out(table, form) for table in tables]


def _bytes_of(sheets: Sequence[Sheet], names: Sequence[str], suffix: str) -> bytes:
    match suffix:
        case ".docx":
            return form_docx(sheets)
        case ".xlsx":
            return form_xlsx(sheets, names)
        case _:
            return form_pdf(sheets, Settings.load())


_UNPRINTABLE = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
_LONGEST_TEXT = 100_000
_LARGEST = 30
"""Digits before the point, or behind it, that no amount on paper has."""


def _refuse_unprintable(table: TargetTable) -> None:
    """Refuse what no form can print: control characters, texts and numbers without end.

    Raises:
        JixiaoError: there is some; the message says in which project and where.
    """
    for place, value in _texts_and_numbers(table, ""):
        if isinstance(value, Decimal):
            digits = value.adjusted() if value.is_finite() else _LARGEST + 1
            why = "数字大得离奇或不是数" if abs(digits) > _LARGEST else ""
        elif len(value) > _LONGEST_TEXT:
            why = f"文字超过 {_LONGEST_TEXT} 个字符"
        else:
            why = "有不能印出来的控制字符" if _UNPRINTABLE.search(value) else ""
        if why:
            project = _UNPRINTABLE.sub("", table.project_name or "")[:40]
            message = f"“{project}”的 {place[:80]} {why}，没有写。请改正后再写。"
            raise JixiaoError(message)


def _texts_and_numbers(
    value: object, place: str
) -> Iterator[tuple[str, str | Decimal]]:
    """The texts and the numbers in a value, each with where it stands."""
    match value:
        case str() | Decimal():
            yield place, value
        case msgspec.Struct():
            for name in value.__struct_fields__:
                inside = f"{place}.{name}".lstrip(".")
                yield from _texts_and_numbers(getattr(value, name), inside)
        case dict():
            for name, each in value.items():
                inside = f"{place}.{_UNPRINTABLE.sub('', str(name))}"
                yield from _texts_and_numbers(name, inside)
                yield from _texts_and_numbers(each, inside)
        case list() | tuple():
            for number, each in enumerate(value, 1):
                yield from _texts_and_numbers(each, f"{place}[{number}]")
