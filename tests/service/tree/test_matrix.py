"""A division beside its children: values with their parts, and every gap named."""

from jixiao.fund.parameters import load_parameter_sets
from jixiao.service.tree.gathered import gather
from jixiao.service.tree.matrix import late_words, overview, share_of, value_words
from tests.service.tree.bookings import CITY, EAST, NORTH, WEST
from tests.service.tree.packages import DAY
from tests.service.tree.test_gathered import a_city, received

TERMS = load_parameter_sets()["sample"].on(DAY)


def test_the_matrix_has_a_cell_for_each_child_and_the_gaps_name_the_silent(tmp_path):
    received(tmp_path, EAST, WEST)
    with a_city(tmp_path) as records:
        seen = overview(gather(records, tmp_path, DAY, 2026), CITY, TERMS)

    rate = next(row for row in seen.rows if row.indicator == "达标率")
    assert [EAST, WEST, NORTH] == [*seen.children]
    assert "86.67 %（130/150）　2/3 个地区" == value_words(rate.whole)
    assert "没有报" == value_words(rate.children[NORTH])
    assert None is share_of(rate.children[NORTH])
    assert "0.9" == str(share_of(rate.children[EAST]))
    gaps = {(gap.division, gap.title) for gap in seen.gaps}
    assert (NORTH, "没有上报包") in gaps
    assert (NORTH, "没有算进去") in gaps
    assert (
        CITY,
        "资金对不上",
    ) in gaps  # it booked nothing of what its counties received


def test_a_late_package_is_a_gap(tmp_path):
    received(tmp_path, EAST)
    with a_city(tmp_path) as records:
        gathered = gather(records, tmp_path, DAY, 2026)

    assert "按时" == late_words(gathered.receipts[0])
