"""计费日期不在住院期间。"""

import ibis
from ibis import ir

from jixiao.fund.audit import Grade, Subject, rule
from jixiao.fund.audit.shapes import marked_lines
from jixiao.fund.records import is_stay


@rule(
    code="CG10",
    title="计费日期不在住院期间",
    says="收费在住院期间以外 {below} 天，费用 {above:元}",
    grade=Grade.CERTAIN,
    basis="国家医保局智能监管“两库”框架体系：计费日期与住院时间不符",
    about=Subject.LINE,
    facts=("began", "ended"),
)
def outside_stay(audited_lines: ir.Table, *, before_days: int) -> ir.Table:
    """Return the lines of stays that were charged before they began or after they ended."""
    rows = audited_lines.filter(is_stay(audited_lines))
    day = rows.fee_ocur_time.date()
    early = rows.began.delta(day, unit="day") - before_days
    late = day.delta(rows.ended, unit="day")
    rows = rows.mutate(outside=ibis.greatest(early, late))
    out = rows.filter(rows.outside > 0)
    return marked_lines(out, below=out.outside)
