"""完成时间写成了时长。"""

from collections.abc import Iterator

from jixiao.cell_path import CellPath
from jixiao.checks import check
from jixiao.checks.standard import words
from jixiao.findings import Breach, Severity
from jixiao.targets import TargetTable


@check(
    code="TI09",
    title="完成时间写成了时长",
    says="“{name}”的指标值 {stated} 是时长，看不出何时完成",
    suggests="写明完成的日期；说的是办理时限的，名称写明“时限”",
    severity=Severity.WARNING,
    basis="财预〔2021〕101号",
    rule="K07",
)
def span_for_completion(table: TargetTable) -> Iterator[Breach]:
    for index, row in enumerate(table.indicators):
        if row.aspect != "时效指标" or words("about_span").search(row.name):
            continue
        if row.target.number is not None and row.target.unit in _SPANS:
            place = CellPath.in_row(index, "target")
            yield Breach(row.evidence, place, name=row.name, stated=row.target.text)


_SPANS = ("小时", "天", "日", "个月", "月", "年", "分钟", "周", "工作日", "个工作日")
