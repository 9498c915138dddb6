"""What chains a ledger of cases: each event with all that was written with it, and the last kept beside.

An event is chained to the one before by SM3, together with the term that it started, the rows that it
found not to hold, and what its case was opened as. Events of before are chained without these.
"""

import json
import sqlite3
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import suppress
from pathlib import Path

from cryptography.hazmat.primitives import hashes

from jixiao.errors import UnreadableFile, name_of, whole, writing
from jixiao.fund.cases.case import Evidence

START = "0" * 64
_WITH_ALL = "2:"
"""What a digest begins with that is made of all that was written with an event."""
OPENING = "开立"
"""The step that a case begins with."""
_UNREADABLE_HEAD = (0, "")
"""What no event has: a head that is there and cannot be read is not the ledger's."""
Row = Sequence[object]


def chained(
    before: str,
    stated: Row,
    opened: Row | None,
    terms: Iterable[Row],
    spared: Iterable[Row],
) -> str:
    """Return the digest of an event, of all that was written with it, and of the event before."""
    besides = (
        list(opened) if opened else None,
        sorted(json_of(list(row)) for row in terms),
        sorted(json_of(list(row)) for row in spared),
    )
    return _WITH_ALL + _sm3(before + json_of((*stated, besides)))


def digest_of(evidence: Sequence[Evidence]) -> str:
    """Return the SM3 of the rows that a case rests on."""
    rows = [(e.table, e.key, dict(e.values), e.cost, e.fund) for e in evidence]
    return _sm3(json_of(rows))


def json_of(content: object) -> str:
    """Return what is chained, or kept of a row, as JSON."""
    return json.dumps(content, ensure_ascii=False, sort_keys=True)


def lost_triggers(
    store: sqlite3.Connection, tables: Iterable[str]
) -> list[tuple[str, str]]:
    """Return the triggers (table, verb) that a ledger once had and that do not refuse any more."""
    kept = store.execute("SELECT type, name, sql FROM sqlite_master").fetchall()
    there = {row[1] for row in kept if row[0] == "table"}
    refusing = {
        row[1]
        for row in kept
        if row[0] == "trigger" and "RAISE(ABORT" in row[2] and "WHEN" not in row[2]
    }
    return [
        (table, verb)
        for table in tables
        for verb in ("UPDATE", "DELETE")
        if table in there and f"{table}_{verb}" not in refusing
    ]


def faults_of(
    store: sqlite3.Connection, path: Path, tables: Iterable[str]
) -> list[str]:
    """Return in words what was changed behind a ledger's back; empty where nothing was."""
    events = _rows(store, "events ORDER BY number")
    return [
        *_broken(store, events),
        *_without_event(store, events),
        *_cut_off(path, events),
        *(
            f"拒绝改动（{table}，{verb}）的触发器不见了，有人动过账"
            for table, verb in lost_triggers(store, tables)
        ),
    ]


def rows_before_seals(store: sqlite3.Connection, path: Path) -> list[str]:
    """Return in words what nothing in a ledger tells whether it was changed."""
    doubts = []
    events = _rows(store, "events ORDER BY number")
    old = [row["number"] for row in events if not _is_with_all(row)]
    if old:
        doubts.append(
            f"第 1 至 {old[-1]} 条是旧版写的，期限、案件的名称和对象没有一起串进去，改没改过看不出"
        )
    if events and _kept_head(path) is None:
        doubts.append(
            f"旁边没有 {name_of(head_of(path))}，末尾的记录有没有被截去看不出；再办一步就会留下"
        )
    return doubts


def keep_head(store: sqlite3.Connection, path: Path) -> None:
    """Keep the last event's number and digest beside a ledger, whole or not at all.

    A head that the ledger does not go through any more stays: `faults_of` tells of it.
    """
    last = store.execute(
        "SELECT number, digest FROM events ORDER BY number DESC LIMIT 1"
    ).fetchone()
    if last is None or _misses_head(store, path):
        return
    file = head_of(path)
    with suppress(UnreadableFile), writing(file.parent), whole(file) as half:
        half.write_text(f"{last[0]} {last[1]}\n", "ascii")


def _broken(store: sqlite3.Connection, events: Sequence[sqlite3.Row]) -> Iterator[str]:
    """Tell the events that are not as they were chained, and the evidence that is not."""
    cases = {row["code"]: tuple(row) for row in _rows(store, "cases")}
    terms, spared = (
        _by_event(store, "terms", "started"),
        _by_event(store, "spared", "decided"),
    )
    evidence = _evidence_by_case(store)
    before = START
    for row in events:
        stated, number = tuple(row)[:-1], row["number"]
        opens = row["step"] == OPENING
        opened = cases.get(row["of"]) if opens else None
        made = (
            chained(before, stated, opened, terms[number], spared[number])
            if _is_with_all(row)
            else _sm3(before + json_of(stated))
        )
        if row["digest"] != made:
            with_it = (
                "（或同时写下的期限、不属实的行、案件名称和对象）"
                if _is_with_all(row)
                else ""
            )
            yield f"第 {number} 条记录{with_it}被改过，或前面少了一条"
        if opens and not _rests_on(row, evidence[row["of"]]):
            yield f"案件 {row['of']} 的证据被改过"
        before = str(row["digest"])


