"""主项或关联项缺失。"""

from ibis import ir

from jixiao.fund.audit import Grade, Subject, rule
from jixiao.fund.audit.shapes import as_others, listed, marked_lines


@rule(
    code="IT10",
    title="主项或关联项缺失",
    says="同一次就诊里没有应有的关联项，费用 {above:元}",
    grade=Grade.SUSPECTED,
    basis="公开审核工具的关联规则；国家医保局智能监管“两库”框架体系：项目与耗材不符",
    about=Subject.LINE,
    kinds=("关联项目缺失",),
    of_order=False,
)
def item_missing_companion(audited_lines: ir.Table, coded_points: ir.Table) -> ir.Table:
    """Return the lines of items without any of those that must stand beside them in the visit."""
    listed_lines = listed(audited_lines, coded_points, "关联项目缺失")
    there = as_others(audited_lines)
    met = listed_lines.semi_join(
        there,
        [
            listed_lines.mdtrt_id == there.other_visit,
            listed_lines.other == there.other_code,
        ],
    )
    return marked_lines(listed_lines.distinct(on="bkkp_sn").anti_join(met, "bkkp_sn"))
