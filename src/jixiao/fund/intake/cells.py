"""A cell as it stands in an extract, and as its column's type: expressions of SQL.

Each has a quick way for what is written as it should be, and a way that mends what exports leave:
white space, quotes, full-width digits, commas, meanings instead of codes, dates of many writings.
The two are kept apart because DuckDB would compute the second for every row.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from jixiao.fund.store.certificates import eighteen_sql
from jixiao.fund.store.pseudonyms import FORM
from jixiao.fund.store.sql import literal
from jixiao.fund.tables import TYPES, Column, codes

_WIDE = "０１２３４５６７８９．－　，"
_NARROW = "0123456789.- ,"
_TRIMMED = " \t\r\n''"
"""What stands around a cell without being of it, as SQL writes it between quotes."""
_FORMATS = (
    "%Y-%m-%d %H:%M:%S",
    "%Y-%m-%d",
    "%Y/%m/%d %H:%M:%S",
    "%Y/%m/%d %H:%M",
    "%Y/%m/%d",
    "%Y%m%d%H%M%S",
    "%Y%m%d",
    "%Y-%m-%d %H:%M:%S.%f",
    "%Y-%m-%dT%H:%M:%S",
    "%Y-%m-%d %H:%M",
    "%Y年%m月%d日",
    "%Y.%m.%d",
)
_DECIMAL_PLACES = {"amount": 2, "price": 6, "number": 4, "share": 4}
"""Digits after the point of the types that are numbers."""
_MOMENTS = ("TIMESTAMP", "TIMESTAMP_S", "TIMESTAMP_MS", "TIMESTAMP_NS")
_ISO_DATE = "____-__-__%"
_SERIAL_DAY = "[1-9][0-9]{4}([.][0-9]+)?"
"""Excel counts days from the end of 1899; five digits are a day from 1927 to 2173."""
_SECONDS_A_DAY = 86_400


@dataclass(frozen=True, slots=True)
class CellExpressions:
    """The expressions of a column's cell: `raw` in the extract, `text` as a person reads it.

    `text` is null where the cell is empty. `quick` is the cell as its type where `plain` holds: it
    is written as it should be. `mended` is so otherwise, null where it cannot be read at all.
    """

    column: Column
    raw: str
    text: str
    quick: str
    mended: str

    @property
    def plain(self) -> str:
        """The test for a cell that is written as it should be, or null."""
        if self.column.type != "text":
            return f"({self.raw} IS NULL OR {self.column.name} IS NOT NULL)"
        # White space and quotes stand before the bracket in the order of characters.
        trimmed = f"{self.raw} >= '(' AND {self.raw}[-1] >= '('"
        return f"({self.raw} IS NULL OR {trimmed} AND NOT contains({self.raw}, 'E+'))"

    @property
    def curtailed(self) -> str:
        """The test for a number that a sheet keeps to 15 digits, and prints with an exponent."""
        return f"regexp_full_match({self.text}, '[0-9]([.][0-9]+)?E[+][0-9]+')"


def cell_expressions(column: Column, name: str, source_type: str) -> CellExpressions:
    """Return the expressions for column `name` of an extract, of DuckDB's type `source_type`."""
    as_text = f"CAST({name} AS VARCHAR)"
    if typed := _typed(column, name, source_type):
        return CellExpressions(column, name, as_text, typed, typed)
    raw = name if source_type.partition("(")[0] == "VARCHAR" else as_text
    if column.type == "text":
        text = f"nullif(trim({raw}, '{_TRIMMED}'), '')"
        return CellExpressions(column, name, text, raw, text)
    narrow = f"translate({raw}, '{_WIDE}', '{_NARROW}')"
    text = f"nullif(trim({narrow}, '{_TRIMMED}'), '')"
    return CellExpressions(
        column, name, text, _quick(column, raw), _mended(column, text)
    )


def _typed(column: Column, name: str, source_type: str) -> str | None:
    """Return a cell that the source holds as a number or a moment already; None for any other."""
    family = source_type.partition("(")[0]
    if column.type in _DECIMAL_PLACES:
        exact = family == "DECIMAL" or family.endswith(("INT", "INTEGER"))
        return _number(column, name) if exact else None
    if column.type not in ("date", "time"):
        return None
    if source_type in ("DATE", *_MOMENTS):
        return f"TRY_CAST({name} AS {TYPES[column.type]})"
    if source_type == "TIMESTAMP WITH TIME ZONE":
        in_china = f"make_timestamp(epoch_us({name})) + INTERVAL 8 HOUR"
        return f"TRY_CAST({in_china} AS {TYPES[column.type]})"
    return None


