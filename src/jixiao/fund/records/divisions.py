"""Divisions of a region, and what money went through them."""

from ibis import ir

from jixiao.fund.records.declaration import record
from jixiao.fund.records.periods import within
from jixiao.fund.records.proven import Grain
from jixiao.period import Period


@record(
    title="医保区划",
    grain=Grain("一个区划代码的一段有效期", "division", "begins_on"),
    of="DIVISION",
)
def divisions(division: ir.Table) -> ir.Table:
    """Return all divisions that were ever in use."""
    return division


@record(
    title="转移支付资金流转",
    grain=Grain("一个地区账上的一笔", "transfer_no", "happened_on", "division"),
    of="TRANSFER",
)
def transfers(transfer: ir.Table, period: Period | None = None) -> ir.Table:
    """Return what divisions booked in the period, or ever: of both sides of a document."""
    return within(transfer, "happened_on", period)
