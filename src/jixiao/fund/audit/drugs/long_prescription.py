"""门诊开药超过长期处方天数。"""

from ibis import ir

from jixiao.fund.audit import Grade, Subject, rule
from jixiao.fund.audit.shapes import marked_lines
from jixiao.fund.records import is_stay


@rule(
    code="DR26",
    title="门诊开药超过长期处方天数",
    says="门诊一次开药 {below} 天，费用 {above:元}",
    grade=Grade.SUSPECTED,
    basis="国卫办医发〔2021〕17号：长期处方最长不超过十二周",
    about=Subject.LINE,
    facts=("list_type", "prd_days"),
)
def long_prescription(audited_lines: ir.Table, *, most_days: int) -> ir.Table:
    """Return the outpatient lines of drugs for more days than the longest prescription."""
    drugs = audited_lines.filter(
        audited_lines.list_type == "101", ~is_stay(audited_lines)
    )
    over = drugs.filter(drugs.prd_days > most_days)
    return marked_lines(over, below=over.prd_days)
