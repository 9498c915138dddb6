"""Checks of identity at visits, by a face or by a card."""

from ibis import ir

from jixiao.fund.records.declaration import record
from jixiao.fund.records.periods import within
from jixiao.fund.records.proven import Grain
from jixiao.period import Period


@record(
    title="期内的身份核验",
    grain=Grain("一次身份核验", "check_no", "checked_at", "place"),
    of="FACE_CHECK",
)
def face_checks(face_check: ir.Table, period: Period) -> ir.Table:
    """Return the checks of the period, whatever came of them."""
    return within(face_check, "checked_at", period)
