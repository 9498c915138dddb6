"""加收多过主项。"""

import ibis
from ibis import ir

from jixiao.fund.audit import Grade, Subject, rule
from jixiao.fund.audit.shapes import beyond, listed, marked_lines


@rule(
    code="CG22",
    title="加收多过主项",
    says="加收项目比主项多收，费用 {above:元}",
    grade=Grade.SUSPECTED,
    basis="公开审核工具的加收规则；国务院令第735号 第三十八条",
    about=Subject.LINE,
    kinds=("加收项目",),
    of_order=False,
)
def addition_without_main(audited_lines: ir.Table, coded_points: ir.Table) -> ir.Table:
    """Return the lines of additions beyond `most` times the count of their main items in the visit.

    Of several points of an addition the mains count together; the first line is the first to stay.
    """
    listed_lines = listed(audited_lines, coded_points, "加收项目").distinct(
        on="bkkp_sn"
    )
    mains = listed(audited_lines, coded_points, "加收项目").select(
        "hilist_code", "other", "psn_no", "mdtrt_id"
    )
    lines = audited_lines.select("psn_no", "mdtrt_id", "cnt", of_code="hilist_code")
    met = mains.distinct().join(lines, ["psn_no", "mdtrt_id"])
    met = met.filter(met.other == met.of_code)
    by = ["hilist_code", "psn_no", "mdtrt_id"]
    counted = met.group_by(by).aggregate(mains=met.cnt.sum())
    so_far = ibis.window(
        group_by=by, order_by=["fee_ocur_time", "bkkp_sn"], preceding=None, following=0
    )
    listed_lines = listed_lines.mutate(reached=listed_lines.cnt.sum().over(so_far))
    rows = listed_lines.left_join(counted, by, rname="{name}_main")
    rows = rows.mutate(most=rows.mains.fill_null(0) * rows.most.fill_null(1))
    over = beyond(rows)
    return marked_lines(over, above=over.excess)