def _number(column: Column, name: str) -> str:
    """Return a number as it is stored, null where digits would be lost or a share is none."""
    stored = f"TRY_CAST({name} AS {TYPES[column.type]})"
    share = f" AND {name} BETWEEN 0 AND 1" if column.type == "share" else ""
    return f"CASE WHEN {stored} = {name}{share} THEN {stored} END"


def _quick(column: Column, raw: str) -> str:
    """Return a cell that is written as it should be; null where it is not."""
    stored = f"TRY_CAST({raw} AS {TYPES[column.type]})"
    match column.type:
        case "code":
            return f"CASE WHEN {raw} IN ({_listed(codes()[str(column.codes)])}) THEN {raw} END"
        case "date" | "time":
            return f"CASE WHEN {raw} LIKE '{_ISO_DATE}' THEN {stored} END"
        case "identity":
            return f"CASE WHEN regexp_full_match({raw}, '[0-9]{{17}}[0-9X]|{FORM}') THEN {raw} END"
        case _:
            point, places = f"strpos({raw}, '.')", _DECIMAL_PLACES[column.type]
            exact = f"({point} = 0 OR length({raw}) - {point} <= {places})"
            exact += f" AND strpos({raw}, 'e') = 0 AND strpos({raw}, 'E') = 0"
            share = f" AND {stored} BETWEEN 0 AND 1" if column.type == "share" else ""
            return f"CASE WHEN {exact}{share} THEN {stored} END"


def _mended(column: Column, text: str) -> str:
    """Return a cell as exports may leave it; null where it cannot be read."""
    match column.type:
        case "code":
            return _mended_code(text, codes()[str(column.codes)])
        case "date" | "time":
            return _mended_moment(text, TYPES[column.type])
        case "identity":
            return _mended_certificate(text)
        case "share":
            number = f"TRY_CAST(rtrim({text}, '%') AS DECIMAL(12,6))"
            percent = f"{text} LIKE '%\\%' ESCAPE '\\'"
            share = f"CASE WHEN {percent} THEN {number} / 100 ELSE {number} END"
            stored = f"TRY_CAST({share} AS DECIMAL(7,4))"
            return f"CASE WHEN {share} BETWEEN 0 AND 1 THEN {stored} END"
        case _:
            digits = f"regexp_replace({text}, '[,¥￥ 元]', '', 'g')"
            exact = f"TRY_CAST({digits} AS DECIMAL(24,6))"
            stored = f"TRY_CAST({exact} AS {TYPES[column.type]})"
            return f"CASE WHEN {stored} = {exact} THEN {stored} END"


def _mended_code(text: str, meanings: Mapping[str, str]) -> str:
    """Return a code, one that lost its zeros in front, or the one whose meaning is written."""
    listed = _listed(meanings)
    padded = f"lpad({text}, {max(map(len, meanings))}, '0')"
    whens = " ".join(
        f"WHEN {literal(meaning)} THEN {literal(code)}"
        for code, meaning in meanings.items()
    )
    return (
        f"CASE WHEN {text} IN ({listed}) THEN {text} WHEN {padded} IN ({listed}) "
        f"THEN {padded} ELSE CASE {text} {whens} END END"
    )


def _mended_moment(text: str, sql_type: str) -> str:
    """Return a date or time of any writing that is known, or of Excel's count of days."""
    iso = f"CASE WHEN {text} LIKE '{_ISO_DATE}' THEN TRY_CAST({text} AS {sql_type}) END"
    seconds = f"round(TRY_CAST({text} AS DOUBLE) * {_SECONDS_A_DAY})::BIGINT"
    serial = (
        f"CASE WHEN regexp_full_match({text}, '{_SERIAL_DAY}') THEN "
        f"CAST(TIMESTAMP '1899-12-30' + to_seconds({seconds}) AS {sql_type}) END"
    )
    written = f"TRY_CAST(try_strptime({text}, [{_listed(_FORMATS)}]) AS {sql_type})"
    return f"coalesce({iso}, {serial}, {written})"


def _mended_certificate(text: str) -> str:
    """Return a certificate number in capitals, of 15 digits as 18; a pseudonym stays as it is."""
    is_old = f"regexp_full_match({text}, '[0-9]{{15}}')"
    is_pseudonym = f"regexp_full_match({text}, '{FORM}')"
    return (
        f"CASE WHEN {is_old} THEN {eighteen_sql(text)} "
        f"WHEN {is_pseudonym} THEN {text} ELSE upper({text}) END"
    )


def _listed(values: Iterable[str]) -> str:
    """Return texts as SQL lists them."""
    return ", ".join(map(literal, values))
