"""一张清单把同一诊断写了两次。"""

from ibis import ir

from jixiao.fund.grouping.quality import Severity, list_check
from jixiao.fund.records import proven


@list_check(
    code="QC05",
    title="同一诊断重复",
    says="重复的诊断 {above} 个",
    severity=Severity.WARNING,
    basis="医保结算清单质控；技术规范 3.0（征求意见稿）的及时、完整、准确",
)
def diagnoses_once(discharges: ir.Table, listed_diagnoses: ir.Table) -> ir.Table:
    """Return the lists that name a western diagnosis more than once."""
    of_code = listed_diagnoses.group_by("setl_id", "diag_code")
    named = of_code.aggregate(times=listed_diagnoses.count())
    again = named.filter(named.times > 1)
    counted = again.group_by("setl_id").aggregate(again=(again.times - 1).sum())
    counted = counted.rename(of_list="setl_id")
    wrong = discharges.join(counted, discharges.setl_id == counted.of_list)

    return proven(
        wrong,
        key=wrong.setl_id,
        on=wrong.discharged_on,
        place=wrong.fixmedins_code,
        above=wrong.again.cast("int64"),
        below=1,
    )
