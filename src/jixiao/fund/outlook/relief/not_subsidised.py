"""有救助身份、参加居民医保而没有资助的人。"""

from ibis import ir

from jixiao.fund.outlook.relief.burden import in_force_on_last_day
from jixiao.fund.outlook.rollcall import roll_call
from jixiao.fund.records import proven

_RESIDENT = "390"


@roll_call(
    code="RL04",
    title="有救助身份、参加居民医保而没有资助的人",
    says="个人缴费 {above:元}，资助 0.00 元",
    to="参保科、财政部门",
    basis="国办发〔2021〕42号",
)
def not_subsidised(
    identity_spans: ir.Table, calendar: ir.Table, enrolments: ir.Table
) -> ir.Table:
    """Return the persons who held an identity when their enrolment began, and got no subsidy.

    An identity that came later entitles to the next year's subsidy.
    """
    held = in_force_on_last_day(identity_spans, calendar)
    residents = enrolments.filter(enrolments.insutype == _RESIDENT)
    rows = residents.join(held, "psn_no", rname="{name}_held")
    begun = rows.paid_on.fill_null(rows.begndate)
    rows = rows.filter(rows.subsidy.fill_null(0) <= 0, rows.since_held <= begun)
    return proven(
        rows,
        key=rows.psn_no,
        on=rows.day,
        place=rows.identity,
        above=rows.clct_paymt.fill_null(0),
    )
