"""The last load of each table is known by its day and its files."""

from pathlib import Path

from jixiao.fund.intake import load
from jixiao.fund.records.loads import loads_of
from jixiao.fund.store.opening import open_engine, open_scratch


def test_the_last_load_of_a_table_and_its_files_are_known(tmp_path: Path):
    heads = "inspection_no,fixmedins_code,inspected_on\n"
    for name in ("first", "second"):
        (tmp_path / f"{name}.csv").write_text(f"{heads}{name},H1,2026-03-09\n", "utf-8")
        load(tmp_path / f"{name}.csv", tmp_path / "store")

    with open_engine(tmp_path / "store") as engine:
        loads = loads_of(engine)

    assert ["INSPECTION"] == list(loads)
    assert ("second.csv", "first.csv") == loads["INSPECTION"].files


def test_where_nothing_was_loaded_nothing_is_known(tmp_path: Path):
    with open_scratch(tmp_path) as engine:
        assert {} == loads_of(engine)
