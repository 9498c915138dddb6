"""Malignant cases that cost three times their group's mean are told apart by what was charged."""

from pathlib import Path

import numpy as np

from jixiao.fund.grouping.cases import Case, cases_of
from jixiao.fund.grouping.dip.assignment import GroupedCases
from jixiao.fund.grouping.dip.catalogue import DiseaseGroup, GroupKind, YearOfGroup
from jixiao.fund.grouping.dip.high_costs import MEDICATED, TREATED, high_costs
from jixiao.fund.store.opening import open_scratch
from tests.fund.payment.terms import terms
from tests.measure_page import load_example
from tests.spec_page import Example

MEAN, DEAR = 1_000_000, 3_000_000
GROUP = DiseaseGroup(
    "C34:内科", GroupKind.COMPREHENSIVE, "C34", "", (), years=(YearOfGroup(2, 2 * MEAN),)
)  # fmt: skip
CHARGED = {
    "TREATED": (("05", "15000.00"), ("09", "15000.00")),
    "MEDICATED": (("05", "14999.99"), ("09", "9000.00"), ("11", "6000.00")),
    "NEITHER": (("05", "14999.99"), ("06", "15000.01")),
    "CHEAP": (("05", "29999.99"),),
    "BENIGN": (("05", "30000.00"),),
    "UNGROUPED": (("05", "30000.00"),),
}


def charged() -> Example:
    settled = [
        {"setl_id": key, "mdtrt_id": key, "med_type": "21", "begndate": "2026-03-01",
         "enddate": "2026-03-09", "setl_time": "2026-03-09 10:00:00"}
        for key in CHARGED
    ]  # fmt: skip
    lines = [
        {"bkkp_sn": f"{key}{n}", "mdtrt_id": key, "setl_id": key, "med_chrgitm_type": kind,
         "cnt": "1", "det_item_fee_sumamt": yuan}
        for key, listed in CHARGED.items() for n, (kind, yuan) in enumerate(listed)
    ]  # fmt: skip
    return Example("", [("SETL_D", settled), ("FEE_LIST_D", lines)], [])


def types_of(*, with_lines: bool, folder: Path) -> dict[str, str]:
    written = [
        Case(("D34.900" if key == "BENIGN" else "C34.900",), (), DEAR - (key == "CHEAP"), 2026, key)
        for key in CHARGED
    ]  # fmt: skip
    places = np.array([-1 if key == "UNGROUPED" else 0 for key in CHARGED])
    grouped = GroupedCases([GROUP], places, np.ones(len(places), np.int64))
    example = charged()
    blocks = example.blocks if with_lines else example.blocks[:1]
    with open_scratch(folder) as engine:
        load_example(engine, Example("", blocks, []))
        named = high_costs(engine, cases_of(written), grouped, terms())
    return {key: name for key, name in zip(CHARGED, named, strict=True) if name}


def test_three_times_the_mean_and_half_of_it_treatment_or_drugs(tmp_path: Path):
    assert {"TREATED": TREATED, "MEDICATED": MEDICATED} == types_of(
        with_lines=True, folder=tmp_path
    )


def test_without_fee_lines_nobody_can_tell(tmp_path: Path):
    assert {} == types_of(with_lines=False, folder=tmp_path)
