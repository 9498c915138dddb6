"""透析病人包干结算人次：按包干月结过的。"""

from ibis import ir

from jixiao.measures.declaration import ValueKind, measure
from jixiao.measures.grains import proven


@measure(
    code="PD06",
    title="透析病人包干结算人次",
    says="包干月结 {above} 人次",
    kind=ValueKind.TOTAL,
    unit="人次",
    better="",
    words=(
        "透析|肾透析|血液透析|血透 包干 人次|次数 -金额 -率",
        "?病人|患者|肾透析|就医|结算|医保|管理|肾病|终末期",
    ),
    of_persons=True,
)
def bundled_persons(bundle_persons: ir.Table) -> ir.Table:
    """Return a row for each person whose month was closed at a centre."""
    return proven(
        bundle_persons,
        key=bundle_persons.psn_no,
        on=bundle_persons.closed_on,
        place=bundle_persons.fixmedins_code,
        above=1,
    )
