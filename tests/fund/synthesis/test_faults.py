"""Faults planted for audit rules: each rule has one, bills add up, and verdicts find them and no twin."""

from collections import defaultdict
from datetime import date
from pathlib import Path

import numpy as np
import pytest

from jixiao.fund.audit import Grade, library
from jixiao.fund.audit.kept import AUDIT_FINDINGS
from jixiao.fund.audit.runner import audit
from jixiao.fund.benefits import load_policies
from jixiao.fund.intake import load
from jixiao.fund.store.opening import open_engine
from jixiao.fund.synthesis import Bureau, shapes, synthesise
from jixiao.fund.synthesis.fault_drawing import Plot
from jixiao.fund.synthesis.fault_stories import faults
from jixiao.fund.synthesis.faults import draw_faults
from jixiao.period import Period
from tests.fund.synthesis.answers import answered

PLACES = [
    {
        "fixmedins_code": f"H{n}", "fixmedins_name": f"示例{n}", "fixmedins_type": "1",
        "hosp_lv": level, "fix_blng_admdvs": "990101",
    }
    for n, level in enumerate(("02", "05", "05", "08", "11"))
]  # fmt: skip

OF_DIALYSIS = {code for code in library() if code.startswith("DY")}
"""Rules of dialysis: their faults are stories of bundles, not of visits."""
LEAST_RECALL, LEAST_PRECISION = 0.95, 0.9


@pytest.fixture(scope="module")
def plot() -> Plot:
    return draw_faults(2026, PLACES, 1, np.random.default_rng(3))


def test_each_rule_has_a_fault_and_a_twin():
    assert set(library()) - OF_DIALYSIS == {fault.rule for fault in faults()}
    assert all(fault.twins for fault in faults())


def test_each_rule_has_rows_to_find_and_rows_to_spare(plot: Plot):
    planted = defaultdict(set)
    for rule, kind, _about, _key in plot.answers:
        planted[rule].add(kind)

    assert all(
        {"truth", "decoy"} == planted[rule] for rule in set(library()) - OF_DIALYSIS
    )


def test_a_fault_has_the_kinds_of_points_that_its_rule_asks_for(plot: Plot):
    kinds = {point["kind"] for point in plot.rows["KB_POINT"]}

    assert {kind for rule in library().values() for kind in rule.kinds} <= kinds


def test_a_settlement_is_the_sum_of_its_lines(plot: Plot):
    sums = defaultdict(int)
    for line in plot.rows["FEE_LIST_D"]:
        sums[line["setl_id"]] += line["det_item_fee_sumamt"]

    assert all(
        sums[row["setl_id"]] == row["medfee_sumamt"] for row in plot.rows["SETL_D"]
    )
    for row in plot.rows["FEE_LIST_D"]:
        parts = ("fulamt_ownpay_amt", "overlmt_selfpay", "preselfpay_amt", "inscp_amt")
        assert row["det_item_fee_sumamt"] == sum(row[part] for part in parts)


def test_the_same_numbers_draw_the_same_rows(plot: Plot):
    again = draw_faults(2026, PLACES, 1, np.random.default_rng(3))

    assert plot.rows == again.rows
    assert plot.answers == again.answers


@pytest.mark.slow
def test_verdicts_find_what_was_planted_and_no_twin_of_it(tmp_path: Path):
    policies = [load_policies()["sample_2024"]]
    bureau = Bureau(shapes()["county"], 600, range(2026, 2027), 7, policies)
    synthesise(bureau, tmp_path, faults=2)
    for path in sorted((tmp_path / "extracts").iterdir()):
        assert load(path, tmp_path / "store").rejected == 0, path.name
    year = Period(date(2026, 1, 1), date(2026, 12, 31))

    with open_engine(tmp_path / "store") as engine:
        outcome = audit(engine, year)
        rows = engine.fetch(AUDIT_FINDINGS.read(engine)).to_pylist()

    assert OF_DIALYSIS == {each.code for each in outcome.unasked}
    rates = answered(tmp_path / "answers", rows)
    assert [] == [code for code, rate in rates.items() if not rate.matched]
    sure = [code for code, rule in library().items() if rule.claim is Grade.CERTAIN]
    assert sure
    assert [] == [code for code in sure if rates[code].recall < LEAST_RECALL]
    assert [] == [code for code in sure if rates[code].precision < LEAST_PRECISION]
    assert [] == [code for code in sure if rates[code].decoys_marked]
