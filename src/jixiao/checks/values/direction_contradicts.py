"""界限的方向与含义相反。"""

import re
from collections.abc import Iterator

from jixiao.checks import check
from jixiao.findings import Breach, Severity
from jixiao.quantity import Bound
from jixiao.targets import TargetTable


@check(
    code="VA04",
    title="界限的方向与含义相反",
    says="“{name}”的指标值 {stated}，方向像是反了：{why}",
    suggests="核对界限；成本、响应时间、差错应写“≤”，覆盖、合格、满意应写“≥”",
    severity=Severity.WARNING,
    basis="财预〔2021〕101号",
    rule="V08 C08",
)
def direction_contradicts(table: TargetTable) -> Iterator[Breach]:
    for index, row in enumerate(table.indicators):
        bound, name = row.target.bound, row.name
        low = _LESS_IS_BETTER.search(name) and not _MORE_IS_BETTER.search(name)
        if low and bound in (Bound.AT_LEAST, Bound.ABOVE):
            why = "这类指标越低越好"
        elif (
            _MORE_IS_BETTER.search(name)
            and bound in (Bound.AT_MOST, Bound.BELOW)
            and row.target.unit == "%"
        ):
            why = "这类指标越高越好"
        else:
            continue
        yield Breach(
            row.evidence, f"indicators[{index}].target", name=name, stated=row.target.text, why=why
        )


_LESS_IS_BETTER = re.compile(
    r"响应时间|差错|投诉|故障率|成本控制率|破坏率|违规率|等候时间|死亡率|发生率"
)
_MORE_IS_BETTER = re.compile(r"覆盖率|合格率|满意|知晓率|及时率|参保率|通过率|准确率")
