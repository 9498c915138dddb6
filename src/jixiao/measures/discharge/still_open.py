"""Stays that batches closed beside those that are left open: what rates of closing are made of."""

import ibis
from ibis import ir


def closed_and_left(
    batch_discharges: ir.Table, stays_left_open: ir.Table, in_hospital_days: int
) -> ir.Table:
    """Return each stay once: closed by a batch that stands, or left open though nobody is in hospital.

    Who was charged within so many days before the end of the period is in hospital still.
    """
    rows = batch_discharges
    stays = rows.group_by("mdtrt_id").aggregate(
        done=rows.undoes.ifelse(-1, 1).sum(),
        on=rows.done_on.min(),
        place=rows.fixmedins_code.min(),
        fees=rows.medfee_sumamt.sum().cast("int64"),
    )
    closed = stays.filter(stays.done > 0)
    is_due = stays_left_open.has_left | (
        stays_left_open.silent_days >= in_hospital_days
    )
    left = stays_left_open.filter(is_due).anti_join(closed, "mdtrt_id")
    return closed.select("mdtrt_id", "on", "place", "fees", is_closed=True).union(
        left.select(
            "mdtrt_id",
            on=left.begntime.date(),
            place=left.fixmedins_code,
            fees=left.fees.cast("int64"),
            is_closed=ibis.literal(False),  # noqa: FBT003
        )
    )
