"""在别处住院时透析。"""

from ibis import ir

from jixiao.fund.audit import Grade, Subject, rule
from jixiao.fund.records import proven


@rule(
    code="DY04",
    title="在别处住院时透析",
    says="透析那天正在另一家机构住院，是住院的第 {below} 天",
    grade=Grade.SUSPECTED,
    basis="2024年医保基金违法违规问题清单：血液净化",
    about=Subject.SESSION,
)
def session_during_stay(
    bundle_sessions: ir.Table, stays_on_roster: ir.Table
) -> ir.Table:
    """Return the sessions on inner days of a stay of the same person at another institution."""
    stays = stays_on_roster.select(
        "psn_no", "began", "ended", stay_at="fixmedins_code", stay="mdtrt_id"
    )
    met = bundle_sessions.join(stays, "psn_no")
    met = met.filter(
        met.stay_at != met.fixmedins_code,
        met.done_on > met.began,
        (met.done_on < met.ended).fill_null(True),
    )
    nth = met.done_on.delta(met.began, unit="day") + 1
    first = met.group_by("session_no", "done_on", "fixmedins_code").aggregate(
        nth=nth.max()
    )
    return proven(
        first,
        key=first.session_no,
        on=first.done_on,
        place=first.fixmedins_code,
        below=first.nth,
    )
