"""Whatever is changed behind a ledger of cases is told: terms, refuted rows, names, a cut tail, an older one."""

import hashlib
import json
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from datetime import datetime
from pathlib import Path

import pytest

from jixiao.errors import UnreadableFile
from jixiao.fund.cases import Evidence, Outcome, open_ledger
from jixiao.fund.cases.ledger_chain import digest_of

NINE = datetime(2026, 3, 2, 9)
LINE = Evidence("费用明细", "b1", {"说明": "x"}, 6000, 3000)
OTHER = Evidence("费用明细", "b2", {"说明": "x"}, 2000, 1000)


@pytest.fixture
def path(tmp_path: Path) -> Iterator[Path]:
    """A ledger of two cases: one decided in part (event 10), one that was told (event 8)."""
    path = tmp_path / "cases.db"
    with open_ledger(path) as ledger:
        codes = [
            ledger.open_case(
                engine="audit",
                rule=rule,
                title="重复收费",
                subject="H1",
                evidence=[LINE, OTHER],
                by="甲",
                at=NINE,
            )
            for rule in ("CG01", "DR04")
        ]
        for code in codes:
            assert code
            ledger.move(code, "分派", by="甲", at=NINE)
            ledger.move(code, "准予告知", by="丙", at=NINE)
            ledger.move(code, "告知", by="乙", at=NINE)
        first = str(codes[0])
        ledger.move(first, "申诉", by="H1", at=datetime(2026, 3, 10, 9))
        ledger.move(
            first,
            "复核决定",
            by="丙",
            at=datetime(2026, 3, 12, 9),
            outcome=Outcome.PARTLY,
            spared=[1],
        )
        assert ([], []) == (ledger.verify(), ledger.doubts())
    return path


def behind(path: Path, sql: str) -> None:
    """Change a ledger as who holds its file can: triggers off, the change, triggers on again."""
    with closing(sqlite3.connect(path)) as store:
        triggers = store.execute(
            "SELECT name, sql FROM sqlite_master WHERE type = 'trigger'"
        ).fetchall()
        off = "".join(f"DROP TRIGGER {name};" for name, _ in triggers)
        on = "".join(f"{text};" for _, text in triggers)
        store.executescript(f"{off}{sql};{on}")


_CUT = "末尾的记录被截去"
_LAST = (
    "DELETE FROM events WHERE number = 10",
    "DELETE FROM spared",
    "DELETE FROM terms WHERE started = 10",
)
_ALL = [
    f"DELETE FROM {table}"
    for table in ("events", "cases", "evidence", "terms", "spared")
]
TAMPERED = {
    "UPDATE terms SET last_day = '2027-01-01' WHERE started = 5": "第 5 条",
    "UPDATE terms SET of = '2026-00002' WHERE started = 5": "第 5 条",
    "DELETE FROM terms WHERE started = 5": "第 5 条",
    "INSERT INTO terms VALUES ('2026-00001', '申诉', '日历日', '2020-01-01', 2)": "第 2 条",
    "INSERT INTO terms VALUES ('2026-00001', '申诉', '日历日', '2020-01-01', 99)": "期限是第 99 条",
    "DELETE FROM spared": "第 10 条",
    "UPDATE spared SET nth = 0": "第 10 条",
    "INSERT INTO spared VALUES ('2026-00002', 0, 8)": "第 8 条",
    "UPDATE cases SET subject = 'H9' WHERE code = '2026-00001'": "第 1 条",
    "UPDATE cases SET rule = 'DR01' WHERE code = '2026-00002'": "第 2 条",
    "DELETE FROM cases WHERE code = '2026-00002'": "案件本身不见了",
    "INSERT INTO cases VALUES ('2026-00009', 'audit', 'CG01', 'x', 'H1')": "没有开立的记录",
    "INSERT INTO evidence VALUES ('2026-00002', 2, '费用明细', 'b9', '{}', 1, 1)": "证据被改过",
    "UPDATE evidence SET said = 'x'": "证据被改过",
    "UPDATE events SET digest = NULL WHERE number = 10": "第 10 条",
    _LAST[0]: _CUT,
    "; ".join(_LAST): _CUT,
    "; ".join(_ALL): _CUT,
}


