"""药品禁忌症。"""

from ibis import ir

from jixiao.fund.audit import Grade, Subject, rule
from jixiao.fund.audit.shapes import listed, marked_lines


@rule(
    code="DR15",
    title="药品禁忌症",
    says="诊断里有禁忌症，费用 {above:元}",
    grade=Grade.SUSPECTED,
    basis="国家医保局智能监管“两库”框架体系：药品禁忌症",
    about=Subject.LINE,
    kinds=("药品禁忌症",),
)
def drug_against_diagnosis(
    audited_lines: ir.Table, coded_points: ir.Table, audited_diagnoses: ir.Table
) -> ir.Table:
    """Return the lines of items whose visit has a diagnosis that speaks against them."""
    said = listed(audited_lines, coded_points, "药品禁忌症")
    met = said.semi_join(
        audited_diagnoses,
        [
            said.setl_id == audited_diagnoses.setl_id,
            said.other == audited_diagnoses.diag_code,
        ],
    )
    return marked_lines(met.distinct(on="bkkp_sn"))
