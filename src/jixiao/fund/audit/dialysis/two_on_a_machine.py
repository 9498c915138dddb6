"""一台机器同时两个人。"""

from ibis import ir

from jixiao.fund.audit import Grade, Subject, rule
from jixiao.fund.records import proven


@rule(
    code="DY03",
    title="一台机器同时两个人",
    says="上机时同一台机器上还有 {below} 个人",
    grade=Grade.SUSPECTED,
    basis="2024年医保基金违法违规问题清单：血液净化",
    about=Subject.SESSION,
)
def two_on_a_machine(bundle_sessions: ir.Table) -> ir.Table:
    """Return the sessions that begin while another person is on the same machine."""
    rows = bundle_sessions.filter(bundle_sessions.machine_no.nullif("").notnull())
    others = rows.select(
        "fixmedins_code", "machine_no", other="psn_no", other_no="session_no",
        other_begun="begntime", other_ended="endtime",
    )  # fmt: skip
    met = rows.join(others, ["fixmedins_code", "machine_no"])
    begins_later = (met.other_begun < met.begntime) | (
        (met.other_begun == met.begntime) & (met.other_no < met.session_no)
    )
    met = met.filter(
        met.other != met.psn_no, begins_later, met.other_ended > met.begntime
    )
    counted = met.group_by("session_no", "done_on", "fixmedins_code").aggregate(
        persons=met.other.nunique()
    )
    return proven(
        counted,
        key=counted.session_no,
        on=counted.done_on,
        place=counted.fixmedins_code,
        below=counted.persons,
    )
