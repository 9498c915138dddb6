"""The parts of a fee line outside and inside the benefit scope (fund.md D.3)."""

import ibis
from ibis import ir

OUTSIDE = "03"
"""chrgitm_lv of what the catalogue does not pay: 丙类、自费."""


def split_lines(lines: ir.Table) -> ir.Table:
    """Split each line: what the person pays alone, what is above the price limit, the first share, the rest.

    Takes `det_item_fee_sumamt`, `pric`, `pric_uplmt_amt` (null for no limit) in fen, `cnt`,
    `chrgitm_lv`, `selfpay_prop` (the first share, in ten-thousandths) and `lmt_used_flag` ('1'
    where a use is limited and the limit is not met). Adds `fulamt_ownpay_amt`, `overlmt_selfpay`,
    `preselfpay_amt` and `inscp_amt` in fen; the four add up to the line. A charge taken back, with
    a negative amount, splits into the exact negatives.
    """
    sign = ibis.ifelse(lines.det_item_fee_sumamt < 0, -1, 1)
    amount = lines.det_item_fee_sumamt.abs()
    limit_not_met = (lines.lmt_used_flag == "1").fill_null(False)
    outside = (lines.chrgitm_lv == OUTSIDE) | limit_not_met
    paid_alone = ibis.ifelse(outside, amount, 0)
    above_limit = (lines.pric - lines.pric_uplmt_amt).fill_null(0)
    over_limit = ibis.greatest(0, (above_limit * lines.cnt.abs()).round().cast("int64"))
    over_limit = ibis.least(over_limit, amount - paid_alone)
    covered = amount - paid_alone - over_limit
    first_share = rounded(covered * lines.selfpay_prop.fill_null(0))
    return lines.mutate(
        fulamt_ownpay_amt=sign * paid_alone,
        overlmt_selfpay=sign * over_limit,
        preselfpay_amt=sign * first_share,
        inscp_amt=sign * (covered - first_share),
    )


def rounded(product: ir.IntegerValue) -> ir.IntegerValue:
    """Return fen times a rate as fen, half a fen upwards: whole numbers only, alike on every engine."""
    half = ibis.literal(5_000, "int64")
    return (product + half) // 10_000
