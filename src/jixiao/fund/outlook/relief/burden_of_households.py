"""一户负担过线的。"""

import ibis
from ibis import ir

from jixiao.entry import Number
from jixiao.fund.outlook.relief.burden import burdens
from jixiao.fund.outlook.rollcall import roll_call
from jixiao.fund.records import proven


@roll_call(
    code="RL02",
    title="一户负担过线的",
    says="一户负担 {above:元}，线 {below:元}",
    to="民政、农业农村部门",
    basis="宁夏及各地防范化解因病致贫返贫长效机制的做法",
)
def burden_of_households(
    settlements: ir.Table, persons: ir.Table, *, general: Number, assisted: Number
) -> ir.Table:
    """Return the households that bore more than a line: the lower one where a member is assisted."""
    rows = burdens(settlements, persons)
    rows = rows.filter(rows.household_no.nullif("").notnull())
    whole = rows.group_by("household_no").aggregate(
        borne=rows.borne.sum(), last=rows["last"].max(), identity=rows.identity.min()
    )
    high = ibis.literal(int(general * 100), "int64")
    low = ibis.literal(int(assisted * 100), "int64")
    whole = whole.mutate(line=whole.identity.isnull().ifelse(high, low))
    whole = whole.filter(whole.borne > whole.line)
    return proven(
        whole,
        key=whole.household_no,
        on=whole["last"],
        place=whole.identity,
        above=whole.borne,
        below=whole.line,
    )
