"""Extracts as careless hands leave them: mended at intake, or rejected, and known beforehand."""

import csv
from collections.abc import Iterator
from pathlib import Path

from jixiao.fund.store.engine import Embedded
from jixiao.fund.tables import FundTable, codes, tables

_IN = 1_000
"""One row in so many is spoilt in each way."""
_WIDE = "０１２３４５６７８９．"
_NARROW = "0123456789."


def spoil(extracts: Path, into: Path, answers: Path, engine: Embedded) -> None:
    """Write each extract as CSV in GBK with Chinese heads, quotes `'` and CRLF, some rows spoilt.

    `answers` gets a row for each spoilt one: file, line, what was done, and whether it is to be
    taken or rejected.
    """
    into.mkdir()
    with answers.open("w", encoding="utf-8-sig", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(["file", "line", "what", "outcome"])
        for path in sorted(extracts.glob("*.parquet")):
            code = path.stem.partition("-")[0]
            target = into / f"{path.stem}.csv"
            engine.view("clean", path)
            spoilt = list(_ways(tables()[code], engine.columns("clean")))
            engine.make("spoilt", _spoilt(tables()[code], engine.columns("clean"), spoilt))
            _write(engine, tables()[code], target)
            for row in engine.rows(
                "SELECT line, way FROM spoilt WHERE way IS NOT NULL ORDER BY line"
            ):
                what, outcome, *_ = spoilt[row["way"]]
                writer.writerow([target.name, row["line"], what, outcome])


Way = tuple[str, str, str, str]
"""What is done, taken or rejected, the column it is done to, the expression of what is written."""


def _ways(table: FundTable, names: list[str]) -> Iterator[Way]:
    """Give the ways in which rows of a table are spoilt."""
    columns = [table.columns[name] for name in names if name in table.columns]
    money = next((c for c in columns if c.type == "amount" and not c.signed), None)
    coded = next((c for c in columns if c.type == "code"), None)
    moment = next((c for c in columns if c.type in ("date", "time") and c.required), None)
    person = next((c for c in columns if c.type == "identity"), None)
    key = table.key[0]
    yield "键后有空格", "taken", key, f"{key} || '  '"
    if money:
        yield (
            "全角数字",
            "taken",
            money.name,
            f"translate({money.name}::VARCHAR, '{_NARROW}', '{_WIDE}')",
        )
        yield (
            "千分位逗号",
            "taken",
            money.name,
            f"format('{{:,}}', trunc({money.name})::BIGINT) || right({money.name}::VARCHAR, 3)",
        )
        yield "负数", "rejected", money.name, "'-1.00'"
    if moment:
        yield "年月日", "taken", moment.name, f"strftime({moment.name}, '%Y年%m月%d日')"
        yield "没有的日期", "rejected", moment.name, "'2026-02-30'"
    if coded:
        meanings = " ".join(
            f"WHEN '{value}' THEN '{said}'" for value, said in codes()[str(coded.codes)].items()
        )
        yield "写成含义", "taken", coded.name, f"CASE {coded.name} {meanings} END"
        yield "没有的代码", "rejected", coded.name, "'ZZ'"
    if person:
        old = f"substr({person.name}, 7, 2) = '19'"
        short = f"left({person.name}, 6) || substr({person.name}, 9, 9)"
        yield (
            "15位证件号",
            "taken",
            person.name,
            f"CASE WHEN {old} THEN {short} ELSE {person.name} END",
        )
    wanted = [c for c in columns if c.required and c.name not in table.key]
    if wanted:
        yield "缺少必需的值", "rejected", wanted[-1].name, "NULL"
    yield "重复的一行", "rejected", key, key


def _spoilt(table: FundTable, names: list[str], ways: list[Way]) -> str:
    """Give the rows as they are written, with the way in which each was spoilt, and its line."""
    chosen = f"hash(row) % {_IN}"
    cells = []
    for name in names:
        own = [(n, said) for n, (_, _, column, said) in enumerate(ways) if column == name]
        whens = " ".join(f"WHEN way = {n} THEN {said}" for n, said in own)
        plain = f"{name}::VARCHAR"
        cells.append(f"CASE {whens} ELSE {plain} END AS {name}" if own else f"{plain} AS {name}")
    copied = len(ways) - 1
    return (
        f"WITH ordered AS (SELECT *, row_number() OVER (ORDER BY {', '.join(table.key)}) AS row FROM clean), "
        f"chosen AS (SELECT *, CASE WHEN {chosen} < {len(ways)} THEN {chosen} END AS way FROM ordered) "
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
