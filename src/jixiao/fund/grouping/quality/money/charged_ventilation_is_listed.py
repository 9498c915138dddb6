"""收了呼吸机的费，清单没有写小时。"""

from ibis import ir

from jixiao.fund.grouping.quality import Severity, list_check
from jixiao.fund.grouping.quality.charged_care import charged_for
from jixiao.fund.records import proven


@list_check(
    code="QM06",
    title="收了呼吸机的费清单没有写小时",
    says="呼吸机收费 {above:元}，清单没有写使用小时，入组时看不到",
    severity=Severity.WARNING,
    basis="医保结算清单质控；技术规范 3.0（征求意见稿）的及时、完整、准确",
)
def charged_ventilation_is_listed(
    discharges: ir.Table, discharge_lists: ir.Table, fee_lines: ir.Table
) -> ir.Table:
    """Return the lists without hours of ventilation whose visit was charged for it."""
    del discharge_lists  # without lists nobody says how long
    silent = discharges.filter(discharges.ventilated.fill_null(0) == 0)
    charged = charged_for(fee_lines, "ventilation")
    charged = charged.filter(charged.charged > 0)
    wrong = silent.join(charged, silent.mdtrt_id == charged.charged_visit)

    return proven(
        wrong,
        key=wrong.setl_id,
        on=wrong.discharged_on,
        place=wrong.fixmedins_code,
        above=wrong.charged,
        below=0,
    )
