"""比率写成了数量。"""

import re
from collections.abc import Iterator

from jixiao import chinese
from jixiao.cell_path import CellPath
from jixiao.checks import check
from jixiao.findings import Breach, Severity
from jixiao.targets import TargetTable


@check(
    code="VA27",
    title="比率写成了数量",
    says="“{name}”问的是百分之几，指标值却是 {stated}",
    suggests="写明百分之几；要数多少的，把名称改为“……家数”“……人数”",
    severity=Severity.WARNING,
    basis="财预〔2021〕101号",
    rule="V02",
)
def rate_as_count(table: TargetTable) -> Iterator[Breach]:
    for index, row in enumerate(table.indicators):
        value = row.target.in_base_units()
        is_count = value is not None and value[1] in _COUNTED
        if is_count and _RATE.search(chinese.key(row.name)):
            yield Breach(
                row.evidence,
                CellPath.in_row(index, "target"),
                name=row.name,
                stated=row.target.text,
            )


_RATE = re.compile(r"(?:覆盖[率面]?|合格率|知晓率|参保率|完成率|满意率|及时率|准确率)$")
_COUNTED = frozenset(
    {"人", "人次", "名", "家", "户", "个", "所", "台", "套", "份", "件"}
)
