"""有呼吸机小时没有呼吸机收费。"""

from ibis import ir

from jixiao.fund.grouping.quality import Severity, list_check
from jixiao.fund.grouping.quality.charged_care import not_charged


@list_check(
    code="QM05",
    title="有呼吸机小时没有呼吸机收费",
    says="清单写呼吸机 {above} 小时，费用明细里没有呼吸机收费",
    severity=Severity.WARNING,
    basis="医保结算清单质控；技术规范 3.0（征求意见稿）的及时、完整、准确",
)
def ventilation_is_charged(
    discharges: ir.Table, discharge_lists: ir.Table, fee_lines: ir.Table
) -> ir.Table:
    """Return the lists with hours of ventilation of which no line bears the name."""
    del discharge_lists  # without lists nobody says how long
    return not_charged(discharges, "ventilated", fee_lines, "ventilation")
