"""A lake: the rows of a folder as files by year and person, and settled alike."""

import json
import shutil
from pathlib import Path

import duckdb
import pyarrow.parquet as pq
import pytest

from jixiao.cli.main import main
from jixiao.errors import JixiaoError, UnreadableFile
from jixiao.fund.benefits import load_policies
from jixiao.fund.intake import load
from jixiao.fund.resettling.resettlement import resettle
from jixiao.fund.store.lake import write_lake
from jixiao.fund.store.opening import open_engine
from tests.fund.resettling.test_resettlement import extract, paid_year

SAMPLE = [load_policies()["sample_2024"]]


@pytest.fixture(scope="module")
def county(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("lake")
    load(extract(folder / "year.csv", paid_year(21)), folder / "store")
    write_lake(folder / "store", folder / "lake", parts=3)
    return folder


@pytest.mark.slow
def test_each_persons_year_is_in_one_part(county: Path):
    parts: dict[tuple[str, int], set[str]] = {}
    for path in (county / "lake").rglob("*.parquet"):
        for row in pq.ParquetFile(path).read(["psn_no", "setl_time"]).to_pylist():
            year = row["setl_time"].year
            assert f"data_year={year}" in path.parts
            parts.setdefault((row["psn_no"], year), set()).add(path.parent.name)

    assert {len(places) for places in parts.values()} == {1}
    assert len({next(iter(places)) for places in parts.values()}) == 3


@pytest.mark.slow
def test_a_lake_settles_as_its_folder_does(county: Path):
    with open_engine(county / "store") as engine:
        stored = engine.rows("SELECT count(*) AS n FROM SETL_D")
    with open_engine(county / "lake") as engine:
        resettlement = resettle(engine, SAMPLE)

    assert resettlement.claims == resettlement.agreeing == stored[0]["n"] > 300


@pytest.mark.slow
def test_what_an_older_version_stored_settles_too(county: Path, tmp_path: Path):
    old = tmp_path / "old"
    shutil.copytree(county / "store", old)
    with duckdb.connect(str(old / "fund.duckdb")) as store:
        for name in ("balc", "dise_no"):
            store.execute(f"ALTER TABLE SETL_D DROP COLUMN {name}")
    with open_engine(old) as engine:
        assert {"balc", "dise_no"} <= set(engine.columns("SETL_D"))

    write_lake(old, tmp_path / "lake")
    with open_engine(tmp_path / "lake") as engine:
        assert engine.table("SETL_D").balc.type().is_decimal()


def test_what_is_there_is_never_written_over(county: Path):
    with pytest.raises(JixiaoError, match="不是空的"):
        write_lake(county / "store", county / "lake")


def test_names_and_certificate_numbers_leave_hashed(tmp_path: Path):
    rows = "psn_no,psn_name,certno,insutype,psn_type,begndate\nP1,甲示例1,990101198104027847,390,50,2026-01-01\n"
    (tmp_path / "people.csv").write_text(rows, "utf-8")
    load(tmp_path / "people.csv", tmp_path / "store")
    write_lake(tmp_path / "store", tmp_path / "lake")
    (path,) = (tmp_path / "lake").rglob("*.parquet")
    (row,) = pq.ParquetFile(path).read(["psn_no", "psn_name", "certno"]).to_pylist()

    assert row["psn_no"] == "P1"
    assert row["psn_name"].startswith("sm3:")
    assert row["certno"].startswith("sm3:")


def test_a_folder_without_data_makes_no_lake(tmp_path: Path):
    with pytest.raises(JixiaoError, match="没有数据"):
        write_lake(tmp_path / "nothing", tmp_path / "lake")


def test_an_engine_for_clusters_asks_for_a_lake(
    county: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
):
    monkeypatch.setenv("JIXIAO_ENGINE", "sc://127.0.0.1:1")
    with (
        pytest.raises(UnreadableFile, match="jixiao export"),
        open_engine(county / "store"),
    ):
        pass
    monkeypatch.setenv("JIXIAO_ENGINE", "oracle")
    code = main(["settle", str(county / "lake"), "--policy", "sample_2024"])

    assert code == 2
    assert "JIXIAO_ENGINE 应为 duckdb、sail 或 sc://" in capsys.readouterr().err


def test_the_command_says_what_it_wrote(
    county: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
):
    code = main(["export", str(county / "store"), "--to", str(tmp_path / "lake")])
    said = capsys.readouterr().out

    assert code == 0
    assert "结算表（SETL_D）" in said
    assert json.loads((tmp_path / "lake" / "lake.json").read_text("utf-8"))[
        "tables"
    ] == ["SETL_D"]
