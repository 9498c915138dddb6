"""药品超限定适应症。"""

from ibis import ir

from jixiao.fund.audit import Grade, Subject, rule
from jixiao.fund.audit.shapes import listed, marked_lines


@rule(
    code="DR13",
    title="药品超限定适应症",
    says="诊断不在限定的适应症里，费用 {above:元}",
    grade=Grade.SUSPECTED,
    basis="国家医保局智能监管“两库”框架体系：药品限适应症",
    about=Subject.LINE,
    kinds=("药品限适应症",),
)
def drug_without_indication(
    audited_lines: ir.Table, coded_points: ir.Table, audited_diagnoses: ir.Table
) -> ir.Table:
    """Return the lines of items whose visit has none of the diagnoses they are for."""
    listed_lines = listed(audited_lines, coded_points, "药品限适应症")
    met = listed_lines.semi_join(
        audited_diagnoses,
        [
            listed_lines.setl_id == audited_diagnoses.setl_id,
            listed_lines.other == audited_diagnoses.diag_code,
        ],
    )
    stated = listed_lines.semi_join(audited_diagnoses, "setl_id").distinct(on="bkkp_sn")
    return marked_lines(stated.anti_join(met, "bkkp_sn"))
