"""必填的二级指标空白。"""

from collections.abc import Iterator

from jixiao.checks import check, standard
from jixiao.findings import Breach, Severity
from jixiao.targets import TargetTable


@check(
    code="CO03",
    title="必填的二级指标空白",
    says="{name}{fault}",
    suggests="补填{name}",
    severity=Severity.ERROR,
    basis="财预〔2015〕88号",
    rule="I02",
    needs_all_rows=True,
)
def required_rows(table: TargetTable) -> Iterator[Breach]:
    filled = {row.aspect for row in table.indicators}
    for index, row in enumerate(table.empty_rows):
        if row.required and row.aspect not in filled:
            place = f"empty_rows[{index}]"
            yield Breach(row.evidence, place, name=row.aspect, fault="（必填）空白")
    printed = filled | {row.aspect for row in table.empty_rows}
    required = standard.required_rows(table.dialect, table.fiscal_year)
    missing = [aspect for aspect in required if aspect not in printed]
    if missing and table.indicators:
        yield Breach(
            table.indicators[-1].evidence,
            "indicators",
            Severity.WARNING,
            name="、".join(missing),
            fault="是这种表必填的，表上没有这一行",
        )
