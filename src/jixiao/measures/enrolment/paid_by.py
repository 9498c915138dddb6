"""参保缴费完成时间：期末参保的人里最晚缴费的一天。"""

from ibis import ir

from jixiao.measures.declaration import ValueKind, measure
from jixiao.measures.grains import by_person
from jixiao.measures.scopes import of_codes


@measure(
    code="EN06",
    title="参保缴费完成时间",
    says="{below} 人参保缴费，最后一笔在这一天",
    kind=ValueKind.LATEST,
    unit="日期",
    better="lower",
    words=(
        "参保|缴费|征缴 完成 时间|时限|截止|期限",
        "参保|缴费|征缴 截止 时间|日期",
        "参保|缴费|征缴|缴费期 完成|截止|结束 时间|时限",
        "?参保|缴费|征缴|期内|集中|截止|居民|工作|登记|缴费期|集中缴费期|征缴期|集中征缴期|集中参保缴费期|集中参保|城乡|期",
    ),
    of_persons=True,
)
def paid_by(enrolments: ir.Table, *, scheme: str = "") -> ir.Table:
    """Return a row for each person enrolled, on the last day of payment."""
    rows = of_codes(enrolments, "insutype", "scheme", scheme or "居民")
    rows = rows.filter(rows.paid_on.notnull())
    heads = rows.group_by("psn_no").aggregate(
        since=rows.paid_on.max(), insu_admdvs=rows.insu_admdvs.min()
    )
    return by_person(heads)
