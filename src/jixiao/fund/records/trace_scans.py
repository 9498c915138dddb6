"""Scans of trace codes that stand, each with how much of its pack was sold or taken back."""

import ibis
from ibis import ir

from jixiao.fund.records.declaration import RecordColumn, Unit, record
from jixiao.fund.records.proven import Grain
from jixiao.fund.records.refunds import PARTIAL


@record(
    title="追溯码扫码",
    grain=Grain("一次计入的扫码", "scan_id", "sold_at", "fixmedins_code"),
    of="TRACE_SCAN",
    kept="standing_trace_scans",
    adds={"packs": RecordColumn("售出的盒数，退货为负", Unit.NUMBER)},
)
def trace_scans(trace_scan: ir.Table, verdicts: ir.Table | None = None) -> ir.Table:
    """Return the scans, but those of settlements that were cancelled or replaced.

    A scan without a share is of a whole pack.
    """
    sold = trace_scan.pack_fraction.fill_null(1).cast("decimal(18, 4)")
    is_back = trace_scan.refund_flag.fill_null("0") == "1"
    rows = trace_scan.mutate(packs=ibis.ifelse(is_back, -sold, sold))
    if verdicts is None:
        return rows
    gone = verdicts.filter(verdicts.status != PARTIAL).select(of_setl="setl_id")
    return rows.anti_join(gone, rows.setl_id == gone.of_setl)
