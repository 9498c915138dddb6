"""What no policy knows is refused in words, and what was taken for granted is told."""

from datetime import datetime
from operator import itemgetter
from pathlib import Path
from typing import Any

import pytest

from jixiao.fund.benefits import OPTIONAL, load_policies
from jixiao.fund.benefits.claim import State
from jixiao.fund.counter import FaultyClaim, Receipt
from jixiao.fund.counter.ledgers import apply_effects
from jixiao.fund.counter.presented import read_claim
from jixiao.fund.counter.settling import PolicySettlement
from tests.drawn import drawn
from tests.fund.benefits.test_year import lives, random_policy
from tests.fund.counter.test_window import POLICY, stay

SETTLEMENT = PolicySettlement([load_policies()[POLICY]])


def settled(**said: Any) -> Receipt:
    return SETTLEMENT.settle(read_claim(stay(1) | said), {}, None).receipt


@pytest.mark.parametrize(
    ("said", "message"),
    [
        ({"hosp_lv": "三级甲等"}, "hosp_lv（医院等级）写的是“三级甲等”.*可写 01、02"),
        (
            {"hosp_lv": None},
            "hosp_lv（医院等级）没有写；可写 01、02、03、04、12（三级），05",
        ),
        (
            {"insutype": "391"},
            "insutype（险种）写的是“391”.*可写 310（职工基本医疗保险）、340（",
        ),
        ({"psn_type": ""}, "psn_type（人员类别）没有写；可写 11"),
        ({"med_type": "9999"}, "med_type（医疗类别）写的是“9999”.*可写 11"),
        ({"psn_idet_type": "7131,7019"}, "人员身份类别不是一个代码"),
        ({"psn_idet_type": "低保"}, "请写明 psn_idet_type 后重新提交"),
        ({"filing": "lokal"}, "filing（异地备案状态）写的是“lokal”.*local（本地）"),
        ({"filing": ""}, "filing（异地备案状态）没有写；可写"),
        (
            {"setl_time": datetime(2031, 1, 2), "year": 2031},
            "2031-01-02，这一天没有可用的政策.*sample_2024（2024-01-01 至 2026-12-31）",
        ),
    ],
)
def test_what_no_policy_knows_is_refused_with_what_may_stand_there(
    said: dict[str, Any], message: str
):
    with pytest.raises(FaultyClaim, match=message):
        settled(**said)


def test_a_filing_left_out_is_taken_as_local_and_told():
    left_out = settled(filing=None)

    assert left_out.amounts == settled(filing="local").amounts
    assert left_out.notes == ("没有写 filing（异地备案状态），按 local 结算。",)
    assert settled(filing="local").notes == ()


def test_an_identity_of_which_the_policy_does_not_speak_is_told():
    unknown = settled(psn_idet_type="9999")

    assert unknown.amounts == settled(psn_idet_type="").amounts
    (note,) = unknown.notes
    assert "没有说到人员身份类别 psn_idet_type 9999，按没有身份结算" in note


def test_a_case_that_no_entry_covers_is_told():
    (note,) = settled(insutype="510", psn_type="11").notes

    assert "没有这种情形的条目（险种 510、人员类别 11、医疗类别 21" in note


def test_a_receipt_is_kept_with_its_notes_and_one_of_before_has_none():
    receipt = settled(filing=None)
    before = '["m", "s", "p", null, {"hifp_pay": "1.00"}, [], false]'

    assert receipt == Receipt.from_json(receipt.to_json())
    assert () == Receipt.from_json(before).notes


@drawn(one_of=4)
@pytest.mark.parametrize("seed", range(3))
def test_what_settlements_add_is_what_their_year_has_used(seed: int, tmp_path: Path):
    settlement = PolicySettlement(random_policy(tmp_path, seed))
    years: dict[tuple[str, int], tuple[State, dict[str, int]]] = {}
    for claim in sorted(lives(seed), key=itemgetter("setl_time")):
        person = (claim["psn_no"], claim["year"])
        used, summed = years.setdefault(person, ({}, {}))
        if claim["year"] == 2024:
            outcome = settlement.settle(OPTIONAL | claim, used, None)
            apply_effects(summed, outcome.effects)
            years[person] = (outcome.used, summed)

    kinds = {name.partition("/")[0] for used, _ in years.values() for name in used}
    assert {"visits", "line", "paid", "granted", "burden"} <= kinds
    for used, summed in years.values():
        assert used == {name: amount for name, amount in summed.items() if amount}
