"""“一站式”结算覆盖地区：参保的统筹地区（区划前四位）里，有人一站式结算过的。"""

from ibis import ir

from jixiao.measures.declaration import Kind, measure, proven


@measure(
    code="SE07",
    title="“一站式”结算地区覆盖率",
    says="参保的统筹地区 {below} 个，有一站式结算的 {above} 个",
    kind=Kind.RATE,
    unit="%",
    words=(
        "一站式 结算 覆盖 地区|统筹区",
        "一站式 地区|统筹区 覆盖",
        "一站式 结算 覆盖率|覆盖面|全覆盖",
    ),
)
def areas_one_stop(settlements: ir.Table, enrolments: ir.Table) -> ir.Table:
    """Give a row for each pooling area, on the day of its first one-stop settlement.

    One-stop: more than the basic layer paid, at the counter.
    """
    areas = enrolments.filter(enrolments.insu_admdvs.notnull())
    areas = areas.group_by(area=areas.insu_admdvs.substr(0, 4)).aggregate(since=areas.since.min())
    paid = settlements.hifmi_pay + settlements.hifob_pay + settlements.maf_pay
    rows = settlements.filter(paid > 0, settlements.direct)
    reached = rows.group_by(reached=rows.insu_admdvs.substr(0, 4)).aggregate(
        first=rows.setl_time.min()
    )
    told = areas.left_join(reached, areas.area == reached.reached)
    day = told["first"].cast("date").fill_null(told.since.cast("date"))
    return proven(told, row=told.area, on=day, place=told.area, above=told.reached.notnull())
