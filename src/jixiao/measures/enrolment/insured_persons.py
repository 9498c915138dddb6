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
        "参保 人数|人员数|人员数量|规模|人员 -资助 -困难 -低收入 -救助 -应参",
        "参合 人数|人员数 -应参",
        "保障 离休干部|离休人员 人数|数量 -应参",
        "离休干部|离休人员 人数|数量 -应参",
        "参加 人数 @参加基本医疗保险|参加城乡居民|参加职工|参加医疗保险|参加医保 -应参",
        "公务员医疗补助 人数 -应参",
        "参加 人数|数量|规模 @参加城镇|参加基本|参加城乡|参加职工|参加居民|参加医 -应参 -资助 -应参",
        (
            "城乡居民基本医疗保险|城乡居民医保|居民医保|职工医保|基本医疗保险|基本医保|城镇职工基本医疗保险 "
            "覆盖|保障 人数|人员数|规模 -资助 -困难 -低收入 -救助 -应 -应参"
        ),
        (
            "补助|享受补助|受补助 居民|参保居民|参保人员 人数|数量 @居民医保|居民基本医疗保险|居民医疗保险 -资助 "
            "-困难 -救助 -人均 -标准 -应参"
        ),
        "医保|医疗保险 缴费 人数 @居民|职工 -单位 -应 -未 -欠 -补缴",
        "缴费|缴纳 人数 @医保费|居民医保|职工医保 -单位 -应 -未 -欠 -补缴",
        (
            "城乡居民基本医疗保险|城乡居民医保|城乡居民医疗保险|居民医保|职工医保|基本医疗保险|基本医保 "
            "覆盖|保障|惠及 人数|人口数|人员数|规模 -资助 -困难 -低收入 -救助 -应"
        ),
        "?缴费|补助资金覆盖|补助资金受益|缴费期内|期内|参保|参加|居民|人员|登记|补助|财政补助|享受|财政|覆盖|保障|政府|受|群众|对象|资金|人口|实际|总|实际缴费|在保|缴纳|医保费|年末|含生育保险|含生育",
    ),
    of_persons=True,
    course="stands",
)
def insured_persons(enrolments: ir.Table, *, scheme: str = "") -> ir.Table:
    """Return a row for each person enrolled in basic insurance."""
    rows = of_codes(enrolments, "insutype", "scheme", scheme or "基本医保")
    return by_person(each_person(rows))
