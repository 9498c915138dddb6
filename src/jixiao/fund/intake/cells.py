"""A cell as it stands in an extract, and as its column's type: expressions of SQL.

Each has a quick way for what is written as it should be, and one that mends what exports leave:
white space, quotes, full-width digits, commas, meanings instead of codes, dates of many writings.
The two are kept apart because DuckDB would compute the second for every row.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from jixiao.fund.store.certificates import eighteen_sql
from jixiao.fund.store.pseudonyms import FORM
from jixiao.fund.store.sql import literal
from jixiao.fund.tables import TYPES, Column, codes

_WIDE = "０１２３４５６７８９．－　，"
_NARROW = "0123456789.- ,"
_FORMATS = (
    "%Y-%m-%d %H:%M:%S", "%Y-%m-%d", "%Y/%m/%d %H:%M:%S", "%Y/%m/%d %H:%M", "%Y/%m/%d",
    "%Y%m%d%H%M%S", "%Y%m%d", "%Y-%m-%d %H:%M:%S.%f", "%Y-%m-%dT%H:%M:%S", "%Y-%m-%d %H:%M",
    "%Y年%m月%d日", "%Y.%m.%d",
)  # fmt: skip
_DIGITS = {"amount": 2, "price": 6, "number": 4, "share": 4}
"""Digits after the point of the types that are numbers."""


@dataclass(frozen=True, slots=True)
class Cell:
    """A column's cell: `raw` in the extract, `text` as a person reads it, null where it is empty.

    `quick` gives it as its type where `plain` holds: it is written as it should be. `mended` gives
    it otherwise, null where it cannot be read at all.
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


def cell(column: Column, name: str, source: str) -> Cell:
    """Give the expressions for column `name` of an extract, whose type in the source is `source`."""
    plain, text = source.partition("(")[0], f"CAST({name} AS VARCHAR)"
    if column.type in _DIGITS and (plain == "DECIMAL" or plain.endswith(("INT", "INTEGER"))):
        number = _number(column, name)
        return Cell(column, name, text, number, number)
    if column.type in ("date", "time") and source in ("DATE", *_MOMENTS):
        moment = f"TRY_CAST({name} AS {TYPES[column.type]})"
        return Cell(column, name, text, moment, moment)
    if column.type in ("date", "time") and source == "TIMESTAMP WITH TIME ZONE":
        china = f"make_timestamp(epoch_us({name})) + INTERVAL 8 HOUR"
        moment = f"TRY_CAST({china} AS {TYPES[column.type]})"
        return Cell(column, name, text, moment, moment)
    raw = name if plain == "VARCHAR" else text
    if column.type == "text":
        text = f"nullif(trim({raw}, ' \t\r\n'''), '')"
        return Cell(column, name, text, raw, text)
    narrow = f"translate({raw}, '{_WIDE}', '{_NARROW}')"
    text = f"nullif(trim({narrow}, ' \t\r\n'''), '')"
    return Cell(column, name, text, _quick(column, raw), _mended(column, text))


_MOMENTS = ("TIMESTAMP", "TIMESTAMP_S", "TIMESTAMP_MS", "TIMESTAMP_NS")


def _number(column: Column, name: str) -> str:
    """Give a number as it is stored, null where digits would be lost or a share is none."""
    stored = f"TRY_CAST({name} AS {TYPES[column.type]})"
    share = f" AND {name} BETWEEN 0 AND 1" if column.type == "share" else ""
    return f"CASE WHEN {stored} = {name}{share} THEN {stored} END"


def _quick(column: Column, raw: str) -> str:
    """Read a cell that is written as it should be; null where it is not."""
    match column.type:
        case "code":
            listed = ", ".join(_quoted(codes()[str(column.codes)]))
            return f"CASE WHEN {raw} IN ({listed}) THEN {raw} END"
        case "date" | "time":
            return f"CASE WHEN {raw} LIKE '____-__-__%' THEN TRY_CAST({raw} AS {TYPES[column.type]}) END"
        case "identity":
            return f"CASE WHEN regexp_full_match({raw}, '[0-9]{{17}}[0-9X]|{FORM}') THEN {raw} END"
        case _:
            point = f"strpos({raw}, '.')"
            exact = f"({point} = 0 OR length({raw}) - {point} <= {_DIGITS[column.type]})"
            exact += f" AND strpos({raw}, 'e') = 0 AND strpos({raw}, 'E') = 0"
            stored = f"TRY_CAST({raw} AS {TYPES[column.type]})"
            share = f" AND {stored} BETWEEN 0 AND 1" if column.type == "share" else ""
            return f"CASE WHEN {exact}{share} THEN {stored} END"


def _mended(column: Column, text: str) -> str:
    """Read a cell as exports may leave it; null where it cannot be read."""
    match column.type:
        case "code":
            known = codes()[str(column.codes)]
            meanings = " ".join(
                f"WHEN {said} THEN {code}"
                for code, said in zip(_quoted(known), _quoted(known.values()), strict=True)
            )
            listed = ", ".join(_quoted(known))
            padded = f"lpad({text}, {max(map(len, known))}, '0')"
            return (
                f"CASE WHEN {text} IN ({listed}) THEN {text} WHEN {padded} IN ({listed}) "
                f"THEN {padded} ELSE CASE {text} {meanings} END END"
            )
        case "date" | "time":
            formats = ", ".join(_quoted(_FORMATS))
            kind = TYPES[column.type]
            plain = f"CASE WHEN {text} LIKE '____-__-__%' THEN TRY_CAST({text} AS {kind}) END"
            # Excel counts days from the end of 1899; five digits are a day from 1927 to 2173.
            serial = (
                f"CASE WHEN regexp_full_match({text}, '[1-9][0-9]{{4}}([.][0-9]+)?') THEN "
                f"CAST(TIMESTAMP '1899-12-30' + to_seconds(round(TRY_CAST({text} AS DOUBLE) * 86400)"
                f"::BIGINT) AS {kind}) END"
            )
            return f"coalesce({plain}, {serial}, TRY_CAST(try_strptime({text}, [{formats}]) AS {kind}))"
        case "identity":
            return _certificate(text)
        case "share":
            whole = f"TRY_CAST(rtrim({text}, '%') AS DECIMAL(12,6))"
            share = f"CASE WHEN {text} LIKE '%\\%' ESCAPE '\\' THEN {whole} / 100 ELSE {whole} END"
            return f"CASE WHEN {share} BETWEEN 0 AND 1 THEN TRY_CAST({share} AS DECIMAL(7,4)) END"
        case _:
            digits = f"regexp_replace({text}, '[,¥￥ 元]', '', 'g')"
            exact = f"TRY_CAST({digits} AS DECIMAL(24,6))"
            stored = f"TRY_CAST({exact} AS {TYPES[column.type]})"
            return f"CASE WHEN {stored} = {exact} THEN {stored} END"


def _certificate(text: str) -> str:
    """Give a certificate number in capitals, one of 15 digits as 18; a pseudonym stays as it is."""
    old = f"regexp_full_match({text}, '[0-9]{{15}}')"
    hashed = f"regexp_full_match({text}, '{FORM}')"
    return f"CASE WHEN {old} THEN {eighteen_sql(text)} WHEN {hashed} THEN {text} ELSE upper({text}) END"


def _quoted(values: Iterable[str]) -> Iterator[str]:
    """Give texts as SQL writes them."""
    return map(literal, values)
