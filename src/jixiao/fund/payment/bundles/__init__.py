"""Care paid by the bundle: contracts by the session or by the head, rosters, the month's close."""

from jixiao.fund.payment.bundles.bundle import (
    Contract,
    Mode,
    PersonMonth,
    Session,
    Span,
    price_month,
)
from jixiao.fund.payment.bundles.closing import CentreMonth, ClosedMonth, close_month
from jixiao.fund.payment.bundles.in_order import close_in_order
from jixiao.fund.payment.bundles.quality import CentreQuality, quality_of_centres

__all__ = [
    "CentreMonth",
    "CentreQuality",
    "ClosedMonth",
    "Contract",
    "Mode",
    "PersonMonth",
    "Session",
    "Span",
    "close_in_order",
    "close_month",
    "price_month",
    "quality_of_centres",
]
