"""百分比说不出是什么的几成。"""

import re
from collections.abc import Iterator

from jixiao import chinese
from jixiao.cell_path import CellPath
from jixiao.checks import check
from jixiao.findings import Breach, Severity
from jixiao.targets import TargetTable


@check(
    code="VA28",
    title="百分比说不出是什么的几成",
    says="“{name}”是一件事，指标值 {stated} 说不出是什么的几成",
    suggests="把名称写成比率，如“……及时率”“……到位率”，看得出拿什么除以什么",
    severity=Severity.WARNING,
    basis="财预〔2021〕101号",
    rule="V02",
)
def percent_of_what(table: TargetTable) -> Iterator[Breach]:
    """Of rows of quantity and quality alone: there a name ends in what was done."""
    for index, row in enumerate(table.indicators):
        if row.target.unit != "%" or row.aspect not in _ASPECTS:
            continue
        name = chinese.key(row.name)
        if _DOING.search(name) and not _SAYS_A_SHARE.search(name):
            yield Breach(
                row.evidence,
                CellPath.in_row(index, "target"),
                name=row.name,
                stated=row.target.text,
            )


_ASPECTS = ("数量指标", "质量指标")
_DOING = re.compile(
    r"(?:报销|发放|开展|建设|培训|宣传|检查|采购|购置|救助|补助|支付|管理|服务|审核|维护|运行|工作)$"
)
_SAYS_A_SHARE = re.compile(
    r"[率度性占]|比例|比重|覆盖|完成|满意|达标|合格|增[长加幅]|提[高升]|下降|减少|降低|全部|及时|到位|确保|保障|落实"
)
