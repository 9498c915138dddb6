"""个人负担过线的人。"""

from ibis import ir

from jixiao.entry import Number
from jixiao.fund.outlook.relief.burden import BurdenLines, burdens
from jixiao.fund.outlook.rollcall import roll_call
from jixiao.fund.records import proven


@roll_call(
    code="RL01",
    title="个人负担过线的人",
    says="个人负担 {above:元}，线 {below:元}",
    to="民政、农业农村部门",
    basis="宁夏及各地防范化解因病致贫返贫长效机制的做法",
)
def burden_of_persons(
    settlements: ir.Table,
    persons: ir.Table,
    *,
    general: Number,
    assisted: Number,
    destitute: Number,
    allowance: Number,
    marginal: Number,
) -> ir.Table:
    """Return the persons who bore more than the line of their kind, of all schemes together."""
    lines = BurdenLines(general, assisted, destitute, allowance, marginal)
    rows = burdens(settlements, persons)
    rows = rows.mutate(line=lines.of(rows.identity))
    rows = rows.filter(rows.borne > rows.line)
    return proven(
        rows,
        key=rows.psn_no,
        on=rows.last,
        place=rows.identity,
        above=rows.borne,
        below=rows.line,
    )
