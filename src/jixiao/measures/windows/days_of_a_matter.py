"""经办业务平均办理天数。"""

from ibis import ir

from jixiao.fund.records.working_days import with_span
from jixiao.measures.declaration import ValueKind, measure
from jixiao.measures.grains import by_matter
from jixiao.measures.scopes import of_text


@measure(
    code="WI04",
    title="经办业务平均办理天数",
    says="办结 {below} 件，共 {above} 天",
    kind=ValueKind.MEAN,
    unit="天",
    better="lower",
    words=(
        "业务|办件|窗口|事项 平均 办理|办结 时间|时长|天数|时限|用时",
        "平均 办理|办结 时间|时长|天数|用时",
        "办理|办结|审核 时间 @转移|接续|登记|变更|备案 -率 -及时 -完成时间",
        "业务|办件|窗口|事项|经办|服务 平均|办理|办结 办理|办结|用时|时间|时限 时间|时限|天数|用时",
        "业务|办件|窗口|事项|经办|服务 办理|办结|审核|受理 时间 -率 -及时 -完成时间 -报销 -生育 -认定",
        "?经办|服务|医保|窗口|业务|政务|事项|平均|办结|限时|时限|医疗保险|日常|政务服务|各项|结果|承诺|压缩",
    ),
)
def days_of_a_matter(
    matters: ir.Table, working_days: ir.Table, *, item: str = "", days: str = ""
) -> ir.Table:
    """Return a row for each matter that is done, with the days it took; done on the day is no day."""
    rows = of_text(matters, "matter", item)
    rows = with_span(rows, "accepted_on", "done_on", working_days if days else None)
    return by_matter(rows, above=rows.span)
