"""Stories of open stays, agreements and top-up: their engines find each that was planted, and no twin."""

from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from jixiao.fund.intake import load
from jixiao.fund.store.opening import open_engine
from jixiao.fund.synthesis.open_stays import write_open_stays
from jixiao.fund.synthesis.topup import write_topup
from tests.fund.payment.terms import terms
from tests.fund.synthesis.special import of_stays
from tests.fund.synthesis.test_faults import PLACES

TIMES = 2


@pytest.fixture(scope="module")
def written(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("desks")
    for name in ("extracts", "answers"):
        (folder / name).mkdir()
    extracts = folder / "extracts"
    register = extracts / "FIXMEDINS_B.parquet"
    pq.write_table(pa.Table.from_pylist(PLACES), register)
    write_open_stays(folder, extracts, 2026, TIMES)
    write_topup(folder, extracts, 2026, TIMES)
    return folder


@pytest.mark.slow
def test_what_was_planted_is_found_and_no_twin(written: Path):
    for path in sorted((written / "extracts").glob("*.parquet")):
        assert load(path, written / "store").rejected == 0, path.name

    with open_engine(written / "store") as engine:
        outcome = of_stays(engine, written, terms())

    assert 12 == len(outcome)
    assert [] == [kind for kind, each in outcome.items() if not each.planted]
    assert [] == [kind for kind, each in outcome.items() if each.right < each.planted]
    assert [] == [kind for kind, each in outcome.items() if each.beside or each.twins]
