"""年年有的支出写成一次性。"""

from collections.abc import Iterator

from jixiao.checks import check
from jixiao.checks.standard import words
from jixiao.findings import Breach, Severity
from jixiao.targets import TargetTable


@check(
    code="TI06",
    title="年年有的支出写成一次性",
    says="项目属性是“{nature}”，项目名称“{name}”却是年年有的支出",
    suggests="核对项目属性，年年安排的写成经常性",
    severity=Severity.WARNING,
    basis="财预〔2015〕88号",
    rule="G12",
)
def one_off_that_recurs(table: TargetTable) -> Iterator[Breach]:
    nature = table.project_nature or ""
    name = table.project_name or ""
    if "一次性" in nature and words("recurring").search(name):
        at = (table.evidence.get("project_nature"), table.evidence.get("project_name"))
        yield Breach(at, "project_nature", nature=nature, name=name)
