"""一户负担过线的。"""

from ibis import ir

from jixiao.entry import Number
from jixiao.fund.outlook.relief.burden import BurdenLines, burdens
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
    settlements: ir.Table,
    persons: ir.Table,
    *,
    general: Number,
    assisted: Number,
    destitute: Number,
    allowance: Number,
    marginal: Number,
) -> ir.Table:
    """Return the households that bore more than the lowest line of any of their members."""
    lines = BurdenLines(general, assisted, destitute, allowance, marginal)
    rows = burdens(settlements, persons)
    rows = rows.mutate(line=lines.of(rows.identity))
    rows = rows.filter(rows.household_no.nullif("").notnull())
    whole = rows.group_by("household_no").aggregate(
        borne=rows.borne.sum(),
        last=rows["last"].max(),
        identity=rows.identity.min(),
        line=rows.line.min(),
    )
    whole = whole.filter(whole.borne > whole.line)
    return proven(
        whole,
        key=whole.household_no,
        on=whole["last"],
        place=whole.identity,
        above=whole.borne,
        below=whole.line,
    )
