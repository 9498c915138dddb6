"""新增参保人数：期末参保、一年以前没有参保的人。"""

from ibis import ir

from jixiao.measures.declaration import ValueKind, measure
from jixiao.measures.grains import by_person, each_person
from jixiao.measures.scopes import of_codes, of_people


@measure(
    code="EN21",
    title="新增参保人数",
    says="期末参保、一年以前没有参保 {above} 人",
    kind=ValueKind.TOTAL,
    unit="人",
    words=(
        "新增|新参保|新参加|扩面 参保 人数 -净增 -资助 -率 -宣传",
        "新增|新参保|新参加 参保 人员 -净增 -资助 -率 -扩面",
        "新参保 人数|人员 -净增 -资助 -率",
        "扩面 参保 人数|人员 -率 -宣传",
        "新增|扩面|新参保 参保|参保人员|参保对象 人数|数|数量 -净增 -资助 -率 -宣传",
        "新纳入 居民医保|职工医保|医保 人数|人员数|数 -净增 -资助 -率",
        "新纳入 参保 人数|人员数|数 -净增 -资助 -率",
        "?年内|当年|本年|新增|参加|居民|人员|职工|城乡|城镇|参保|保险|扩面|对象|人数|数量|新纳入|纳入",
    ),
    of_persons=True,
    course="stands",
)
def newly_insured(
    enrolments: ir.Table,
    enrolled_a_year_before: ir.Table,
    *,
    scheme: str = "",
    people: str = "",
) -> ir.Table:
    """Return a row for each person enrolled now and not a year before."""
    now = of_people(
        of_codes(enrolments, "insutype", "scheme", scheme or "基本医保"), people
    )
    then = of_codes(enrolled_a_year_before, "insutype", "scheme", scheme or "基本医保")
    return by_person(each_person(now.anti_join(then, "psn_no")))