@pytest.mark.parametrize(("sql", "words"), TAMPERED.items())
def test_what_was_changed_is_told(path: Path, sql: str, words: str):
    behind(path, sql)

    with open_ledger(path) as ledger:
        assert any(words in fault for fault in ledger.verify())


def test_a_trigger_that_was_taken_off_stays_off_and_is_told(path: Path):
    with closing(sqlite3.connect(path)) as store:
        store.executescript("DROP TRIGGER events_UPDATE")

    for _ in range(2):
        with open_ledger(path) as ledger:
            assert [
                "拒绝改动（events，UPDATE）的触发器不见了，有人动过账"
            ] == ledger.verify()


def test_an_older_ledger_in_its_place_is_told_and_keeps_the_head(path: Path):
    older = path.read_bytes()
    with open_ledger(path) as ledger:
        ledger.move(
            "2026-00001", "追回", by="丁", at=datetime(2026, 3, 20, 9), recovered=1
        )
    path.write_bytes(older)

    with open_ledger(path) as ledger:
        ledger.move("2026-00002", "申诉", by="H1", at=datetime(2026, 3, 21, 9))

        assert any("记着第 11 条" in fault for fault in ledger.verify())


def test_a_head_that_is_lost_is_a_doubt_and_comes_back(path: Path):
    head = path.with_name("cases.db.head")
    head.unlink()

    with open_ledger(path) as ledger:
        assert (0, 1) == (len(ledger.verify()), len(ledger.doubts()))
        ledger.move("2026-00002", "申诉", by="H1", at=datetime(2026, 3, 21, 9))

        assert (head.exists(), []) == (True, ledger.doubts())


def test_a_ledger_of_before_verifies_and_says_what_it_cannot_tell(tmp_path: Path):
    path = tmp_path / "cases.db"
    with open_ledger(path):
        pass
    said = f"证据 1 行，摘要 {digest_of([LINE])}"
    event = (1, "2026-00001", NINE.isoformat(), "甲", "录入", "开立", said, None, 0, 0)
    text = "0" * 64 + json.dumps(event, ensure_ascii=False, sort_keys=True)
    try:
        digest = hashlib.new("sm3", text.encode()).hexdigest()
    except ValueError:
        pytest.skip("no SM3 beside the one that is tried")
    with closing(sqlite3.connect(path)) as store, store:
        case = ("2026-00001", "audit", "CG01", "重复收费", "H1")
        store.execute("INSERT INTO cases VALUES (?, ?, ?, ?, ?)", case)
        row = (
            "2026-00001",
            0,
            LINE.table,
            LINE.key,
            json.dumps(dict(LINE.values)),
            6000,
            3000,
        )
        store.execute("INSERT INTO evidence VALUES (?, ?, ?, ?, ?, ?, ?)", row)
        places = ", ".join("?" * 11)
        store.execute(f"INSERT INTO events VALUES ({places})", (*event, digest))

    with open_ledger(path) as ledger:
        assert [] == ledger.verify()
        assert "第 1 至 1 条是旧版写的" in ledger.doubts()[0]
        ledger.move("2026-00001", "分派", by="甲", at=NINE)
        assert [] == ledger.verify()


@pytest.mark.parametrize(
    "sql",
    [
        "UPDATE terms SET last_day = 'x'",
        "UPDATE events SET at = 'x' WHERE number = 10",
        "UPDATE events SET outcome = 'x' WHERE number = 10",
        "UPDATE evidence SET said = 'x'",
    ],
)
def test_what_cannot_be_read_is_said_in_words(path: Path, sql: str):
    behind(path, sql)

    with (
        pytest.raises(UnreadableFile, match="被改过或已损坏"),
        open_ledger(path) as ledger,
    ):
        ledger.cases()


def test_a_case_without_events_hides_no_other(path: Path):
    behind(path, "INSERT INTO cases VALUES ('2026-00009', 'audit', 'CG01', 'x', 'H1')")

    with open_ledger(path) as ledger:
        assert 3 == len(ledger.cases())
