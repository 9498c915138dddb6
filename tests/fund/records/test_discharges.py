"""Discharges: stays once, with when their lists were uploaded."""

from pathlib import Path

import pytest

from jixiao.fund.records import Records
from jixiao.fund.store.opening import open_scratch
from tests.measures.drawn_records import Drawing, load

OF_UPLOADS = ("setl_id", "setl_time", "fixmedins_code", "discharged_on", "uploaded_at")


@pytest.mark.slow
@pytest.mark.parametrize("seed", [1, 2])
def test_uploads_are_those_of_the_discharges(tmp_path: Path, seed: int):
    with open_scratch(tmp_path) as engine:
        load(engine, Drawing(seed, hard=True))
        records = Records(engine)
        whole = records.record("discharges").select(*OF_UPLOADS).order_by("setl_id")
        uploads = records.record("discharge_uploads").order_by("setl_id")
        rows = engine.fetch(whole).to_pylist()

        assert len(rows) > 10
        assert rows == engine.fetch(uploads).to_pylist()
