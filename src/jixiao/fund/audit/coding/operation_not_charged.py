"""有手术编码没有手术收费。"""

from ibis import ir

from jixiao.fund.audit import Grade, rule
from jixiao.fund.records import proven

_PROCEDURES = ("03", "05", "06")
"""Kinds of charges of examinations, treatments and operations."""


@rule(
    code="CD09",
    title="有手术编码没有手术收费",
    says="清单有 {below} 个手术操作，收费里没有手术、治疗、检查费",
    grade=Grade.SUSPECTED,
    basis="国家医保局智能监管“两库”框架体系：手术操作编码异常",
    of_order=False,
)
def operation_not_charged(
    audited_operations: ir.Table, audited_lines: ir.Table
) -> ir.Table:
    """Return the settlements with coded operations and lines, none of which is of any procedure.

    Lines that do not say what they are leave a settlement unasked.
    """
    counted = audited_operations.group_by("setl_id").aggregate(
        operations=audited_operations.count(),
        ended=audited_operations.ended.max(),
        place=audited_operations.fixmedins_code.max(),
    )
    kind = audited_lines.med_chrgitm_type
    procedures = (kind.isin(_PROCEDURES) | kind.isnull()).sum()
    charged = audited_lines.group_by("setl_id").aggregate(procedures=procedures)
    rows = counted.join(charged.filter(charged.procedures == 0), "setl_id")
    return proven(
        rows,
        key=rows.setl_id,
        on=rows.ended,
        place=rows.place,
        above=0,
        below=rows.operations,
    )
