"""医保码激活率：激活人数除以期末参保人数。"""

from ibis import ir

from jixiao.measures.declaration import ValueKind, measure
from jixiao.measures.grains import by_count_of_codes, each_person, proven
from jixiao.measures.scopes import of_codes


@measure(
    code="EN15",
    title="医保码激活率",
    says="期末参保 {below} 人，激活医保码 {above} 人",
    kind=ValueKind.RATE,
    unit="%",
    words=(
        "医保码|医保电子凭证|电子凭证 激活|申领 率|比例",
        "医保码|医保电子凭证|电子凭证 激活|申领|注册|签发|领取|申领激活 率",
        "激活 医保码|医保电子凭证|电子凭证 率",
        "?参保|人员|群众|全渠道|累计|激活|申领|推广|居民|人口|城乡|全民|城乡居民|全县居民",
    ),
    course="stands",
)
def codes_activated_rate(activations: ir.Table, enrolments: ir.Table) -> ir.Table:
    """Return a row for each count of codes above, and one for each area below: how many are insured there."""
    heads = each_person(of_codes(enrolments, "insutype", "scheme", "基本医保"))
    counted = heads.semi_join(activations, "insu_admdvs")
    areas = counted.group_by("insu_admdvs").aggregate(
        since=counted.since.max(), insured=counted.count()
    )
    insured = proven(
        areas,
        key=areas.insu_admdvs,
        on=areas.since,
        place=areas.insu_admdvs,
        above=0,
        below=areas.insured,
    )
    activated = activations.semi_join(areas, "insu_admdvs")
    return by_count_of_codes(activated, above=activated.activated, below=0).union(
        insured
    )
