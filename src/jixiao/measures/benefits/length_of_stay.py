"""平均住院日：住院的天数除以住院次数，中途结算的合为一次。"""

import ibis
from ibis import ir

from jixiao.measures.declaration import ValueKind, measure
from jixiao.measures.grains import by_settlement
from jixiao.measures.scopes import of_codes


@measure(
    code="BE12",
    title="平均住院日",
    says="住院 {below} 次，共 {above} 天",
    kind=ValueKind.MEAN,
    unit="天",
    better="lower",
    words=(
        "平均住院床日|平均床日|平均住院日|平均住院天数|次均住院日|次均住院天数|住院平均天数",
        "住院|出院 平均 床日|天数|日数|住院日",
        "平均 住院|出院 床日|天数|日数",
        "次均|平均|人均 住院 天数|床日|日 -费 -降",
        "住院 平均|次均 天数|床日|日数|时间 -费 -降",
        "?出院|参保|人员|患者|出院患者|者|次均|天|日",
    ),
)
def length_of_stay(inpatient_settlements: ir.Table, *, scheme: str = "") -> ir.Table:
    """Return a row for each settlement of a stay whose days are told; a day's stay is one day."""
    rows = of_codes(inpatient_settlements, "insutype", "scheme", scheme or "基本医保")
    rows = rows.filter(rows.enddate >= rows.begndate)
    days = rows.enddate.delta(rows.begndate, unit="day")
    return by_settlement(rows, above=ibis.greatest(days, 1), below=~rows.midway)
