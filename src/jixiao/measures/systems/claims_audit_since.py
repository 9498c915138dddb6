"""智能审核上线时间：智能审核系统里，最晚启用的一个的启用日期。"""

from ibis import ir

from jixiao.measures.declaration import ValueKind, measure
from jixiao.measures.grains import by_system_in_use
from jixiao.measures.scopes import of_claims_audit


@measure(
    code="SY05",
    title="智能审核系统上线时间",
    says="在用的智能审核系统 {below} 个，最后一个在这一天启用",
    kind=ValueKind.LATEST,
    unit="日期",
    better="lower",
    words=(
        "智能审核|智能监控|智能监管 上线|启用|运行|运转|投用|开通 时间|时限|日期",
        "智能审核|智能监控|智能监管 上线|启用|运行|运转|投用|开通",
        "上线|启用|投用|开通 智能审核|智能监控|智能监管",
        "?系统|子系统|平台|功能|审核|监控|监管|和|医保|基金|医疗保障|全市|全县|全区|开始|正式|完成",
    ),
)
def claims_audit_since(systems_in_use: ir.Table) -> ir.Table:
    """Return a row for each use of such a system, on the day it began."""
    return by_system_in_use(of_claims_audit(systems_in_use))
