"""某项业务开通率。"""

from ibis import ir

from jixiao.measures.declaration import ValueKind, measure
from jixiao.measures.grains import by_institution
from jixiao.measures.scopes import institutions_of, of_text


@measure(
    code="SV02",
    title="某项业务开通率",
    says="定点机构 {below} 家，期末开通 {above} 家",
    kind=ValueKind.RATE,
    unit="%",
    words=(
        "开通|接入|上线|应用|启用|贯标|采集 率 -信息采集 -人员 -激活 -未 -数据 -校验 -通过 -及时 -统筹区 -地区 -编码",
        "开通|接入|上线|应用|启用|采集 机构 覆盖率 -未 -及时 -统筹区 -地区 -编码",
        "机构 开通|接入|上线|应用|启用|采集 覆盖率 -未 -及时 -统筹区 -地区 -编码",
        "覆盖率 @移动支付|电子处方|追溯码|刷脸|医保码 -激活 -检查 -宣传 -及时 -统筹区 -地区 -编码",
        (
            "移动支付|电子处方|追溯码|刷脸|医保码|电子凭证|人脸识别|信用就医|双通道 "
            "覆盖率|开通率|接入率|上线率|应用率|覆盖面|普及率 -激活 -检查 -宣传 -申领 -及时 -统筹区 -地区 -编码"
        ),
        "?开通|接入|上线|实施|支持|应用|启用|实现|落实|定点|机构|医药机构|医疗机构|两定机构|服务|功能|业务|系统|的|医保|家|数|覆盖|药店|医院|可|推广|普及|两定|全覆盖|场景|结算|全流程|使用",
    ),
    course="stands",
)
def opened_share(
    institutions: ir.Table, services_open: ir.Table, *, item: str, level: str = ""
) -> ir.Table:
    """Return a row for each institution under agreement."""
    rows = institutions_of(institutions, level)
    opened = of_text(services_open, "service", item)
    opened = opened.select(known="fixmedins_code").distinct()
    rows = rows.left_join(opened, rows.fixmedins_code == opened.known)
    return by_institution(rows, above=rows.known.notnull())
