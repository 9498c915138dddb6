"""What came of lists: in time by days, and claims since recognition settled again."""

from datetime import date
from pathlib import Path

import pytest

from jixiao.fund.benefits import load_policies
from jixiao.fund.outlook.relief_effect import relief_effect
from jixiao.fund.parameters import load_parameter_sets
from jixiao.fund.store.opening import open_scratch
from tests.measure_page import load_example
from tests.spec_page import Example

JUNE = date(2024, 6, 1)
TERMS = load_parameter_sets()["sample"].on(date(2025, 6, 30))
STAY = {
    "psn_no": "p1", "med_type": "21", "hosp_lv": "05", "medfee_sumamt": "30000.00",
    "inscp_amt": "30000.00", "fund_pay_sumamt": "10000.00", "hifp_pay": "10000.00",
    "fulamt_ownpay_amt": "0", "overlmt_selfpay": "0", "preselfpay_amt": "0", "insutype": "390",
    "psn_type": "50",
}  # fmt: skip


@pytest.mark.slow
def test_claims_since_recognition_are_settled_as_the_recognised_persons(tmp_path: Path):
    settled = [
        STAY | {"setl_id": "before", "setl_time": "2024-03-31 10:00:00"},
        STAY | {"setl_id": "since", "setl_time": "2024-04-01 10:00:00"},
    ]
    names = ("psn_no", "handed_on", "checked_on", "psn_idet_type", "recognised_on")
    results = [
        dict(zip(names, row, strict=True))
        for row in (
            ("p1", "2024-03-01", "2024-03-16", "7019", "2024-04-01"),
            ("p2", "2024-03-01", "2024-03-17", "", ""),
            ("p3", "", "2024-03-17", "", ""),
        )
    ]
    with open_scratch(tmp_path) as engine:
        blocks = [("SETL_D", settled), ("RELIEF_RESULT", results)]
        load_example(engine, Example("", blocks, []))
        came = relief_effect(engine, JUNE, [load_policies()["sample_2024"]], TERMS)

    assert (3, 1, 1, 1) == (came.checked, came.in_time, came.undated, came.recognised)
    again = came.resettled
    assert (1, 0, 2_000_000, 0) == (
        again.claims, again.unsettled, again.own_before, again.assistance_before,
    )  # fmt: skip
    assert again.own_after < again.own_before
    assert again.assistance_after > 0
