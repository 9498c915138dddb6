"""重症监护天数多于住院天数。"""

from ibis import ir

from jixiao.fund.grouping.quality import Severity, list_check
from jixiao.fund.records import proven


@list_check(
    code="QS04",
    title="重症监护或呼吸机时间多于住院时间",
    says="重症监护 {above} 天，住院 {below} 天；或呼吸机小时多于住院天数的 24 倍",
    severity=Severity.WARNING,
    basis="医保结算清单质控；技术规范 3.0（征求意见稿）的及时、完整、准确",
)
def care_within_the_stay(discharges: ir.Table, discharge_lists: ir.Table) -> ir.Table:
    """Return the lists with more days of intensive care, or hours of ventilation, than the stay has.

    The day of admission and that of discharge may both be counted, so a stay has a day more.
    """
    del discharge_lists  # without lists nobody says how long
    days = discharges.days + 1
    longer = (discharges.icu_days > days) | (discharges.ventilated > days * 24)
    wrong = discharges.filter(longer)

    return proven(
        wrong,
        key=wrong.setl_id,
        on=wrong.discharged_on,
        place=wrong.fixmedins_code,
        above=wrong.icu_days.fill_null(0),
        below=wrong.days,
    )
