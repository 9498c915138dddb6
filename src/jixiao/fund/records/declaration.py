"""What a record is: its rows, its columns with their units, and the function that cleans it."""

import inspect
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from ibis import ir

from jixiao.errors import FaultyEntry, JixiaoError
from jixiao.fund.records.proven import Grain
from jixiao.fund.store.masking import masked
from jixiao.fund.tables import Column as TableColumn
from jixiao.fund.tables import tables

Clean = Callable[..., ir.Table]
PERSON = "psn_no"
"""The column that names a person in every table."""


class Unit(StrEnum):
    """What a column of a record is counted in or written as; amounts are whole fen."""

    FEN = "分"
    YUAN = "元"
    NUMBER = "数"
    SHARE = "比例"
    SECONDS = "秒"
    DAY = "日期"
    TIME = "时间"
    FLAG = "是否"
    CODE = "代码"
    PERSON = "人员编号"
    TEXT = "文字"


_UNITS = {
    "amount": Unit.FEN,
    "price": Unit.YUAN,
    "number": Unit.NUMBER,
    "share": Unit.SHARE,
    "date": Unit.DAY,
    "time": Unit.TIME,
    "code": Unit.CODE,
    "text": Unit.TEXT,
    "identifier": Unit.TEXT,
    "catalogue": Unit.TEXT,
    "identity": Unit.TEXT,
}
"""The unit of a column by its type in a table's declaration."""


@dataclass(frozen=True, slots=True)
class RecordColumn:
    """A column of a record: what a person calls it, and its unit."""

    title: str
    unit: Unit


Columns = Mapping[str, RecordColumn]


class NotLoaded(JixiaoError):
    """Something that is asked for is not there; `why` says so in a few words, the message what to do."""

    def __init__(self, why: str, message: str) -> None:
        self.why = why
        super().__init__(message)

    @classmethod
    def table(cls, code: str) -> "NotLoaded":
        """A table of the platform that was not loaded."""
        named = f"{tables()[code].title}（{code}）"
        return cls(f"没有收{named}", f"还没有{named}。请先用 jixiao load 收进来。")


def table_columns(code: str) -> dict[str, RecordColumn]:
    """Return the columns of a platform's table as a record carries them: all of them."""
    return {
        column.name: RecordColumn(column.title, _unit(column))
        for column in tables()[code].columns.values()
    }


def _unit(column: TableColumn) -> Unit:
    return Unit.PERSON if column.name == PERSON else _UNITS[column.type]


def masked_row(row: Mapping[str, Any], columns: Columns) -> dict[str, Any]:
    """Return a row as it may leave the store: the numbers of persons masked."""
    return {
        name: masked(value) if _is_of_a_person(columns, name) and value else value
        for name, value in row.items()
    }


def _is_of_a_person(columns: Columns, name: str) -> bool:
    return name in columns and columns[name].unit is Unit.PERSON


@dataclass(frozen=True, slots=True)
class Record:
    """A record that engines and measures start from: `clean` makes it of what `inputs` names.

    An input is needed, or looked at where it is there (false). `kept` names the table that it is
    kept as where many questions are asked of it. `costly`: others start from it, and it takes
    longer to run than its rows, few beside those it is made of, take to read.
    `streams`: it has too many rows to be held while it is asked.
    """

    name: str
    title: str
    grain: Grain
    columns: Columns
    inputs: Mapping[str, bool]
    kept: str
    costly: bool
    streams: bool
    clean: Clean

    @property
    def code(self) -> str:
        """What the library knows it by: its name."""
        return self.name


def record(
    *,
    title: str,
    grain: Grain,
    of: "str | Record | None" = None,
    adds: Columns | None = None,
    kept: str = "",
    costly: bool = False,
    streams: bool = False,
) -> Callable[[Clean], Record]:
    """Declare a record over the function that cleans it, under the function's name.

    It has all the columns of the table or the record it is `of`, and those it `adds`. Parameters
    name what the function looks at (with a default: where it is there): other records, platform
    tables by their codes in lower case with amounts in fen, and facts of the asking (FACTS).

    Raises:
        FaultyEntry: the grain names a column that the record does not have.
    """

    def declare(clean: Clean) -> Record:
        columns = {**_columns_of(of), **(adds or {})}
        named = filter(None, (grain.key, grain.on, grain.place))
        if strange := [name for name in named if name not in columns]:
            message = f"记录 {clean.__name__} 没有列 {'、'.join(strange)}。"
            raise FaultyEntry(message)
        return Record(
            name=clean.__name__,
            title=title,
            grain=grain,
            columns=columns,
            inputs=asked_by(clean),
            kept=kept,
            costly=costly,
            streams=streams,
            clean=clean,
        )

    return declare


def _columns_of(source: "str | Record | None") -> Columns:
    if source is None:
        return {}
    return source.columns if isinstance(source, Record) else table_columns(source)


def asked_by(function: Callable[..., Any]) -> dict[str, bool]:
    """Return the names of a function's positional parameters, and whether each is needed."""
    parameters = inspect.signature(function).parameters.values()
    return {
        p.name: p.default is p.empty for p in parameters if p.kind is not p.KEYWORD_ONLY
    }
