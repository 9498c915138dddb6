"""参保率：期末参保人数与应参保人数之比。"""

from ibis import ir

from jixiao.measures.declaration import ValueKind, measure
from jixiao.measures.grains import by_person, proven
from jixiao.measures.scopes import of_codes


@measure(
    code="EN02",
    title="参保率",
    says="参保 {above} 人，应参保 {below} 人",
    kind=ValueKind.RATE,
    unit="%",
    words=(
        "参保率",
        "参保覆盖率|参保覆盖面|参保全覆盖 -资助 -困难 -低收入",
        "人口 参保率|参保覆盖率 -资助 -未参保",
        "参保 率|覆盖率|覆盖面|比例|全覆盖 -资助 -困难 -低收入 -人数 -应参",
        (
            "基本医疗保险|基本医保|居民医保|职工医保|医疗保险|城乡居民基本医疗保险 覆盖率|覆盖面|全覆盖 -资助 "
            "-机构 -宣传 -困难"
        ),
        "应保尽保",
        "?参加|应保|居民|以省为单位|以市为单位|以县为单位|全民|综合|制度|人员|人口|群众|保障|登记|户籍居民|以省区市为单位|率|巩固|目标|对象",
    ),
    of_persons=True,
    course="stands",
)
def enrolment_rate(
    enrolments: ir.Table, population: ir.Table, *, scheme: str = ""
) -> ir.Table:
    """Return a row for each person and insurance above, and one for each count of who should be below.

    An insurance that only one of both tables speaks of is left out.
    """
    counted = of_codes(population, "insutype", "scheme", scheme or "基本医保")
    rows = enrolments.semi_join(counted, "insutype")
    heads = rows.group_by("psn_no", "insutype").aggregate(
        since=rows.since.min(), insu_admdvs=rows.insu_admdvs.min()
    )
    due = counted.semi_join(enrolments, "insutype")
    name = due.insu_admdvs.fill_null("") + "/" + due.insutype
    return by_person(heads, below=0).union(
        proven(
            due,
            key=name,
            on=due.counted_on,
            place=due.insu_admdvs,
            above=0,
            below=due.due,
        )
    )
