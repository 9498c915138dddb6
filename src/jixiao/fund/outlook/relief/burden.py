"""What persons bore themselves: fees less all that the funds paid, over the months looked at."""

from typing import NamedTuple

import ibis
from ibis import ir

from jixiao.entry import Number

_DESTITUTE, _ALLOWANCE, _MARGINAL = "7131", "7019", "7201"


class BurdenLines(NamedTuple):
    """The lines of a year's burden, in yuan, by kind of person; `assisted` of any other identity."""

    general: Number
    assisted: Number
    destitute: Number
    allowance: Number
    marginal: Number

    def of(self, identity: ir.StringValue) -> ir.IntegerValue:
        """Return the line, in fen, of whoever holds an identity; the general one without any."""
        return ibis.cases(
            (identity.isnull(), _fen(self.general)),
            (identity == _DESTITUTE, _fen(self.destitute)),
            (identity == _ALLOWANCE, _fen(self.allowance)),
            (identity == _MARGINAL, _fen(self.marginal)),
            else_=_fen(self.assisted),
        )


def _fen(yuan: Number) -> ir.IntegerScalar:
    return ibis.literal(int(yuan * 100), "int64")


def burdens(settlements: ir.Table, persons: ir.Table) -> ir.Table:
    """Return what each person bore in all schemes, with household and identity on the last day.

    Whoever stands in no register has neither; refunds have been taken off their settlements.
    """
    borne = settlements.group_by("psn_no").aggregate(
        fees=settlements.medfee_sumamt.sum(),
        fund=settlements.fund_pay_sumamt.sum(),
        last=settlements.setl_time.max().cast("date"),
    )
    borne = borne.mutate(borne=(borne.fees - borne.fund).cast("int64"))
    known = persons.group_by("psn_no").aggregate(
        identity=persons.psn_idet_type.min(), household_no=persons.household_no.min()
    )
    joined = borne.left_join(known, "psn_no")
    return joined.select("psn_no", "borne", "last", "identity", "household_no")


def in_force_on_last_day(identity_spans: ir.Table, calendar: ir.Table) -> ir.Table:
    """Return the assisted persons of the period's last day: number, first identity, its first day."""
    last = calendar.aggregate(day=calendar.day.max())
    rows = identity_spans.cross_join(last)
    ends = rows.endtime.isnull() | (rows.endtime >= rows.day)
    held = rows.filter(rows.begntime <= rows.day, ends)
    return held.group_by("psn_no").aggregate(
        identity=held.psn_idet_type.min(),
        since=held.begntime.min(),
        day=held.day.max(),
    )
