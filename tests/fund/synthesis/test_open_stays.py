"""Stories of open stays, agreements and top-up: their engines find each that was planted, and no twin."""

import re
from datetime import date
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from jixiao.fund.benefits import load_policies
from jixiao.fund.intake import load
from jixiao.fund.payment.batch_discharge.preview import preview
from jixiao.fund.payment.receivables.balances import receivables
from jixiao.fund.payment.topup.product import load_product
from jixiao.fund.payment.topup.year import product_year, whole_year
from jixiao.fund.records import Records
from jixiao.fund.store.engine import Engine
from jixiao.fund.store.opening import open_engine
from jixiao.fund.synthesis import open_stays as stories
from jixiao.fund.synthesis.open_stays import write_open_stays
from jixiao.fund.synthesis.topup import OTHERWISE, UNPAID, write_topup
from tests.fund.payment.terms import terms
from tests.fund.synthesis.special import Found, Told, answers, told
from tests.fund.synthesis.test_faults import PLACES

TIMES = 2
PHRASES = {
    "没有批准文号": stories.UNAPPROVED, "免收押金": stories.DEPOSIT, "多于欠费上限": stories.BEYOND,
}  # fmt: skip


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


def discharged(engine: Engine) -> Found:
    policy = load_policies()["sample_2024"]
    came = preview(engine, date(2026, 6, 30), [policy], terms())
    found: Found = {
        stories.IN_HOSPITAL: {stay.mdtrt_id for stay in came.in_hospital},
        stories.APART: {stay.mdtrt_id for stay, _ in came.apart},
    }
    for closing in came.closings:
        found.setdefault(str(closing.stay.kind), set()).add(closing.stay.mdtrt_id)
    return found


def owed(engine: Engine) -> Found:
    came = receivables(Records(engine), date(2026, 12, 31), terms())
    found: Found = {stories.OVERDUE: {each.agreement for each in came.reminders}}
    for doubt in came.doubts:
        kind = next(kind for words, kind in PHRASES.items() if words in doubt)
        (number,) = re.findall(r"XY\d+", doubt)
        found.setdefault(kind, set()).add(number)
    return found


def paid_out(engine: Engine) -> Found:
    period = whole_year(2026)
    came = product_year(Records(engine, period), load_product(), period)
    found: Found = {}
    for line in came.differences:
        kind = UNPAID if line.endswith("没有赔") else OTHERWISE
        found.setdefault(kind, set()).add(line.split(" ")[0])
    return found


@pytest.mark.slow
def test_what_was_planted_is_found_and_no_twin(written: Path):
    for path in sorted((written / "extracts").glob("*.parquet")):
        assert load(path, written / "store").rejected == 0, path.name

    outcome: dict[str, Told] = {}
    with open_engine(written / "store") as engine:
        for name, find in (("discharge", discharged), ("credit", owed), ("topup", paid_out)):  # fmt: skip
            rows = answers(written, f"{name}.csv")
            outcome |= told(rows, find(engine))

    assert 12 == len(outcome)
    assert [] == [kind for kind, each in outcome.items() if not each.planted]
    assert [] == [kind for kind, each in outcome.items() if each.right < each.planted]
    assert [] == [kind for kind, each in outcome.items() if each.beside or each.twins]
