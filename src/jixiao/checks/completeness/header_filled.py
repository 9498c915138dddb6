"""必填项空白。"""

from collections.abc import Iterator

from jixiao.checks import check
from jixiao.findings import Breach, Severity
from jixiao.targets import TargetTable


@check(
    code="CO01",
    title="必填项空白",
    says="{name}空白",
    suggests="补填{name}",
    severity=Severity.ERROR,
    basis="财预〔2015〕88号",
    rule="G01",
)
def header_filled(table: TargetTable) -> Iterator[Breach]:
    fields = (
        ("project_name", "项目名称", table.project_name, None),
        ("supervising_department", "主管部门", table.supervising_department, None),
        ("implementing_unit", "实施单位", table.implementing_unit, Severity.WARNING),
        ("fiscal_year", "年度", table.fiscal_year, None),
        ("objective", "年度绩效目标", table.objective, None),
        ("funding.annual.total", "资金总额", next(iter(table.funding.totals), None), None),
    )
    for place, name, value, severity in fields:
        if value is None:
            at = (
                table.evidence.get("project_name") or table.indicators[0].evidence
                if table.indicators
                else None
            )
            yield Breach(at or table.evidence.get("form_title"), place, severity, name=name)
