"""“一站式”结算覆盖地区：参保的统筹地区（区划前四位）里，有人一站式结算过的。"""

from ibis import ir

from jixiao.measures.declaration import ValueKind, measure
from jixiao.measures.grains import by_area


@measure(
    code="SE07",
    title="“一站式”结算地区覆盖率",
    says="参保的统筹地区 {below} 个，有一站式结算的 {above} 个",
    kind=ValueKind.RATE,
    unit="%",
    words=(
        "一站式 结算 覆盖 地区|统筹区",
        "一站式 地区|统筹区 覆盖",
        "一站式 结算 覆盖率|覆盖面|全覆盖",
        "一站式 结算 地区|统筹地区|县区|县市区|统筹区 覆盖|覆盖率|覆盖面",
        "?即时|覆盖|率|统筹|统筹地区|地区|医疗救助|即时结算|直接|信息|服务|实现|困难群众|面|比例",
    ),
)
def areas_one_stop(settlements: ir.Table, enrolments: ir.Table) -> ir.Table:
    """Return a row for each pooling area, on the day of its first one-stop settlement.

    One-stop: more than the basic layer paid, at the counter.
    """
    paid = settlements.hifmi_pay + settlements.hifob_pay + settlements.maf_pay
    return by_area(enrolments, settlements.filter(paid > 0, settlements.direct))
