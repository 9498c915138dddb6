"""A cell as it stands in an extract, and as its column's type: expressions of SQL.

Each has a quick way for what is written as it should be, and a way that mends what exports leave:
wrappings, full-width digits, commas, meanings instead of codes, dates of many writings. The two are
kept apart because DuckDB would compute the second for every row.
"""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import cache

from jixiao.fund.intake.code_words import mended_code, quick_code, wrong_codes
from jixiao.fund.intake.identifiers import (
    is_quick_identifier,
    lost_digits,
    lost_digits_of_certificate,
    mended_certificate,
    mended_identifier,
    quick_certificate,
)
from jixiao.fund.intake.moments import (
    NOT_A_MOMENT,
    mended_moment,
    quick_moment,
    typed_moment,
)
from jixiao.fund.intake.numbers import (
    NOT_A_NUMBER,
    PLACES,
    SINGLE_PRECISION,
    hides_digits,
    mended_number,
    quick_number,
    typed_number,
)
from jixiao.fund.intake.wrappings import (
    UNREADABLE,
    filled,
    half_width,
    is_error_of_a_sheet,
    unwrapped,
    words,
)
from jixiao.fund.store.sql import literal
from jixiao.fund.tables import Column

_TEXTS = ("text", "identifier", "catalogue")
_FIRST_IDEOGRAPH, _LAST_IDEOGRAPH = "一", "\ufaff"
_FIRST_FULL_WIDTH, _LAST_FULL_WIDTH = "\uff01", "\U00040000"
"""What a Chinese text begins and ends with: ideographs, and full-width and further ones."""
_GARBLED = "有不能辨认的字，可能已损坏"
_ERROR = "是表格里算错的公式，不是值"
_CURTAILED = "是科学计数，末尾几位已丢失；请改为普通数字后重新导出"
_LOST_CHARACTER = "锟斤拷"
"""What a character that was lost becomes when it is read as GBK once more."""


@dataclass(frozen=True, slots=True)
class CellExpressions:
    """The expressions of a column's cell.

    `raw` is the cell in the extract. `quick` is the cell as its type where `plain` holds: it is
    written as it should be. `text` is `raw` as a person reads it, null where it is empty. `mended`
    and `faults` (a test and a reason each) stand on columns of that text, of the same name as in
    the extract: the cell as its type, null where it cannot be read, and why it cannot.
    """

    column: Column
    name: str
    raw: str
    text: str
    quick: str
    mended: str
    faults: tuple[tuple[str, str], ...]

    def untouched(self) -> "CellExpressions":
        """Return what is left to do where every cell of the column is written as it should be."""
        return replace(self, text=self.name, mended=self.quick, faults=())

    @property
    def plain(self) -> str:
        """The test for a cell that is written as it should be, or null."""
        if self.column.type not in _TEXTS:
            return f"({self.name} IS NULL OR {self.column.name} IS NOT NULL)"
        return f"({self.name} IS NULL OR {_is_plain(self.column, self.raw)})"


def cell_expressions(column: Column, name: str, source_type: str) -> CellExpressions:
    """Return the expressions for column `name` of an extract, of DuckDB's type `source_type`."""
    raw = _as_text(name, source_type)
    typed = _typed(column, name, source_type)
    return CellExpressions(
        column=column,
        name=name,
        raw=raw,
        text=_text(column, raw),
        quick=typed or _quick(column, raw),
        mended=_mended(column, name),
        faults=tuple(_faults(column, name)),
    )


def _as_text(name: str, source_type: str) -> str:
    """Return a cell as text: numbers with all their digits, yes as 1, bytes as UTF-8."""
    as_text = f"CAST({name} AS VARCHAR)"
    match source_type.partition("(")[0]:
        case "VARCHAR":
            return name
        case "BOOLEAN":
            return f"CAST(CAST({name} AS TINYINT) AS VARCHAR)"
        case "BLOB":
            unreadable = f"CASE WHEN {name} IS NOT NULL THEN '{UNREADABLE}' END"
            return f"coalesce(TRY(decode({name})), {unreadable})"
        case "FLOAT":
            with_exponent = f"format('{{:.6e}}', {name})"
            return f"CASE WHEN abs({name}) < {SINGLE_PRECISION} THEN {as_text} ELSE {with_exponent} END"
        case _:
            return as_text


