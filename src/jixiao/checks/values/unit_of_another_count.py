"""指标值的单位与名称不符。"""

from collections.abc import Iterator

from jixiao.cell_path import CellPath
from jixiao.checks import check
from jixiao.findings import Breach, Severity
from jixiao.targets import TargetTable


@check(
    code="VA26",
    title="指标值的单位与名称不符",
    says="“{name}”数的是{counts}，指标值 {stated} 的单位是{unit}",
    suggests="核对名称和指标值，数什么就用什么作单位",
    severity=Severity.WARNING,
    basis="财预〔2021〕101号",
    rule="V06",
)
def unit_of_another_count(table: TargetTable) -> Iterator[Breach]:
    """Only where the unit is that of another of the counts listed: others may be near words."""
    for index, row in enumerate(table.indicators):
        value = row.target.in_base_units()
        counts = next((end for end in _UNITS if row.name.endswith(end)), None)
        if value is None or counts is None or row.target.others:
            continue
        unit = value[1] or ""
        if unit not in _UNITS[counts] and unit in _EVERY_UNIT:
            yield Breach(
                row.evidence,
                CellPath.in_row(index, "target"),
                name=row.name,
                counts=counts,
                stated=row.target.text,
                unit=unit,
            )


_UNITS: dict[str, frozenset[str]] = {
    "人次": frozenset({"人次", "人", "名", "次"}),
    "人数": frozenset({"人", "名", "位", "人次", "个"}),
    "期数": frozenset({"期", "班", "次", "期次", "场", "个", "轮"}),
    "场次": frozenset({"场", "场次", "次", "期"}),
    "场数": frozenset({"场", "场次", "次", "期"}),
    "家数": frozenset({"家", "个", "家次", "所", "户", "处"}),
    "台数": frozenset({"台", "套", "台套", "部", "个", "辆"}),
    "份数": frozenset({"份", "册", "张", "本", "套", "件", "个"}),
    "户数": frozenset({"户", "家", "个"}),
    "辆数": frozenset({"辆", "台", "部"}),
    "年限": frozenset({"年", "个月", "月", "年度"}),
    "天数": frozenset({"天", "日", "人天", "工作日", "个工作日"}),
    "件数": frozenset({"件", "份", "个", "起", "宗", "套", "项"}),
    "里程": frozenset({"公里", "千米", "米", "km", "延米"}),
    "长度": frozenset({"公里", "千米", "米", "km", "延米", "延长米"}),
    "面积": frozenset({"平方米", "亩", "公顷", "平方公里", "平米", "㎡"}),
    "时限": frozenset({"天", "日", "小时", "分钟", "工作日", "个工作日", "月", "个月"}),
    "时长": frozenset({"天", "日", "小时", "分钟", "秒", "学时", "课时", "年", "个月"}),
}
"""What a name that ends so counts, and the units in which that is written."""
_EVERY_UNIT = frozenset(
    {
        "人次",
        "人",
        "名",
        "期",
        "场",
        "家",
        "台",
        "份",
        "户",
        "辆",
        "公里",
        "米",
        "亩",
        "吨",
    }
)
"""The units of one kind of thing only."""
