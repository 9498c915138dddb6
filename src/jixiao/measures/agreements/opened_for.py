"""开通某项业务的机构数，一家只算一次。"""

from ibis import ir

from jixiao.measures.declaration import ValueKind, measure
from jixiao.measures.grains import first_of_institutions
from jixiao.measures.scopes import of_level, of_text


@measure(
    code="SV01",
    title="开通某项业务的机构数",
    says="期末开通 {above} 家",
    kind=ValueKind.TOTAL,
    unit="家",
    words=(
        "开通|接入|上线|支持|应用|启用|实现|采集|配备 机构 数 -率 -检查 -满意 -及时",
        "机构 数 @双通道|移动支付|电子处方|追溯码|刷脸|电子凭证 -率 -检查 -满意 -及时",
        "开通|接入|上线|应用|启用|配备 <level> 数|数量|家数|户数 -率 -检查 -满意 -及时",
        "<level> 开通|接入|上线|应用|启用|配备 数|数量|家数 -率 -检查 -满意 -及时",
        "?开通|接入|上线|实施|支持|应用|启用|实现|落实|定点|机构|医药机构|医疗机构|两定机构|服务|功能|业务|系统|的|医保|家|数|覆盖|药店|医院|可|两定|推广|使用|异地|直接结算|住院|门诊",
    ),
    course="stands",
)
def opened_for(
    services_open: ir.Table,
    institutions: ir.Table | None = None,
    *,
    item: str,
    level: str = "",
) -> ir.Table:
    """Return a row for each institution open for a service."""
    rows = of_text(services_open, "service", item)
    return first_of_institutions(of_level(rows, institutions, level), "since")
