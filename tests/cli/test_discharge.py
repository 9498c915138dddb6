"""A second batch is done while the stays of the first are not settled yet."""

from contextlib import closing
from pathlib import Path

import pytest

from jixiao.cli.main import main
from jixiao.fund.cases import open_ledger
from jixiao.fund.store.opening import open_store
from tests.fund.payment.batch_discharge.open_county import county_tables
from tests.measure_page import select_rows


def done(folder: Path, day: str) -> int:
    ledger = str(folder / "cases.db")
    asked = ["--day", day, "--policy", "sample_2024", "--by"]
    assert 0 == main(["discharge", "open", str(folder), ledger, *asked, "甲"])
    with open_ledger(Path(ledger)) as opened:
        code = opened.cases()[-1].code
        at = opened.case(code).events[-1].at
        opened.move(code, "初核", by="乙", at=at)
        opened.move(code, "复核", by="丙", at=at)
    return main(["discharge", "commit", str(folder), ledger, code, *asked, "丁"])


@pytest.mark.slow
def test_batches_follow_each_other(tmp_path: Path):
    with closing(open_store(tmp_path)) as store:
        for code, rows in county_tables():
            store.execute(f'CREATE TABLE "{code}" AS {select_rows(code, rows)}')

    assert 0 == done(tmp_path, "2026-05-15")
    assert 0 == done(tmp_path, "2026-06-30")
