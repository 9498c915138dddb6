"""A line's parts, and that they add up."""

from collections.abc import Iterable, Mapping
from itertools import product

import ibis

from jixiao.fund.benefits import split_lines

FIELDS = ("fulamt_ownpay_amt", "overlmt_selfpay", "preselfpay_amt", "inscp_amt")


LINE = {
    "det_item_fee_sumamt": 10_000, "pric": 1_000, "cnt": 10.0, "pric_uplmt_amt": None,
    "chrgitm_lv": "01", "selfpay_prop": 0, "lmt_used_flag": "0",
}  # fmt: skip
SCHEMA = {
    "det_item_fee_sumamt": "int64", "pric": "int64", "cnt": "float64",
    "pric_uplmt_amt": "int64", "chrgitm_lv": "string", "selfpay_prop": "int64",
    "lmt_used_flag": "string", "place": "int64",
}  # fmt: skip


def split(said: Iterable[Mapping[str, object]]) -> list[tuple[int, ...]]:
    """Split lines, each of which says something else than the usual one."""
    lines = [LINE | more | {"place": place} for place, more in enumerate(said)]
    table = split_lines(ibis.memtable(lines, schema=SCHEMA)).order_by("place")
    rows = ibis.duckdb.connect().to_pyarrow(table).to_pylist()
    return [tuple(row[field] for field in FIELDS) for row in rows]


def test_a_line_splits_as_the_reference_says():
    cases = [
        ({}, (0, 0, 0, 10_000)),
        ({"chrgitm_lv": "03"}, (10_000, 0, 0, 0)),
        ({"lmt_used_flag": "1"}, (10_000, 0, 0, 0)),
        ({"pric_uplmt_amt": 800}, (0, 2_000, 0, 8_000)),
        ({"pric_uplmt_amt": 1_200}, (0, 0, 0, 10_000)),
        ({"chrgitm_lv": "02", "selfpay_prop": 1_000}, (0, 0, 1_000, 9_000)),
        ({"pric_uplmt_amt": 800, "selfpay_prop": 1_000}, (0, 2_000, 800, 7_200)),
        ({"selfpay_prop": None, "lmt_used_flag": None}, (0, 0, 0, 10_000)),
        ({"det_item_fee_sumamt": 5, "selfpay_prop": 1_000}, (0, 0, 1, 4)),
    ]

    assert [parts for _, parts in cases] == split(said for said, _ in cases)


def test_the_parts_add_up_and_none_is_below_nought():
    said = [
        {
            "det_item_fee_sumamt": round(1_001 * count),
            "pric": 1_001,
            "cnt": count,
            "pric_uplmt_amt": limit,
            "selfpay_prop": share,
        }
        for limit, share, count in product(
            [None, 0, 333, 5_000], [0, 1, 9_999], [0.5, 3.0]
        )
    ]

    parts = split(said)

    assert [line["det_item_fee_sumamt"] for line in said] == [*map(sum, parts)]
    assert min(map(min, parts)) >= 0
