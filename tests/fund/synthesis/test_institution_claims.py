"""Claims of institutions: those planted as late are found late, at what was late, and no twin."""

from datetime import date
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq

from jixiao.fund.intake import load
from jixiao.fund.outlook.instant_settlement import instant_month
from jixiao.fund.parameters import load_parameter_sets
from jixiao.fund.records import Records
from jixiao.fund.store.opening import open_engine
from jixiao.fund.synthesis.institution_claims import write_institution_claims
from tests.fund.synthesis.special import answers
from tests.fund.synthesis.test_faults import PLACES

MARCH = date(2026, 3, 1)
TERMS = load_parameter_sets()["national"].on(date(2026, 3, 31))


def test_what_was_planted_is_late_and_no_twin(tmp_path: Path):
    for name in ("extracts", "answers"):
        (tmp_path / name).mkdir()
    register = tmp_path / "extracts" / "FIXMEDINS_B.parquet"
    pq.write_table(pa.Table.from_pylist(PLACES), register)
    write_institution_claims(tmp_path, tmp_path / "extracts", 2026, 2)
    (written,) = (tmp_path / "extracts").glob("INST_CLAIM-*.parquet")
    assert load(written, tmp_path / "store").rejected == 0

    with open_engine(tmp_path / "store") as engine:
        judged = instant_month(Records(engine), MARCH, TERMS, date(2026, 12, 31))

    rows = answers(tmp_path, "instant.csv")
    planted = {(r["key"], r["expected"]) for r in rows if r["planted"] == "truth"}
    assert planted == {(each.number, each.what) for each in judged.late}
    assert (14, 12) == (judged.claims, len(planted))
