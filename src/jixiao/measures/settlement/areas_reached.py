"""直接结算统筹地区覆盖率：参保的统筹地区（区划前四位）里，有人异地直接结算过的。"""

from ibis import ir

from jixiao.measures.declaration import ValueKind, measure
from jixiao.measures.grains import by_area
from jixiao.measures.scopes import of_away, of_care


@measure(
    code="SE03",
    title="异地直接结算统筹地区覆盖率",
    says="参保的统筹地区 {below} 个，有异地直接结算的 {above} 个",
    kind=ValueKind.RATE,
    unit="%",
    words=(
        "异地|跨省 直接结算|联网结算 地区|统筹区|统筹地区 覆盖率|覆盖面|全覆盖|覆盖",
        "异地|跨省 直接结算|联网结算 覆盖率|覆盖面|全覆盖",
        "异地|跨省 直接结算|联网结算 县域|县区|县市区|县 覆盖率|覆盖面|全覆盖 -机构",
        "异地|跨省 直接结算|联网结算 地区|统筹区|统筹地区|县区 率 -机构",
        "?就医|费用|医疗费用|统筹|异地|住院|门诊|实现|直接|县域|每个县|开通|的|慢特病",
    ),
)
def areas_reached(
    settlements: ir.Table, enrolments: ir.Table, *, away: str = "", care: str = ""
) -> ir.Table:
    """Return a row for each pooling area, on the day of its first direct settlement."""
    rows = of_care(of_away(settlements, away), care)
    return by_area(enrolments, rows.filter(rows.direct))
