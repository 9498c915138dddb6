"""医疗救助人次：医疗救助基金付了钱的门诊和住院，一次住院、一笔门诊各一人次。"""

from ibis import ir

from jixiao.measures.declaration import ValueKind, measure
from jixiao.measures.grains import by_settlement
from jixiao.measures.scopes import of_assisted, once_a_stay


@measure(
    code="AS01",
    title="医疗救助人次（门诊和住院）",
    says="医疗救助 {above} 人次",
    kind=ValueKind.TOTAL,
    unit="人次",
    better="",
    words=(
        "医疗救助|直接救助|救助 人次",
        "救助 人次 -慈善 -申请 -倾斜 -人数 -大病",
        "?直接|医疗|享受|得到|受益|待遇|对象|人员|含|城乡|困难群众|实施|住院和门诊|门诊和住院|落实|给予|受助|困难",
    ),
)
def assisted_times(
    settlements: ir.Table, *, care: str = "", identity: str = ""
) -> ir.Table:
    """Return a row for each stay, and each other settlement, that assistance paid for."""
    rows = once_a_stay(of_assisted(settlements, care, identity))
    return by_settlement(rows)
