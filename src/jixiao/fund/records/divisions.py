"""Divisions of a region, what money went through them, and what they report."""

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


@record(
    title="各地区指标完成情况",
    grain=Grain("一个地区一年的一项指标", "indicator", "year", "division"),
    of="DIVISION_RESULT",
)
def division_results(division_result: ir.Table) -> ir.Table:
    """Return what divisions reported of their indicators, of all years."""
    return division_result


@record(
    title="各地区人数指标的人员名单",
    grain=Grain("一个地区一年一项指标里的一个人", "psn_no", "year", "division"),
    of="DIVISION_PERSON",
)
def division_persons(division_person: ir.Table) -> ir.Table:
    """Return the persons whom divisions counted, of all years; one may stand in several."""
    return division_person
