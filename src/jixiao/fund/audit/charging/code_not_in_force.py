"""收费编码当天不在目录。"""

from datetime import date

from ibis import ir

from jixiao.fund.audit import Grade, Subject, rule
from jixiao.fund.audit.shapes import marked_lines

_NEVER = date(9999, 12, 31)


@rule(
    code="CG24",
    title="收费编码当天不在目录",
    says="编码在收费当天不在目录的有效期内，计入范围的费用 {above:元}",
    grade=Grade.SUSPECTED,
    basis="国家医保局智能监管“两库”框架体系：结算明细异常",
    about=Subject.LINE,
    facts=("inscp_amt",),
)
def code_not_in_force(audited_lines: ir.Table, catalogue: ir.Table) -> ir.Table:
    """Return the lines in scope whose code no period of the catalogue has on their day."""
    day = audited_lines.fee_ocur_time.date()
    rows = audited_lines.mutate(day=day).filter(audited_lines.inscp_amt > 0)
    periods = catalogue.select(
        listed_code="hilist_code",
        since="begndate",
        until=catalogue.enddate.fill_null(_NEVER),
    )
    out = rows.anti_join(
        periods,
        [
            rows.hilist_code == periods.listed_code,
            periods.since <= rows.day,
            periods.until >= rows.day,
        ],
    )
    return marked_lines(out, above=out.inscp_amt)
