"""某项工作完成时间：最后完成的一天。"""

from ibis import ir

from jixiao.measures.declaration import ValueKind, measure
from jixiao.measures.grains import by_task_done
from jixiao.measures.scopes import of_text


@measure(
    code="WT03",
    title="某项工作完成时间",
    says="最后一项在期内完成",
    kind=ValueKind.LATEST,
    unit="日期",
    better="lower",
    words=(
        "完成|办结|印发|出台|启动|提交|报送|上报|交付|开通 时间 -资金 -拨付 -平均",
        "?工作|任务|年度|全部|各项|开展|制定|组织",
    ),
)
def task_done_on(tasks_done: ir.Table, *, item: str) -> ir.Table:
    """Return a row for each task of a name that was done in the period."""
    return by_task_done(of_text(tasks_done, "task", item))
