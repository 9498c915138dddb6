"""The shapes that rules of stays share: a stay as a rule marks it, planned courses, the stay before."""

import ibis
from ibis import ir

from jixiao.fund.records import proven

EMERGENCY = "24"
"""A stay that began as an emergency."""
DELIVERY = "52"


def marked_stays(rows: ir.Table, *, below: ir.Value | int = 1) -> ir.Table:
    """Return stays as a rule marks them: what they cost above."""
    return proven(
        rows,
        key=rows.setl_id,
        on=rows.began,
        place=rows.fixmedins_code,
        above=rows.medfee_sumamt.fill_null(0),
        below=below,
    )


def is_planned(principal: ir.StringValue, codes: tuple[str, ...]) -> ir.BooleanValue:
    """Whether a principal diagnosis begins as those of planned courses do; a blank one does not."""
    begins = [principal.startswith(code) for code in codes]
    return ibis.or_(*begins).fill_null(False)


def follows(audited_stays: ir.Table, same: list[str]) -> ir.Table:
    """Return each stay with the one before it among those alike in `same`.

    `gap_days` from the end of the one before; `was_planned_operation` and `was_moved_on` are of it.
    """
    in_order = ibis.window(group_by=same, order_by=["began", "setl_id"])
    rows = audited_stays.mutate(
        left_on=audited_stays.enddate.lag().over(in_order),
        left_from=audited_stays.fixmedins_code.lag().over(in_order),
        was_operated=audited_stays.operated.lag().over(in_order),
        was_moved_on=audited_stays.moved_on.lag().over(in_order),
    )
    return rows.mutate(gap_days=rows.began.delta(rows.left_on, unit="day"))
