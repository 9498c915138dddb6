"""零星报销平均办理天数。"""

from ibis import ir

from jixiao.fund.records.working_days import with_span
from jixiao.measures.declaration import ValueKind, measure
from jixiao.measures.grains import by_claim
from jixiao.measures.scopes import of_codes


@measure(
    code="SE09",
    title="零星报销平均办理天数",
    says="办结 {below} 件，共 {above} 天",
    kind=ValueKind.MEAN,
    unit="天",
    better="lower",
    words=(
        "零星|手工|手工（零星）|零星（手工） 报销 时限|时间|天数|时长|周期|期限|用时",
        "医药费|医疗费|费用 报销 时间 @离休|零星|手工",
        "零星|手工|零星（手工） 报销|结算 办理|办结|审核|支付|拨付|完成 时间 -及时 -率",
        "零星|手工 费用|医疗费用|医疗费|医药费 报销 时间 -率",
        "?平均|离休干部|离休人员|干部|办理|办结|审核|拨付|支付|医疗|费用|医药费|医疗费用|待遇|手工|医保|零星|零散|结算|工作|费用报销|时间|结果",
    ),
)
def days_by_hand(
    manual_claims: ir.Table,
    working_days: ir.Table,
    *,
    scheme: str = "",
    days: str = "",
) -> ir.Table:
    """Return a row for each claim that is done, with the days it took; done on the day is no day."""
    rows = of_codes(manual_claims, "insutype", "scheme", scheme)
    rows = with_span(rows, "accepted_on", "done_on", working_days if days else None)
    return by_claim(rows, above=rows.span)
