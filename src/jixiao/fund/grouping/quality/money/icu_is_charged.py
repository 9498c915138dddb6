"""有重症监护天数没有监护收费。"""

from ibis import ir

from jixiao.fund.grouping.quality import Severity, list_check
from jixiao.fund.grouping.quality.charged_care import not_charged


@list_check(
    code="QM04",
    title="有重症监护天数没有监护收费",
    says="清单写重症监护 {above} 天，费用明细里没有监护床位或重症监护收费",
    severity=Severity.WARNING,
    basis="医保结算清单质控；技术规范 3.0（征求意见稿）的及时、完整、准确",
)
def icu_is_charged(
    discharges: ir.Table, discharge_lists: ir.Table, fee_lines: ir.Table
) -> ir.Table:
    """Return the lists with days of intensive care of which no line bears the name."""
    del discharge_lists  # without lists nobody says how long
    return not_charged(discharges, "icu_days", fee_lines, "icu")
