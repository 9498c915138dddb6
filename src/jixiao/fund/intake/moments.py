"""Dates and times as cells write them: expressions of SQL.

A moment is that of China's clocks: one that names another zone is put into China's. One whose day
and month could be told apart only by guessing is not read.
"""

from jixiao.fund.tables import TYPES, Column

NOT_A_MOMENT = {"date": "不是日期", "time": "不是时间"}
_MOMENTS = ("TIMESTAMP", "TIMESTAMP_S", "TIMESTAMP_MS", "TIMESTAMP_NS")
_EARLIEST = 1900
_ZONE = "(?: ?([Zz]|[-+][0-9]{2}(?::?[0-9]{2})?))?"
_WRITTEN = (
    "([0-9]{4})[-/.年]([0-9]{1,2})[-/.月]([0-9]{1,2})日?"
    "(?:(?:[ T]+|日 ?)([01]?[0-9]|2[0-3])[:时点]([0-5]?[0-9])[:分]?([0-5]?[0-9])?([.][0-9]+)?秒?"
    f"{_ZONE})?"
)
_RUN_TOGETHER = (
    "([0-9]{4})([0-9]{2})([0-9]{2})"
    f"(?:[ T]?([01][0-9]|2[0-3]):?([0-5][0-9]):?([0-5][0-9])?([.][0-9]+)?{_ZONE})?"
)
"""Two writings; groups: year, month, day, hour, minute, second, its fraction, zone."""
_SERIAL_DAY = "[1-9][0-9]{4}([.][0-9]+)?"
"""Excel counts days from the end of 1899; five digits are a day from 1927 to 2173."""
_SECONDS_A_DAY = 86_400
_CHINA = 480
"""Minutes by which China's clocks are ahead of universal time."""


def quick_moment(column: Column, raw: str) -> str:
    """Return a moment that is written as it should be; null where it is not."""
    day = f"{raw} LIKE '____-__-__'"
    second = f"{raw} LIKE '____-__-_____:__:__' AND {raw}[-1] <= '9'"
    fraction = f"regexp_full_match({raw}, '[-0-9]{{10}}[ T][0-9:]{{8}}[.][0-9]+')"
    writings = (day, second) if column.type == "date" else (second, day)
    is_written = " OR ".join((*writings, fraction))
    is_in_range = f"{raw} >= '{_EARLIEST}' AND NOT contains({raw}, '24:00:00')"
    stored = f"TRY_CAST({raw} AS {TYPES[column.type]})"
    return f"CASE WHEN {is_in_range} AND ({is_written}) THEN {stored} END"


def typed_moment(column: Column, name: str, source_type: str) -> str | None:
    """Return a cell that its source holds as a moment; None for any other."""
    if source_type in ("DATE", *_MOMENTS):
        return f"TRY_CAST({name} AS {TYPES[column.type]})"
    if source_type == "TIMESTAMP WITH TIME ZONE":
        in_china = f"make_timestamp(epoch_us({name})) + to_minutes({_CHINA})"
        return f"TRY_CAST({in_china} AS {TYPES[column.type]})"
    return None


def mended_moment(column: Column, text: str) -> str:
    """Return a date or time of a writing that is known, or of Excel's count of days."""
    seconds = f"round(TRY_CAST({text} AS DOUBLE) * {_SECONDS_A_DAY})::BIGINT"
    serial = (
        f"CASE WHEN regexp_full_match({text}, '{_SERIAL_DAY}') THEN "
        f"TIMESTAMP '1899-12-30' + to_seconds({seconds}) END"
    )
    written = (_in_words(text, pattern) for pattern in (_WRITTEN, _RUN_TOGETHER))
    moment = f"coalesce({', '.join([*written, serial])})"
    is_in_range = f"year({moment}) >= {_EARLIEST}"
    return (
        f"CASE WHEN {is_in_range} THEN TRY_CAST({moment} AS {TYPES[column.type]}) END"
    )


def _in_words(text: str, pattern: str) -> str:
    """Return the moment that a text writes as `pattern` says, on China's clocks; null for none."""

    def part(group: int) -> str:
        return f"regexp_extract({text}, '^(?:{pattern})$', {group})"

    day = f"{part(1)} || '-' || {part(2)} || '-' || {part(3)}"
    clock = " || ':' || ".join(f"lpad({part(group)}, 2, '0')" for group in (4, 5, 6))
    moment = f"TRY_CAST({day} || ' ' || {clock} || {part(7)} AS TIMESTAMP)"
    ahead = _minutes_ahead(part(8))
    return f"{moment} + to_minutes(coalesce({_CHINA} - {ahead}, 0))"


def _minutes_ahead(zone: str) -> str:
    """Return by how much a zone (Z, +08, +0800, +08:00) is ahead of universal time; null for none."""
    hours = f"TRY_CAST({zone}[2:3] AS BIGINT)"
    minutes = (
        f"coalesce(TRY_CAST(regexp_extract({zone}, '^[-+]..:?(..)$', 1) AS BIGINT), 0)"
    )
    offset = f"{hours} * 60 + {minutes}"
    return (
        f"CASE upper({zone}[1]) WHEN 'Z' THEN 0 WHEN '+' THEN {offset} "
        f"WHEN '-' THEN -({offset}) END"
    )
