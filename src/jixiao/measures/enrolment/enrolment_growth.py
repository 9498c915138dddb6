"""参保人数增长率：期末参保人数比一年以前增加的比例。"""

from ibis import ir

from jixiao.measures.declaration import ValueKind, measure
from jixiao.measures.grains import by_person, each_person
from jixiao.measures.scopes import of_codes, of_people


@measure(
    code="EN14",
    title="参保人数增长率",
    says="上年同日参保 {below} 人，比上年增减 {above} 人",
    kind=ValueKind.RATE,
    unit="%",
    words=(
        "参保人数|参保人员 增长率|增幅|增速",
        "参保|参保人 增长率|增幅|增速 -参保率 -缴费 -收入",
        "?较上年|比上年|同比|年|上年|人数|人员|居民|规模",
    ),
    of_persons=True,
    course="stands",
)
def enrolment_growth(
    enrolments: ir.Table,
    enrolled_a_year_before: ir.Table,
    *,
    scheme: str = "",
    people: str = "",
) -> ir.Table:
    """Return a row for each person enrolled now above, and for each a year before taken off above and below."""
    now = of_people(
        of_codes(enrolments, "insutype", "scheme", scheme or "基本医保"), people
    )
    then = of_codes(enrolled_a_year_before, "insutype", "scheme", scheme or "基本医保")
    then = of_people(then, people)
    return by_person(each_person(now), below=0).union(
        by_person(each_person(then), above=-1, below=1)
    )
