"""人均医疗费用：期内的医疗费除以期末参保人数。"""

from ibis import ir

from jixiao.measures.declaration import ValueKind, measure
from jixiao.measures.grains import by_settlement, each_person, insured_by_area
from jixiao.measures.scopes import of_codes

_NO_AREA = "没有写地区"


@measure(
    code="BE21",
    title="参保人员人均医疗费用",
    says="医疗费 {above:元}，期末参保 {below} 人",
    kind=ValueKind.MEAN,
    unit="元/人",
    better="lower",
    words=(
        "人均 医疗费用|医疗费|医药费 -住院 -门诊 -自付 -负担 -救助 -大病 -生育 -增 -降",
        "人均 医疗|医药 费用|费 -住院 -门诊 -自付 -负担 -救助 -大病 -生育 -增 -降 -补助",
        "?支出|费用支出|参保|人员|居民|职工|干部|离休|离休干部|年|每年",
    ),
    course="grows",
)
def cost_per_insured(
    settlements: ir.Table, enrolments: ir.Table, *, scheme: str = ""
) -> ir.Table:
    """Return a row for each settlement above, and one for each area below: how many are insured there."""
    paid = of_codes(settlements, "insutype", "scheme", scheme or "基本医保")
    heads = each_person(
        of_codes(enrolments, "insutype", "scheme", scheme or "基本医保")
    )
    return by_settlement(paid, above=paid.medfee_sumamt, below=0).union(
        insured_by_area(heads, _NO_AREA)
    )
