"""同一时间重复记账。"""

import ibis
from ibis import ir

from jixiao.fund.audit import Grade, Subject, rule
from jixiao.fund.audit.shapes import marked_lines


@rule(
    code="CG02",
    title="同一时间重复记账",
    says="同一分钟同一项目记了 {below} 笔，多出的费用 {above:元}",
    grade=Grade.SUSPECTED,
    basis="国务院令第735号 第三十八条",
    about=Subject.LINE,
)
def charged_twice(audited_lines: ir.Table) -> ir.Table:
    """Return the lines that repeat another of the same visit, item, minute, count and price."""
    rows = audited_lines.mutate(minute=audited_lines.fee_ocur_time.truncate("m"))
    rows = _perhaps_alike(rows)
    same = ["psn_no", "mdtrt_id", "hilist_code", "minute", "cnt", "pric"]
    in_order = ibis.window(group_by=same, order_by="bkkp_sn")
    rows = rows.mutate(nth=ibis.row_number().over(in_order) + 1)
    again = rows.filter(rows.nth > 1)
    return marked_lines(again, below=again.nth)


def _perhaps_alike(rows: ir.Table) -> ir.Table:
    """Leave out the lines of which a digest alone tells that no other is alike: nearly all of them."""
    digest = rows.mdtrt_id.hash() ^ rows.hilist_code.hash() ^ rows.minute.hash()
    rows = rows.mutate(digest=digest)
    counted = rows.group_by("digest").aggregate(lines=rows.count())
    return rows.semi_join(counted.filter(counted.lines > 1), "digest")
