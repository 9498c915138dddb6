"""个人负担过线的人。"""

import ibis
from ibis import ir

from jixiao.entry import Number
from jixiao.fund.outlook.relief.burden import burdens
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
    settlements: ir.Table, persons: ir.Table, *, general: Number, assisted: Number
) -> ir.Table:
    """Return the persons who bore more than the line of their kind, of all schemes together."""
    rows = burdens(settlements, persons)
    line = rows.identity.isnull().ifelse(_fen(general), _fen(assisted))
    rows = rows.mutate(line=line)
    rows = rows.filter(rows.borne > rows.line)
    return proven(
        rows,
        key=rows.psn_no,
        on=rows.last,
        place=rows.identity,
        above=rows.borne,
        below=rows.line,
    )


def _fen(yuan: Number) -> ir.Value:
    return ibis.literal(int(yuan * 100), "int64")
