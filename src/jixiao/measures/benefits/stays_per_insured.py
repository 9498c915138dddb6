"""住院率：住院人次除以期末参保人数。"""

from ibis import ir

from jixiao.measures.declaration import ValueKind, measure
from jixiao.measures.grains import by_person, by_settlement, each_person
from jixiao.measures.scopes import of_codes


@measure(
    code="BE16",
    title="住院率",
    says="住院 {above} 人次，期末参保 {below} 人",
    kind=ValueKind.RATE,
    unit="%",
    better="lower",
    words=(
        "住院率",
        "住院 率 -政策 -报销 -支付 -救助 -结算 -自 -目录 -办理 -县 -占",
        "?参保|人员|年|居民|患者",
    ),
    of_persons=True,
    course="grows",
)
def stays_per_insured(
    inpatient_settlements: ir.Table, enrolments: ir.Table, *, scheme: str = ""
) -> ir.Table:
    """Return a row for each stay above, and one for each person enrolled at the end below."""
    stays = of_codes(inpatient_settlements, "insutype", "scheme", scheme or "基本医保")
    stays = stays.filter(~stays.midway)
    insured = each_person(
        of_codes(enrolments, "insutype", "scheme", scheme or "基本医保")
    )
    return by_settlement(stays, below=0).union(by_person(insured, above=0))
