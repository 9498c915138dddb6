"""Extracts as careless hands leave them: mended at intake, or rejected, and known beforehand."""

import csv
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from jixiao.fund.store.embedded import Embedded
from jixiao.fund.tables import Column, FundTable, codes, tables

_EVERY = 1_000
"""One row in so many is spoilt in each way."""
_WIDE = "０１２３４５６７８９．"
_NARROW = "0123456789."
TAKEN, REJECTED = "taken", "rejected"


@dataclass(frozen=True, slots=True)
class Spoiling:
    """A way to spoil a row: what is done, the outcome at intake, the column, and what is written."""

    what: str
    outcome: str
    column: str
    written: str


def spoil(extracts: Path, into: Path, answers: Path, engine: Embedded) -> None:
    """Write each extract as CSV in GBK with Chinese heads, quotes `'` and CRLF, some rows spoilt.

    `answers` has a line for each row that is: file, line, what was done, and whether it is to be
    taken or rejected.
    """
    into.mkdir()
    with answers.open("w", encoding="utf-8-sig", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(["file", "line", "what", "outcome"])
        for path in sorted(extracts.glob("*.parquet")):
            table = tables()[path.stem.partition("-")[0]]
            target = into / f"{path.stem}.csv"
            engine.view("clean", path)
            columns = engine.columns("clean")
            spoilings = list(_spoilings(table, columns))
            engine.make("spoilt", _spoilt_rows(table, columns, spoilings))
            _write(engine, table, target)
            ways = "SELECT line, way FROM spoilt WHERE way IS NOT NULL ORDER BY line"
            for row in engine.rows(ways):
                spoiling = spoilings[row["way"]]
                writer.writerow(
                    [target.name, row["line"], spoiling.what, spoiling.outcome]
                )


def _spoilings(table: FundTable, names: list[str]) -> Iterator[Spoiling]:
    """Yield the ways in which rows of a table are spoilt; the last is to write a row twice."""
    key = table.key[0]
    columns = [table.columns[name] for name in names if name in table.columns]
    yield Spoiling("键后有空格", TAKEN, key, f"{key} || '  '")
    spoilt_by_type = (
        (_spoilt_amounts, [c for c in columns if c.type == "amount" and not c.signed]),
        (
            _spoilt_moments,
            [c for c in columns if c.type in ("date", "time") and c.required],
        ),
        (_spoilt_codes, [c for c in columns if c.type == "code"]),
        (_spoilt_certificates, [c for c in columns if c.type == "identity"]),
    )
    for spoilt, of_type in spoilt_by_type:
        for column in of_type[:1]:
            yield from spoilt(column)
    required = [column.name for column in columns if column.required]
    needed = [name for name in required if name not in table.key]
    if needed:
        yield Spoiling("缺少必需的值", REJECTED, needed[-1], "NULL")
    yield Spoiling("重复的一行", REJECTED, key, key)


def _spoilt_amounts(column: Column) -> Iterator[Spoiling]:
    name = column.name
    wide = f"translate({name}::VARCHAR, '{_NARROW}', '{_WIDE}')"
    yield Spoiling("全角数字", TAKEN, name, wide)
    grouped = f"format('{{:,}}', trunc({name})::BIGINT) || right({name}::VARCHAR, 3)"
    yield Spoiling("千分位逗号", TAKEN, name, grouped)
    yield Spoiling("负数", REJECTED, name, "'-1.00'")


def _spoilt_moments(column: Column) -> Iterator[Spoiling]:
    written = f"strftime({column.name}, '%Y年%m月%d日')"
    yield Spoiling("年月日", TAKEN, column.name, written)
    yield Spoiling("没有的日期", REJECTED, column.name, "'2026-02-30'")


def _spoilt_codes(column: Column) -> Iterator[Spoiling]:
    meanings = codes()[str(column.codes)].items()
    whens = " ".join(f"WHEN '{code}' THEN '{meaning}'" for code, meaning in meanings)
    yield Spoiling("写成含义", TAKEN, column.name, f"CASE {column.name} {whens} END")
    yield Spoiling("没有的代码", REJECTED, column.name, "'ZZ'")


def _spoilt_certificates(column: Column) -> Iterator[Spoiling]:
    name = column.name
    born_before_2000 = f"substr({name}, 7, 2) = '19'"
    short = f"left({name}, 6) || substr({name}, 9, 9)"
    written = f"CASE WHEN {born_before_2000} THEN {short} ELSE {name} END"
    yield Spoiling("15位证件号", TAKEN, name, written)


def _spoilt_rows(table: FundTable, names: list[str], spoilings: list[Spoiling]) -> str:
    """Return a query for the rows as they are written, how each was spoilt, and its line."""
    cells = []
    for name in names:
        whens = [
            f"WHEN way = {place} THEN {spoiling.written}"
            for place, spoiling in enumerate(spoilings)
            if spoiling.column == name
        ]
        clean = f"{name}::VARCHAR"
        written = f"CASE {' '.join(whens)} ELSE {clean} END" if whens else clean
        cells.append(f"{written} AS {name}")
    chosen = f"hash(row) % {_EVERY}"
    copied = len(spoilings) - 1
    return (
        f"WITH ordered AS (SELECT *, row_number() OVER (ORDER BY {', '.join(table.key)}) AS row FROM clean), "
        f"chosen AS (SELECT *, CASE WHEN {chosen} < {len(spoilings)} THEN {chosen} END AS way FROM ordered) "
        f"SELECT row_number() OVER (ORDER BY row, copy) + 1 AS line, {', '.join(cells)}, "
        f"CASE WHEN way <> {copied} OR copy = 1 THEN way END AS way FROM ("
        f"SELECT *, 0 AS copy FROM chosen UNION ALL SELECT *, 1 FROM chosen WHERE way = {copied})"
    )


def _write(engine: Embedded, table: FundTable, target: Path) -> None:
    """Write what was spoilt: heads in Chinese, in GBK, every cell in `'`, lines ended by CRLF."""
    names = [name for name in engine.columns("spoilt") if name not in ("line", "way")]
    heads = ", ".join(f'{name} AS "{table.columns[name].title}"' for name in names)
    plain = target.with_suffix(".utf8")
    engine.export_csv(f"SELECT {heads} FROM spoilt ORDER BY line", plain)
    with (
        plain.open(encoding="utf-8", newline="\n") as old,
        target.open("w", encoding="gb18030", newline="\r\n") as new,
    ):
        for line in old:
            new.write(line)
    plain.unlink()
