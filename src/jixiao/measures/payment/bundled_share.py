"""透析病人包干结算率：有透析的人月里，按包干月结的。"""

import ibis
from ibis import ir

from jixiao.measures.declaration import ValueKind, measure
from jixiao.measures.grains import proven


@measure(
    code="PD09",
    title="透析病人包干结算率",
    says="有透析的 {below} 人次（一人一月），按包干结算 {above} 人次",
    kind=ValueKind.RATE,
    unit="%",
    words=(
        "透析|肾透析|血液透析|血透 包干 率|比例|占比 -金额 -人次",
        "透析|肾透析|血液透析|血透 包干 结算|付费 -金额|资金|费用 -人次|次数",
        "?病人|患者|肾透析|就医|结算|医保|管理|肾病|终末期|付费|包干",
    ),
    of_persons=True,
)
def bundled_share(
    bundle_sessions: ir.Table, bundle_persons: ir.Table | None = None
) -> ir.Table:
    """Return a row for each person and month with a session or a closed month; above where it was due.

    A month that nobody closed is one without bundled settlement.
    """
    months = _months(bundle_sessions, bundle_sessions.done_on, ibis.literal(0))
    if bundle_persons is not None:
        is_due = (bundle_persons.due > 0).cast("int64")
        months = months.union(_months(bundle_persons, bundle_persons.closed_on, is_due))
    months = months.group_by("psn_no", "month").aggregate(
        above=months.due.max(), place=months.place.min()
    )
    key = months.psn_no + "/" + months.month.strftime("%Y-%m")
    return proven(
        months, key=key, on=months.month, place=months.place, above=months.above
    )


def _months(rows: ir.Table, day: ir.Value, due: ir.Value) -> ir.Table:
    return rows.select(
        "psn_no",
        month=day.truncate("M").cast("date"),
        place=rows.fixmedins_code,
        due=due.cast("int64"),
    )
