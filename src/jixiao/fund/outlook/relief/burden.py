"""What persons bore themselves: fees less all that the funds paid, over the months looked at."""

from ibis import ir


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
