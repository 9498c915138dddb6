"""当日办结率：受理当天就办结的业务。"""

from ibis import ir

from jixiao.measures.declaration import ValueKind, measure
from jixiao.measures.grains import by_matter
from jixiao.measures.scopes import of_text


@measure(
    code="WI05",
    title="经办业务当日办结率",
    says="业务 {below} 件，当日办结 {above} 件",
    kind=ValueKind.RATE,
    unit="%",
    words=(
        "当日|即时|当天|即办|当场 办结 率|比例",
        "当日|即时|当天|即办|当场|现场|一次性 办结|办理|办 率|件占比|占比 -网 -结算",
        "即办件|即时办结 占比|比例|率",
        "?经办|服务|医保|窗口|业务|政务|群众|事项|大厅|件|办件|服务事项|政务服务|各类|经办业务|业务办理|现场|窗口业务",
    ),
)
def matters_done_same_day(matters: ir.Table, *, item: str = "") -> ir.Table:
    """Return a row for each matter that is done or due: above where it was done on the day it came."""
    rows = of_text(matters, "matter", item)
    on_the_day = (rows.done_on == rows.accepted_on).fill_null(False)  # noqa: FBT003
    return by_matter(rows, above=on_the_day)
