"""Points found by their codes: the same rows that the record gives."""

from datetime import date
from pathlib import Path

from jixiao.fund.audit.point_shelf import PointShelf
from jixiao.fund.records.stated import StatedRecords, make_stated, state
from jixiao.fund.store.opening import open_scratch

SAID = {"kind": "重复收费", "begndate": date(2025, 1, 1)}
POINTS = [
    {**SAID, "kp_id": "k1", "hilist_code": "A1"},
    {**SAID, "kp_id": "k2", "hilist_code": "A", "by_prefix": "1", "other_code": "B"},
    {**SAID, "kp_id": "k3", "hilist_code": "A1", "other_code": "B2"},
    {**SAID, "kp_id": "k4", "hilist_code": "A1", "other_code": "B9"},
    {**SAID, "kp_id": "k5", "hilist_code": "A12"},
]
CODES = ["A1", "A2", "B1", "B2"]


def test_the_shelf_gives_the_rows_of_the_record(tmp_path: Path):
    shelf = PointShelf(POINTS)

    with open_scratch(tmp_path) as engine:
        for name in ("knowledge_points", "audited_lines"):
            make_stated(engine, name)
        state(engine, "knowledge_points", POINTS)
        lines = [{"bkkp_sn": code, "hilist_code": code} for code in CODES]
        state(engine, "audited_lines", lines)
        record = StatedRecords(engine).record("coded_points")
        wanted = engine.fetch(record.select("kp_id", "code", "other")).to_pylist()

    def code_pairs(rows: list[dict[str, object]]) -> list[tuple[str, ...]]:
        return sorted(
            tuple(str(row[n]) for n in ("kp_id", "code", "other")) for row in rows
        )

    assert code_pairs(wanted) == code_pairs(shelf.coded(CODES))
    assert len(wanted) == 1 + 4 + 1 + 1
