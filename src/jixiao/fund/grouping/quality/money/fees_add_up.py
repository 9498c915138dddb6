"""费用明细合计与清单总额不符。"""

from ibis import ir

from jixiao.fund.grouping.quality import Severity, list_check
from jixiao.fund.records import proven


@list_check(
    code="QM01",
    title="费用明细合计与清单总额不符",
    says="总额 {below:元}，明细合计 {above:元}",
    severity=Severity.REFUSED,
    basis="医保结算清单质控；技术规范 3.0（征求意见稿）的及时、完整、准确",
)
def fees_add_up(
    discharges: ir.Table, fee_lines: ir.Table, *, tolerance_fen: int
) -> ir.Table:
    """Return the lists whose fee lines do not add up to their total; those without lines are not looked at."""
    summed = fee_lines.group_by("mdtrt_id").aggregate(
        charged=fee_lines.det_item_fee_sumamt.sum()
    )
    summed = summed.rename(visit="mdtrt_id")
    rows = discharges.join(summed, discharges.mdtrt_id == summed.visit)
    gap = (rows.charged - rows.medfee_sumamt).abs()
    wrong = rows.filter(gap > tolerance_fen)

    return proven(
        wrong,
        key=wrong.setl_id,
        on=wrong.discharged_on,
        place=wrong.fixmedins_code,
        above=wrong.charged,
        below=wrong.medfee_sumamt,
    )
