"""协议变动机构数，一家只算一次。"""

from ibis import ir

from jixiao.measures.declaration import ValueKind, measure
from jixiao.measures.grains import first_of_institutions
from jixiao.measures.scopes import of_level, of_words


@measure(
    code="AG04",
    title="协议变动机构数",
    says="{above} 家",
    kind=ValueKind.TOTAL,
    unit="家",
    better="",
    words=(
        "机构 数 -检查 -满意 -率",
        "协议 家数|数 -率",
        "机构 -检查 -满意 -率 -考核 -费 -人",
        "<step> 机构 数|数量|家数 -检查 -满意 -率 -考核",
        "机构 <step> 数|数量|家数 -检查 -满意 -率 -考核",
        "?定点|医药机构|机构|两定机构|定点医药机构|年度|协议|服务|医保|开展|家|综合|绩效|管理|日常|履约|纳入|签订|新|增|数|家数|数量|医保服务|医保定点|协议管理|的|评估|资格|定点管理|服务协议|新准入|准入",
    ),
)
def agreements_changed(
    agreement_steps: ir.Table,
    institutions: ir.Table | None = None,
    *,
    step: str,
    level: str = "",
) -> ir.Table:
    """Return a row for each institution whose agreement changed so, on the first day of it."""
    rows = of_words(agreement_steps, "step", "step", step)
    return first_of_institutions(of_level(rows, institutions, level), "happened_on")
