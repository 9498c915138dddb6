"""透析检验做得过密。"""

import ibis
from ibis import ir

from jixiao.fund.audit import Grade, Subject, rule
from jixiao.fund.records import proven

_CHRONIC = "14"


@rule(
    code="DY06",
    title="透析检验做得过密",
    says="隔 {below} 天又查一次，涉及费用 {above:元}",
    grade=Grade.SUSPECTED,
    basis="一省血液透析专项检查的检验频次",
    about=Subject.LINE,
)
def assay_too_soon(
    lines_on_roster: ir.Table, bundle_items: ir.Table, *, early_days: int
) -> ir.Table:
    """Return the tests done again before the months between two have passed.

    Some days early are let pass, and so is what was not done under the chronic disease: an
    emergency or a stay has its own reason.
    """
    tests = bundle_items.filter(bundle_items.every_months > 0)
    tests = tests.group_by("hilist_code").aggregate(months=tests.every_months.min())
    rows = lines_on_roster.filter(lines_on_roster.med_type.startswith(_CHRONIC))
    rows = rows.join(tests, "hilist_code")
    in_order = ibis.window(
        group_by=["psn_no", "hilist_code"], order_by=["charged_on", "bkkp_sn"]
    )
    rows = rows.mutate(before=rows.charged_on.lag().over(in_order))
    rows = rows.mutate(gap=rows.charged_on.delta(rows.before, unit="day"))
    least = rows.months.cast("int64") * 30 - early_days
    soon = rows.filter(rows.gap > 0, rows.gap < least)
    return proven(
        soon,
        key=soon.bkkp_sn,
        on=soon.charged_on,
        place=soon.fixmedins_code,
        above=soon.det_item_fee_sumamt,
        below=soon.gap,
    )
