"""透析检验该查没有查。"""

import ibis
from ibis import ir

from jixiao.fund.audit import Grade, Subject, rule
from jixiao.fund.records import proven


@rule(
    code="DY07",
    title="透析检验该查没有查",
    says="有 {above} 项检验超过间隔没有查，最久的 {below} 天",
    grade=Grade.SUSPECTED,
    basis="一省血液透析专项检查的检验频次",
    about=Subject.SESSION,
)
def assay_overdue(
    bundle_sessions: ir.Table,
    bundle_roster: ir.Table,
    bundle_contracts: ir.Table,
    lines_on_roster: ir.Table,
    bundle_items: ir.Table,
    *,
    late_days: int,
) -> ir.Table:
    """Return the last sessions of persons whose tests were due before, counted from the last test.

    From the day on which the centre took the person in where there was none. A lead to quality, and
    about no money.
    """
    tests = bundle_items.filter(bundle_items.every_months > 0)
    centres = bundle_contracts.select("contract_no", "fixmedins_code", "dial_type")
    tests = tests.join(centres, "contract_no").select(
        "fixmedins_code", "dial_type", test="hilist_code", months="every_months"
    )
    last = bundle_sessions.group_by("psn_no", "fixmedins_code", "dial_type").aggregate(
        seen=bundle_sessions.done_on.max(), session=bundle_sessions.session_no.max()
    )
    taken_in = bundle_roster.group_by(
        "psn_no", "fixmedins_code", "dial_type"
    ).aggregate(since=bundle_roster.begndate.min())
    rows = last.join(taken_in, ["psn_no", "fixmedins_code", "dial_type"])
    rows = rows.join(tests, ["fixmedins_code", "dial_type"])
    done = lines_on_roster.group_by("psn_no", test="hilist_code").aggregate(
        done=lines_on_roster.charged_on.max()
    )
    rows = rows.left_join(done, ["psn_no", "test"], rname="{name}_done")
    counted_from = ibis.greatest(rows.done.fill_null(rows.since), rows.since)
    rows = rows.mutate(waited=rows.seen.delta(counted_from, unit="day"))
    late = rows.filter(rows.waited > rows.months.cast("int64") * 30 + late_days)
    persons = late.group_by("psn_no", "fixmedins_code").aggregate(
        session=late.session.max(),
        tests=late.test.nunique(),
        waited=late.waited.max(),
        seen=late.seen.max(),
    )
    return proven(
        persons,
        key=persons.session,
        on=persons.seen,
        place=persons.fixmedins_code,
        above=persons.tests,
        below=persons.waited,
    )