def _is_with_all(event: sqlite3.Row) -> bool:
    return str(event["digest"]).startswith(_WITH_ALL)


def _without_event(
    store: sqlite3.Connection, events: Sequence[sqlite3.Row]
) -> Iterator[str]:
    """Tell cases, evidence, terms and refuted rows whose event is not there."""
    opened = {row["of"] for row in events if row["step"] == OPENING}
    numbers = {row["number"] for row in events}
    for row in _rows(store, "cases ORDER BY code"):
        if row["code"] not in opened:
            yield f"案件 {row['code']} 没有开立的记录，记录被删过"
    codes = {row["code"] for row in _rows(store, "cases")}
    for code in sorted({row["of"] for row in events} - codes):
        yield f"案件 {code} 有记录，而案件本身不见了"
    for code in sorted({row["of"] for row in _rows(store, "evidence")} - codes):
        yield f"证据属于案件 {code}，而案件本身不见了"
    for table, column, title in (
        ("terms", "started", "期限"),
        ("spared", "decided", "不属实的行"),
    ):
        lost = {row[column] for row in _rows(store, table)} - numbers
        for number in sorted(lost):
            yield f"{title}是第 {number} 条记录写下的，而那一条不见了"


def _cut_off(path: Path, events: Sequence[sqlite3.Row]) -> Iterator[str]:
    """Tell a ledger that does not go through the head that was kept beside it."""
    kept = _kept_head(path)
    if kept is None:
        return
    number, digest = kept
    head = name_of(head_of(path))
    if kept == _UNREADABLE_HEAD:
        yield f"读不出 {head}：它被改过或已损坏，末尾的记录有没有被截去看不出"
    elif (number, digest) not in {(row["number"], row["digest"]) for row in events}:
        yield (
            f"{head} 记着第 {number} 条，账上没有这一条：末尾的记录被截去，"
            "或换成了旧的一本（确是另开的一本，就把这个文件移走）"
        )


def _misses_head(store: sqlite3.Connection, path: Path) -> bool:
    kept = _kept_head(path)
    if kept is None:
        return False
    sql = "SELECT 1 FROM events WHERE number = ? AND digest = ?"
    return store.execute(sql, kept).fetchone() is None


def _kept_head(path: Path) -> tuple[int, str] | None:
    """Return the number and digest kept beside a ledger; none where there is no such file."""
    try:
        number, digest = head_of(path).read_text("ascii").split()
        return int(number), digest
    except FileNotFoundError:
        return None
    except (OSError, ValueError):
        return _UNREADABLE_HEAD


def head_of(path: Path) -> Path:
    """Return where the last event of a ledger is kept: beside it."""
    return path.with_name(f"{path.name}.head")


def _rows(store: sqlite3.Connection, of: str) -> list[sqlite3.Row]:
    return store.execute(f"SELECT * FROM {of}").fetchall()


def _by_event(
    store: sqlite3.Connection, table: str, column: str
) -> Mapping[int, list[tuple[object, ...]]]:
    """Return the rows of a table by the event that wrote them."""
    by_event: dict[int, list[tuple[object, ...]]] = defaultdict(list)
    for row in _rows(store, table):
        by_event[row[column]].append(tuple(row))
    return by_event


def _rests_on(event: sqlite3.Row, rows: Iterable[sqlite3.Row]) -> bool:
    """Whether the rows of a case are those that its first event was written over."""
    try:
        evidence = [
            Evidence(
                row["at"], row["key"], json.loads(row["said"]), row["cost"], row["fund"]
            )
            for row in rows
        ]
        return str(event["said"]).endswith(digest_of(evidence))
    except (TypeError, ValueError):
        return False


def _evidence_by_case(store: sqlite3.Connection) -> Mapping[str, list[sqlite3.Row]]:
    by_case: dict[str, list[sqlite3.Row]] = defaultdict(list)
    for row in _rows(store, "evidence ORDER BY of, nth"):
        by_case[row["of"]].append(row)
    return by_case


def _sm3(text: str) -> str:
    sm3 = hashes.Hash(hashes.SM3())
    sm3.update(text.encode())
    return sm3.finalize().hex()
