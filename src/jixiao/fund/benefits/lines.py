"""A fee line's part outside and inside the benefit scope (fund.md D.3)."""

import ibis
from ibis import ir

OUTSIDE = "03"
"""chrgitm_lv of what the catalogue does not pay: 丙类、自费."""


def split_lines(lines: ir.Table) -> ir.Table:
    """Split each line: what is paid alone, what is above the price limit, the first share, the rest.

    Takes `det_item_fee_sumamt`, `pric`, `pric_uplmt_amt` (null for no limit) in fen, `cnt`,
    `chrgitm_lv`, `selfpay_prop` (the first share, in ten-thousandths) and `lmt_used_flag` ('1'
    where a use is limited and the limit is not met). Gives `fulamt_ownpay_amt`,
    `overlmt_selfpay`, `preselfpay_amt` and `inscp_amt` in fen; the four add up to the line. A
    charge taken back, with a negative amount, splits into the exact negatives.
    """
    sign = ibis.ifelse(lines.det_item_fee_sumamt < 0, -1, 1)
    amount = lines.det_item_fee_sumamt.abs()
    outside = (lines.chrgitm_lv == OUTSIDE) | (lines.lmt_used_flag == "1").fill_null(False)  # noqa: FBT003
    alone = ibis.ifelse(outside, amount, 0)
    above = (lines.pric - lines.pric_uplmt_amt).fill_null(0)
    over = ibis.greatest(0, (above * lines.cnt.abs()).round().cast("int64"))
    over = ibis.least(over, amount - alone)
    first = rounded((amount - alone - over) * lines.selfpay_prop.fill_null(0))
    return lines.mutate(
        fulamt_ownpay_amt=sign * alone,
        overlmt_selfpay=sign * over,
        preselfpay_amt=sign * first,
        inscp_amt=sign * (amount - alone - over - first),
    )


def rounded(product: ir.IntegerValue) -> ir.IntegerValue:
    """Give fen times a rate in fen, half a fen upwards: whole numbers only, alike on every engine."""
    half = ibis.literal(5_000, "int64")
    return (product + half) // 10_000
