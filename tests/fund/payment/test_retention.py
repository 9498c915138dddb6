"""A rule of sharing by hand: 30 % of a surplus up to 3 % of the quota, half of an overspend up to 20 %."""

import pytest

from jixiao.errors import JixiaoError
from jixiao.fund.payment.retention import (
    Quota,
    after_sharing,
    group_quotas,
    retention_of,
)
from tests.fund.payment.terms import terms


def rule(level: str):
    return retention_of(terms(dip_retention_level=f'"{level}"'))


@pytest.mark.parametrize(
    ("booked", "expected"),
    [
        (1_000_000, 1_000_000),  # nothing is left, nothing over
        (950_000, 965_000),  # 30 % of 50 000
        (900_000, 930_000),  # 30 % of 100 000 is just 3 % of the quota
        (500_000, 530_000),  # no more than that
        (1_100_000, 1_050_000),  # half of 100 000
        (1_200_000, 1_100_000),  # half of just 20 %
        (1_500_000, 1_100_000),  # beyond it nothing
    ],
)
def test_a_quota_of_10_000_yuan(booked: int, expected: int):
    assert expected == rule("机构").settled(Quota(1_000_000, booked))


QUOTAS = [Quota(1_000_000, 900_000), Quota(1_000_000, 1_100_000)]
GROUPS = [[Quota(1_000_000, 900_000)], [Quota(400_000, 100_000), Quota(600_000, 1_000_000)]]  # fmt: skip


def test_each_level_shares_its_own_surpluses_and_overspends():
    assert [930_000, 1_050_000] == after_sharing(rule("机构"), QUOTAS, GROUPS)
    assert [930_000, 112_000 + 660_000] == after_sharing(rule("病种"), QUOTAS, GROUPS)
    assert [1_000_000, 1_000_000] == after_sharing(rule("统筹区"), QUOTAS, GROUPS)


def test_where_nothing_is_chosen_shares_stay():
    assert rule("不算") is None
    assert [1_000_000, 1_000_000] == after_sharing(None, QUOTAS, [])


def test_a_level_without_its_numbers_asks_for_them():
    bare = terms(dip_retention_level='"机构"')
    rows = {key: row for key, row in bare.rows.items() if key != "dip.surplus_kept"}

    with pytest.raises(JixiaoError, match="结余留用几成"):
        retention_of(type(bare)(bare.code, bare.day, rows))


def test_parts_of_a_share_add_up_and_nothing_worth_gets_nothing():
    assert [333_333, 666_667] == [q.share for q in group_quotas(1_000_000, [1, 2], [0, 0])]  # fmt: skip
    assert [Quota(0, 5)] == group_quotas(7, [0], [5])
