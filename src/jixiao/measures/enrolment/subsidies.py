"""资助参保金额：当期参保得到的资助之和。"""

from ibis import ir

from jixiao.measures.declaration import ValueKind, measure
from jixiao.measures.grains import by_person
from jixiao.measures.scopes import of_codes, of_subsidised


@measure(
    code="EN10",
    title="资助参保金额",
    says="资助参保 {above:元}",
    kind=ValueKind.TOTAL,
    unit="元",
    better="",
    words=("资助 参保 金额|资金|支出", "参保 资助|代缴 金额|资金|支出"),
    of_persons=True,
    course="stands",
)
def subsidies(enrolled_in_period: ir.Table, *, scheme: str = "") -> ir.Table:
    """Return a row for each enrolment that was subsidised."""
    rows = of_subsidised(of_codes(enrolled_in_period, "insutype", "scheme", scheme))
    return by_person(rows, above=rows.subsidy)
