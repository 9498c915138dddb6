"""某类人员在岗人数。"""

from ibis import ir

from jixiao.measures.declaration import ValueKind, measure
from jixiao.measures.grains import by_staff
from jixiao.measures.scopes import of_words


@measure(
    code="SF01",
    title="某类人员在岗人数",
    says="期末在岗 {above} 人",
    kind=ValueKind.TOTAL,
    unit="人",
    better="",
    words=(
        "人数|岗位数 -培训 -参保 -满意 -率 -人均 -参训",
        "聘用|聘任|聘请|招聘|配备|派遣|在岗|购买|配置 人员|岗位|人 -培训 -率 -满意 -人均 -费",
        "人员 数 -培训 -参保 -率 -满意 -人均",
        (
            "聘用|聘请|招聘|配备|派遣|购买服务|购买|聘任|公益性岗位|雇佣 人员|工作人员|人员数|岗位|人 "
            "数|数量|人数 -培训 -率 -满意 -费 -参保"
        ),
        "<post> 数|数量|人数 -培训 -参保 -率 -满意 -费 -补助 -补贴 -课",
        "配备|聘用|招聘 <post> 数|数量|人数 -培训 -率 -满意 -费",
        "?聘任|聘请|聘用|招聘|配备|在岗|上岗|人员|岗位|购买|服务|医保|工作|经办|保障|数|配置|工作人员|辅助|聘用人员|编外|临聘|购买服务|政府购买|协管|用工|外聘|合同制|名额|窗口人员|窗口|在册",
    ),
    course="stands",
)
def staff(staff_in_post: ir.Table, *, post: str, office: str = "") -> ir.Table:
    """Return a row for each person in a post of a kind."""
    rows = of_words(staff_in_post, "post", "post", post)
    return by_staff(of_words(rows, "office", "office", office) if office else rows)
