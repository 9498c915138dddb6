"""透析次数和透析器数不符。"""

from ibis import ir

from jixiao.fund.audit import Grade, Subject, rule
from jixiao.fund.records import proven

_BY_BLOOD = ("1", "3")
_DIALYSER = "1"


@rule(
    code="DY05",
    title="透析次数和透析器数不符",
    says="一个月透析 {above} 次，收了 {below} 套透析器",
    grade=Grade.SUSPECTED,
    basis="2024年医保基金违法违规问题清单：血液净化",
    about=Subject.SESSION,
)
def sets_unlike_sessions(
    bundle_sessions: ir.Table, lines_on_roster: ir.Table, bundle_items: ir.Table
) -> ir.Table:
    """Return the last session of each person's month whose sessions are not as many as dialysers.

    A month without one charged dialyser says nothing: its bills may not be there.
    """
    of_blood = bundle_sessions.filter(bundle_sessions.dial_type.isin(_BY_BLOOD))
    keys = {"month": of_blood.done_on.truncate("M").cast("date")}
    done = of_blood.group_by("psn_no", "fixmedins_code", **keys).aggregate(
        sessions=of_blood.count(), last=of_blood.session_no.max()
    )
    dialysers = bundle_items.filter(bundle_items.item_use == _DIALYSER)
    lines = lines_on_roster.semi_join(dialysers, "hilist_code")
    charged = lines.group_by(
        "psn_no", "fixmedins_code", month=lines.charged_on.truncate("M").cast("date")
    ).aggregate(sets=lines.cnt.sum().cast("int64"))
    rows = done.join(charged, ["psn_no", "fixmedins_code", "month"])
    unlike = rows.filter(rows.sessions != rows.sets, rows.sets > 0)
    return proven(
        unlike,
        key=unlike.last,
        on=unlike.month,
        place=unlike.fixmedins_code,
        above=unlike.sessions,
        below=unlike.sets,
    )
