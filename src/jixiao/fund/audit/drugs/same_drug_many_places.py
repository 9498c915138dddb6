"""跨机构重复配药。"""

from ibis import ir

from jixiao.fund.audit import Grade, Subject, rule
from jixiao.fund.audit.shapes import marked_lines
from jixiao.fund.records import is_stay


@rule(
    code="DR18",
    title="跨机构重复配药",
    says="半年里在 {below} 家机构配同一种药",
    grade=Grade.SUSPECTED,
    basis="公开审核工具的规则；家数没有统一规定",
    about=Subject.LINE,
    facts=("list_type",),
    of_order=False,
)
def same_drug_many_places(audited_lines: ir.Table, *, least_places: int) -> ir.Table:
    """Return the lines of a drug that a person gets at many institutions within half a year."""
    rows = audited_lines.filter(
        audited_lines.list_type == "101", ~is_stay(audited_lines)
    )
    in_half_year = ["psn_no", "hilist_code", "year", "half"]
    rows = rows.mutate(
        year=rows.fee_ocur_time.year(), half=(rows.fee_ocur_time.quarter() + 1) // 2
    )
    counted = rows.group_by(in_half_year).aggregate(
        places=rows.fixmedins_code.nunique()
    )
    many = counted.filter(counted.places >= least_places)
    met = rows.join(many, in_half_year)
    return marked_lines(met, below=met.places)
