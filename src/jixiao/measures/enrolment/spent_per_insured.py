"""人均补助或经费：项目当期支付除以期末参保人数。"""

from ibis import ir

from jixiao.measures.declaration import ValueKind, measure
from jixiao.measures.grains import by_payment, each_person, insured_by_area
from jixiao.measures.scopes import of_codes, of_project

_NO_AREA = "没有写参保地区"


@measure(
    code="EN07",
    title="参保人员人均补助（经费）",
    says="支付 {above:元}，期末参保 {below} 人",
    kind=ValueKind.MEAN,
    unit="元/人",
    better="",
    words=(
        "补助 标准 每人|人均",
        "每人每年 补助|经费|标准",
        "人均 补助|经费|财政补助",
        "经费 人均 支出|补助|标准",
        "每人 补助 标准",
        "财政 补助|补贴 标准 -总",
        "人均|每人 财政补助|补助|补贴|政府补助 标准|水平|金额|额",
        "财政|政府 补助 水平|人均",
        "财政|政府 人均 补助|补贴",
        "财政|政府 补助|补贴|补助资金 标准 -总 -差 -增",
        "财政|政府 人均|每人 配套|配套补助|补助 标准|水平|金额",
        "?对|由|各级|县区|人均补助|县级|市级|省级|中央|财政|政府|补助|标准|参保|人员|居民|参保居民|年|每人每年|配套|工作|城乡|水平|金额|额|人年|元|政府补助|人/年|人|配套补助",
    ),
    course="grows",
)
def spent_per_insured(
    payments: ir.Table, enrolments: ir.Table, *, project: str, scheme: str = ""
) -> ir.Table:
    """Return a row for each payment above, and one for each area below: how many are insured there."""
    paid = of_project(payments, project)
    heads = each_person(of_codes(enrolments, "insutype", "scheme", scheme))
    # Where the project paid nothing, or is not known, there is nothing to divide.
    heads = heads.cross_join(paid.limit(1).select(any_payment="payment_no"))
    return by_payment(paid, above=paid.amount, below=0).union(
        insured_by_area(heads, _NO_AREA)
    )
