"""有救助身份而没有参保的人。"""

from ibis import ir

from jixiao.fund.outlook.relief.burden import in_force_on_last_day
from jixiao.fund.outlook.rollcall import roll_call
from jixiao.fund.records import proven


@roll_call(
    code="RL03",
    title="有救助身份而没有参保的人",
    says="期末没有参保",
    to="参保科、民政部门",
    basis="国办发〔2021〕42号",
)
def not_insured(
    identity_spans: ir.Table, calendar: ir.Table, enrolments: ir.Table
) -> ir.Table:
    """Return the persons who hold an identity on the last day and are in no scheme."""
    held = in_force_on_last_day(identity_spans, calendar)
    rows = held.anti_join(enrolments, "psn_no")
    return proven(rows, key=rows.psn_no, on=rows.day, place=rows.identity)
