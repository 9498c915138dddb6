"""某类人员参保人数：在职、退休、学生儿童等期末参保的，一人只算一次。"""

from ibis import ir

from jixiao.measures.declaration import ValueKind, measure
from jixiao.measures.grains import by_person, each_person
from jixiao.measures.scopes import of_codes, of_people


@measure(
    code="EN18",
    title="某类人员参保人数",
    says="期末参保 {above} 人",
    kind=ValueKind.TOTAL,
    unit="人",
    words=(
        "参保 人数|人员数|人员数量|规模|数量 -资助 -困难 -低收入 -救助 -新增",
        "参加 人数|人员数|数量 @参加基本医疗保险|参加城乡居民|参加居民|参加职工|参加医疗保险|参加医保 -资助 -新增",
        "<people> 参保|参加 人数|人员数|数量|规模 -资助 -未 -新增 -率 -增 -新增",
        "?参加|居民|人员|职工|城乡|城镇|参保|保险|缴费|人数|登记|登记参保|医疗|身份|以|职工医保",
    ),
    of_persons=True,
    course="stands",
)
def insured_of_kind(enrolments: ir.Table, *, people: str, scheme: str = "") -> ir.Table:
    """Return a row for each person of the kind enrolled in basic insurance."""
    rows = of_codes(enrolments, "insutype", "scheme", scheme or "基本医保")
    return by_person(each_person(of_people(rows, people)))
