"""常住人口参保率：期末参保人数与常住人口之比。"""

from ibis import ir

from jixiao.measures.declaration import ValueKind, measure
from jixiao.measures.grains import by_person, each_person, proven
from jixiao.measures.scopes import of_codes


@measure(
    code="EN22",
    title="常住人口参保率",
    says="参保 {above} 人，常住人口 {below} 人",
    kind=ValueKind.RATE,
    unit="%",
    words=(
        "常住人口|常住居民 参保 率|覆盖率|覆盖面 -资助 -困难 -未 -户籍",
        "参保 率|覆盖率|覆盖面 常住人口|常住居民 -资助 -困难 -未 -户籍",
        "参保人数|参保人口 占 常住人口 率 -未 -户籍",
        "?基本医保|基本医疗保险|医保|城乡|全县|全市|全区|以|计算|按|的|占|人数|口径",
    ),
    of_persons=True,
    course="stands",
)
def resident_rate(enrolments: ir.Table, population: ir.Table) -> ir.Table:
    """Return a row for each person insured above, and one for each area's count of residents below."""
    insured = of_codes(enrolments, "insutype", "scheme", "基本医保")
    counted = population.filter(population.residents.notnull())
    areas = counted.group_by("insu_admdvs").aggregate(
        counted_on=counted.counted_on.max(),
        residents=counted.residents.argmax(counted.counted_on),
    )
    return by_person(each_person(insured), below=0).union(
        proven(
            areas,
            key=areas.insu_admdvs,
            on=areas.counted_on,
            place=areas.insu_admdvs,
            above=0,
            below=areas.residents,
        )
    )
