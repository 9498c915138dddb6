"""药占比过高。"""

import ibis
from ibis import ir

from jixiao.fund.audit import Grade, Subject, rule
from jixiao.fund.records import proven


@rule(
    code="IN01",
    title="药占比过高",
    says="{above:元}，占全部收费 {below:元}",
    grade=Grade.SUSPECTED,
    basis="框架体系：统计指标；比例取自公开的审核工具",
    about=Subject.INSTITUTION,
)
def drug_share(audited_lines: ir.Table, *, most_percent: int) -> ir.Table:
    """Return the institutions of which a kind of charges makes too large a share."""
    lines = audited_lines.filter(audited_lines.list_type.notnull())
    amount = lines.det_item_fee_sumamt
    charged = lines.group_by("fixmedins_code").aggregate(
        kind=ibis.ifelse(lines.list_type == "101", amount, 0).sum(), whole=amount.sum()
    )
    over = charged.filter(charged.kind * 100 > charged.whole * most_percent)
    return proven(
        over,
        key=over.fixmedins_code,
        on=None,
        place=over.fixmedins_code,
        above=over.kind,
        below=over.whole,
    )
