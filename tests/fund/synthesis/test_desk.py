"""The ledgers of a synthetic desk are those that are declared, and come to what they say."""

import csv
from datetime import date
from pathlib import Path

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq

from jixiao.fund.intake import load
from jixiao.fund.store.opening import open_engine
from jixiao.fund.synthesis.desk import write_desk
from jixiao.fund.tables import tables
from jixiao.measures import library
from jixiao.measures.measuring import Asked, take
from jixiao.period import Period


def test_a_desk_has_the_columns_of_its_tables_and_comes_to_its_answers(tmp_path: Path):
    institutions = [{"fixmedins_code": f"H{n}"} for n in range(1, 4)]
    pq.write_table(pa.Table.from_pylist(institutions), tmp_path / "FIXMEDINS_B.parquet")
    write_desk(tmp_path, tmp_path, 2026, 10, np.random.default_rng(1))

    for path in tmp_path.glob("*-house.parquet"):
        declared = tables()[path.stem.partition("-")[0]]
        assert set(pq.read_schema(path).names) <= set(declared.columns)
    for code in ("WORK_TASK", "QUALITY_CHECK"):
        load(tmp_path / f"{code}-house.parquet", tmp_path / "store")
    asked = [
        Asked(library()["WT02"]),
        Asked(library()["QK01"], {"item": "参保登记"}),
    ]
    with open_engine(tmp_path / "store") as engine:
        taken = take(engine, asked, Period(date(2026, 1, 1), date(2026, 12, 31)))
    with (tmp_path / "desk.csv").open(encoding="utf-8-sig") as file:
        value_of = {row["words"]: row["value"] for row in csv.DictReader(file)}

    assert [value_of["按期完成率"], value_of["参保登记准确率"]] == [
        str(round(measured.value or 0)) for measured in taken
    ]
