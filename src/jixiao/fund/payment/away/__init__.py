"""Care away from home: shares and flows, monthly clearing, advances, claims by hand, disputes."""

from jixiao.fund.payment.away.advances import AdvanceLedger, advance_ledgers
from jixiao.fund.payment.away.case_mix import CaseMix, case_mix
from jixiao.fund.payment.away.clearing import Clearing, clear_month
from jixiao.fund.payment.away.flows import FlowCell, FlowMatrix, flows
from jixiao.fund.payment.away.manual_desk import Desk, manual_desk
from jixiao.fund.payment.away.shares import CareAway, care_away

__all__ = [
    "AdvanceLedger",
    "CareAway",
    "CaseMix",
    "Clearing",
    "Desk",
    "FlowCell",
    "FlowMatrix",
    "advance_ledgers",
    "care_away",
    "case_mix",
    "clear_month",
    "flows",
    "manual_desk",
]