def _typed(column: Column, name: str, source_type: str) -> str | None:
    """Return a cell that the source holds as a number or a moment already; None for any other."""
    if column.type in PLACES:
        return typed_number(column, name, source_type.partition("(")[0])
    if column.type in NOT_A_MOMENT:
        return typed_moment(column, name, source_type)
    return None


def _quick(column: Column, raw: str) -> str:
    match column.type:
        case "text" | "identifier" | "catalogue":
            return raw
        case "code":
            return quick_code(column, raw)
        case "identity":
            return quick_certificate(raw)
        case "date" | "time":
            return quick_moment(column, raw)
        case _:
            return quick_number(column, raw)


def _is_plain(column: Column, raw: str) -> str:
    """Return the test for a text, or a number of something, that nothing was wrapped around."""
    is_value = f"{raw} NOT IN ({', '.join(map(literal, sorted(_empty_words())))})"
    if column.type != "text":
        is_plain = is_quick_identifier(raw, pointed=column.type == "catalogue")
        return f"{is_plain} AND ({raw} < ':' OR {is_value})"
    is_latin = f"{raw} BETWEEN '(' AND '~' AND {is_value} AND NOT contains({raw}, '+')"
    last = f"{raw}[-1]"
    ends = f"{last} BETWEEN '(' AND '~' OR {_is_chinese(last)}"
    signs = [UNREADABLE, _LOST_CHARACTER, "\r", *(["?"] if column.personal else [])]
    no_sign = " AND ".join(f"NOT contains({raw}, '{sign}')" for sign in signs)
    return f"({_is_chinese(raw)} OR {is_latin}) AND ({ends}) AND {no_sign}"


def _is_chinese(text: str) -> str:
    """Return the test for a text that begins with an ideograph or a full-width sign."""
    ideograph = f"{text} BETWEEN '{_FIRST_IDEOGRAPH}' AND '{_LAST_IDEOGRAPH}'"
    full_width = f"{text} BETWEEN '{_FIRST_FULL_WIDTH}' AND '{_LAST_FULL_WIDTH}'"
    return f"{ideograph} OR {full_width}"


@cache
def _empty_words() -> frozenset[str]:
    """The words that write an empty cell, as programs capitalise them."""
    forms = (str, str.upper, str.lower, str.title)
    return frozenset(form(word) for word in words()["empty"] for form in forms)


def _text(column: Column, raw: str) -> str:
    """Return a cell as a person reads it; null where it is empty."""
    if column.type == "text":
        return filled(unwrapped(raw), ["empty"])
    kinds = ["empty", "no_number"] if column.type == "identifier" else ["empty"]
    return filled(half_width(unwrapped(raw)), kinds)


def _mended(column: Column, text: str) -> str:
    match column.type:
        case "text" | "catalogue":
            return text
        case "identifier":
            return mended_identifier(text)
        case "code":
            return mended_code(column, text)
        case "identity":
            return mended_certificate(text)
        case "date" | "time":
            return mended_moment(column, text)
        case _:
            return mended_number(column, text)


def _faults(column: Column, text: str) -> Iterator[tuple[str, str]]:
    """Yield the tests for a cell that cannot be taken, each with the reason."""
    yield is_error_of_a_sheet(text), _ERROR
    if column.type in (*_TEXTS, "identity"):
        yield _is_garbled(column, text), _GARBLED
    yield from _faults_of_type(column, text)


def _is_garbled(column: Column, text: str) -> str:
    lost = [UNREADABLE, _LOST_CHARACTER, *(["?"] if column.personal else [])]
    return " OR ".join(f"contains({text}, '{sign}')" for sign in lost)


def _faults_of_type(column: Column, text: str) -> list[tuple[str, str]]:
    unread = f"{column.name} IS NULL AND {text} IS NOT NULL"
    match column.type:
        case "identifier":
            return lost_digits(text)
        case "identity":
            return lost_digits_of_certificate(text)
        case "text" | "catalogue":
            return lost_digits(text)[:1]
        case "code":
            return wrong_codes(column, text)
        case "date" | "time":
            return [(unread, NOT_A_MOMENT[column.type])]
        case _:
            hidden = hides_digits(text, PLACES[column.type])
            return [(hidden, _CURTAILED), (unread, NOT_A_NUMBER[column.type])]
