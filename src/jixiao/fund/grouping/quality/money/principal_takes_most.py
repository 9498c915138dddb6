"""主要诊断可能选错。"""

import ibis
from ibis import ir

from jixiao.fund.grouping.quality import Severity, list_check
from jixiao.fund.records import proven


@list_check(
    code="QR01",
    title="主要诊断可能选错",
    says="另一个诊断作主要诊断时的次均费用是它的 {above} 倍（百分之几）",
    severity=Severity.LEAD,
    basis="医保结算清单质控；技术规范 3.0（征求意见稿）的及时、完整、准确",
)
def principal_takes_most(
    discharges: ir.Table,
    discharge_diagnoses: ir.Table,
    *,
    least_cases: int,
    times_percent: int,
) -> ir.Table:
    """Return the lists of which another diagnosis usually takes far more than the principal one."""
    coded = discharge_diagnoses.select("stay", "diag_code", "maindiag_flag")
    costs = discharges.select("setl_id", "medfee_sumamt")
    rows = coded.join(costs, coded.stay == costs.setl_id)
    main = rows.filter(rows.maindiag_flag == "1")
    usual = main.group_by("diag_code").aggregate(
        cases=main.count(), mean=main.medfee_sumamt.sum() // main.count()
    )
    usual = usual.filter(usual.cases >= least_cases).select(
        usual_of="diag_code", mean="mean"
    )
    priced = coded.join(usual, coded.diag_code == usual.usual_of)
    of_main = priced.filter(priced.maindiag_flag == "1")
    of_main = of_main.select(of_stay="stay", main_mean="mean")
    others = priced.filter(priced.maindiag_flag != "1")
    most = others.group_by("stay").aggregate(other_mean=others["mean"].max())
    both = most.join(of_main, most.stay == of_main.of_stay)
    times = both.mutate(times=both.other_mean * 100 // ibis.greatest(both.main_mean, 1))
    times = times.filter(times.times >= times_percent).select("stay", "times")
    wrong = discharges.join(times, discharges.setl_id == times.stay)

    return proven(
        wrong,
        key=wrong.setl_id,
        on=wrong.discharged_on,
        place=wrong.fixmedins_code,
        above=wrong.times,
        below=100,
    )
