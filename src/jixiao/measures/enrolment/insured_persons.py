"""参保人数：期末参加基本医保（或所说险种）的人，一人只算一次。"""

from ibis import ir

from jixiao.measures.declaration import ValueKind, measure
from jixiao.measures.grains import by_person, each_person
from jixiao.measures.scopes import of_codes


@measure(
    code="EN01",
    title="参保人数",
    says="期末参保 {above} 人",
    kind=ValueKind.TOTAL,
    unit="人",
    words=(
        "参保 人数|人员数|人员数量|规模|人员 -资助 -困难 -低收入 -救助",
        "参合 人数|人员数",
        "保障 离休干部|离休人员 人数|数量",
        "离休干部|离休人员 人数|数量",
        "参加 人数 @参加基本医疗保险|参加城乡居民|参加职工|参加医疗保险|参加医保",
        "公务员医疗补助 人数",
        "?缴费|补助资金覆盖|补助资金受益|缴费期内|期内|参保|参加|居民|人员",
    ),
    of_persons=True,
    course="stands",
)
def insured_persons(enrolments: ir.Table, *, scheme: str = "") -> ir.Table:
    """Return a row for each person enrolled in basic insurance."""
    rows = of_codes(enrolments, "insutype", "scheme", scheme or "基本医保")
    return by_person(each_person(rows))
