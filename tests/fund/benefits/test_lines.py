"""A line's parts, and that they add up."""

from itertools import product

import ibis
import pytest

from jixiao.fund.benefits import split_lines

FIELDS = ("fulamt_ownpay_amt", "overlmt_selfpay", "preselfpay_amt", "inscp_amt")


def split(**said) -> tuple[int, ...]:
    line = {
        "det_item_fee_sumamt": 10_000, "pric": 1_000, "cnt": 10.0, "pric_uplmt_amt": None,
        "chrgitm_lv": "01", "selfpay_prop": 0, "lmt_used_flag": "0",
    } | said  # fmt: skip
    schema = {
        "det_item_fee_sumamt": "int64", "pric": "int64", "cnt": "float64",
        "pric_uplmt_amt": "int64", "chrgitm_lv": "string", "selfpay_prop": "int64",
        "lmt_used_flag": "string",
    }  # fmt: skip
    table = split_lines(ibis.memtable([line], schema=schema))
    row = ibis.duckdb.connect().to_pyarrow(table).to_pylist()[0]
    return tuple(row[field] for field in FIELDS)


@pytest.mark.parametrize(
    ("said", "parts"),
    [
        ({}, (0, 0, 0, 10_000)),
        ({"chrgitm_lv": "03"}, (10_000, 0, 0, 0)),
        ({"lmt_used_flag": "1"}, (10_000, 0, 0, 0)),
        ({"pric_uplmt_amt": 800}, (0, 2_000, 0, 8_000)),
        ({"pric_uplmt_amt": 1_200}, (0, 0, 0, 10_000)),
        ({"chrgitm_lv": "02", "selfpay_prop": 1_000}, (0, 0, 1_000, 9_000)),
        ({"pric_uplmt_amt": 800, "selfpay_prop": 1_000}, (0, 2_000, 800, 7_200)),
        ({"selfpay_prop": None, "lmt_used_flag": None}, (0, 0, 0, 10_000)),
        ({"det_item_fee_sumamt": 5, "selfpay_prop": 1_000}, (0, 0, 1, 4)),
    ],
)
def test_a_line_splits_as_the_reference_says(
    said: dict[str, object], parts: tuple[int, ...]
):
    assert parts == split(**said)


@pytest.mark.parametrize(
    ("limit", "share", "count"),
    list(product([None, 0, 333, 5_000], [0, 1, 9_999], [0.5, 3.0])),
)
def test_the_parts_add_up_and_none_is_below_nought(
    limit: int | None, share: int, count: float
):
    amount = round(1_001 * count)
    parts = split(
        det_item_fee_sumamt=amount,
        pric=1_001,
        cnt=count,
        pric_uplmt_amt=limit,
        selfpay_prop=share,
    )

    assert amount == sum(parts)
    assert min(parts) >= 0
