"""新生儿参保人数：期末参保的人里当期出生的。"""

from ibis import ir

from jixiao.measures.declaration import ValueKind, measure
from jixiao.measures.grains import by_person, each_person
from jixiao.measures.scopes import of_codes


@measure(
    code="EN11",
    title="新生儿参保人数",
    says="期末参保的新生儿 {above} 人",
    kind=ValueKind.TOTAL,
    unit="人",
    words=(
        "新生儿 参保 人数|人员|数量",
        "新生儿 参保 登记|参保 人数|数量",
        "出生 新生儿 参保 人数|数量",
        "出生 参保 新生儿 数|人数|数量",
        "参保 新生儿 数|人数|数量",
        "?当年|出生|落地|参保|登记|落地参保|出生即参保|即|年",
    ),
    of_persons=True,
    course="stands",
)
def newborns_insured(
    enrolments: ir.Table, calendar: ir.Table, *, scheme: str = ""
) -> ir.Table:
    """Return a row for each person enrolled at the end who was born in the period."""
    rows = of_codes(enrolments, "insutype", "scheme", scheme or "基本医保")
    rows = rows.semi_join(calendar, rows.brdy == calendar.day)
    return by_person(each_person(rows))
