"""透析记录不全。"""

import ibis
from ibis import ir

from jixiao.fund.audit import Grade, Subject, rule
from jixiao.fund.records import proven


@rule(
    code="DY02",
    title="透析记录不全",
    says="没有写责任人员，或没有写上下机时间，或下机不晚于上机（{below} 项）",
    grade=Grade.SUSPECTED,
    basis="2024年医保基金违法违规问题清单：血液净化",
    about=Subject.SESSION,
)
def session_without_record(bundle_sessions: ir.Table) -> ir.Table:
    """Return the sessions without who did them, or without times in their order."""
    rows = bundle_sessions
    no_staff = rows.staff_code.nullif("").isnull()
    no_times = rows.begntime.isnull() | rows.endtime.isnull()
    in_disorder = (rows.endtime <= rows.begntime).fill_null(False)
    lacks = [flag.cast("int64") for flag in (no_staff, no_times, in_disorder)]
    rows = rows.mutate(lacks=lacks[0] + lacks[1] + lacks[2])
    lacking = rows.filter(rows.lacks > 0)
    return proven(
        lacking,
        key=lacking.session_no,
        on=lacking.done_on,
        place=lacking.fixmedins_code,
        above=ibis.literal(1),
        below=lacking.lacks,
    )
