"""新增项目却有上年结转。"""

from collections.abc import Iterator

from jixiao.checks import check
from jixiao.findings import Breach, Severity
from jixiao.targets import TargetTable


@check(
    code="CH28",
    title="新增项目却有上年结转",
    says="项目属性写“{nature}”，资金里却有上年结转 {carried}{unit}",
    suggests="核对项目属性和资金来源：以前年度没有的项目，不会有结转",
    severity=Severity.WARNING,
    basis="财预〔2015〕88号",
    rule="G12",
)
def new_yet_carried_over(table: TargetTable) -> Iterator[Breach]:
    carried = table.funding.annual.carried_over
    nature = table.project_nature or ""
    is_new = "新增" in nature or "新建" in nature or "新设" in nature
    if carried and is_new:
        yield Breach(
            (
                table.evidence.get("project_nature"),
                table.evidence.get("funding.annual.carried_over"),
            ),
            "project_nature",
            nature=nature,
            carried=carried,
            unit=table.money_unit or "",
        )
