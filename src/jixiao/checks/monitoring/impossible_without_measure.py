"""完全不可能完成，没有写措施。"""

from collections.abc import Iterator

from jixiao.checks import check
from jixiao.checks.midyear import UNLIKELY, followed
from jixiao.checks.rubric_points import is_stated
from jixiao.findings import Breach, Severity
from jixiao.targets import TargetTable


@check(
    code="MO05",
    title="完全不可能完成而没有写措施",
    says="“{name}”完全不可能完成，备注没有写为什么年底完不成、准备怎么办",
    suggests="在备注写明“{name}”年底完不成的原因和措施：调整目标、调减预算或暂停拨款",
    severity=Severity.ERROR,
    basis="财预〔2019〕136号",
    rule="M03",
)
def impossible_without_measure(table: TargetTable) -> Iterator[Breach]:
    for row in followed(table):
        if row.likelihood == UNLIKELY and not is_stated(row.remark):
            yield Breach(row.evidence, name=row.name)
