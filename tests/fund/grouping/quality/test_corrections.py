"""What hospitals corrected tells which lists were grouped too high or too low."""

from pathlib import Path

import pytest

from jixiao.fund.grouping.dip.catalogue import (
    Attribute,
    Catalogue,
    DiseaseGroup,
    GroupKind,
)
from jixiao.fund.grouping.quality.corrections import (
    HIGHER,
    LOWER,
    UNCLEAR,
    CorrectedLists,
    keep_corrections,
)
from jixiao.fund.grouping.quality.rates import HospitalRates
from jixiao.fund.store.opening import open_scratch
from tests.fund.payment.terms import terms
from tests.measure_page import load_example
from tests.spec_page import Example

POINTS = {"J18:内科": 5_000, "J20:内科": 3_000}
FIRST = {"HIGH": "J18.900", "LOW": "J20.900", "SAME": "J18.900", "NONE": "Q90.900"}
LAST = {"HIGH": "J20.900", "LOW": "J18.900", "SAME": "J18.900", "NONE": "J18.900"}


def sent_again() -> Example:
    """A stay a letter: its list sent twice, but for one that was sent once."""
    keys = [*FIRST, "ONCE"]
    twice = [(f"{key}{n}", key, n) for key in FIRST for n in (1, 2)]
    lists = [
        {"setl_list_id": number, "setl_id": key, "list_version": str(n)}
        for number, key, n in twice
    ]
    codes = [
        {"setl_list_diag_id": f"d{number}", "setl_list_id": number, "setl_id": key, "mdtrt_id": key,
         "maindiag_flag": "1", "diag_code": (FIRST if n == 1 else LAST)[key]}
        for number, key, n in twice
    ]  # fmt: skip
    settled = [
        {"setl_id": key, "mdtrt_id": key, "med_type": "21", "fixmedins_code": "H1", "begndate": "2026-03-01",
         "enddate": "2026-03-09", "setl_time": "2026-03-09 10:00:00", "insu_admdvs": "640500",
         "fix_blng_admdvs": "640500", "medfee_sumamt": "4000.00"}
        for key in keys
    ]  # fmt: skip
    return Example("", [("SETL_D", settled), ("SETL_LIST_D", lists), ("SETL_LIST_DIAG_D", codes)], [])  # fmt: skip


@pytest.mark.slow
def test_of_lists_sent_again_with_other_codes_the_first_groups_are_compared(
    tmp_path: Path,
):
    groups = tuple(
        DiseaseGroup(f"{code}:内科", GroupKind.COMPREHENSIVE, code, "", (), attribute=Attribute.NONE)
        for code in ("J18", "J20")
    )  # fmt: skip
    with open_scratch(tmp_path) as engine:
        load_example(engine, sent_again())
        corrected = keep_corrections(engine, 2026, terms(), POINTS, Catalogue(groups))
        kept = engine.fetch(engine.table("list_corrections")).to_pylist()

    assert {"HIGH": HIGHER, "LOW": LOWER, "NONE": UNCLEAR} == {
        row["setl_id"]: row["verdict"] for row in kept
    }
    assert (2, 1, 1) == corrected.counts("H1")


def test_without_points_nobody_knows_and_a_rate_is_none():
    unknown = CorrectedLists(why_not="还没有病种分值")

    rates = HospitalRates("H1", 9, 9, 9, 9, 9, 9, 9, *unknown.counts("H1")).rates

    assert rates["高套率"] is None
    assert 0.5 == HospitalRates("H1", *[9] * 7, 2, 1, 0).rates["高套率"]
