"""必填项空白。"""

from collections.abc import Iterator

from jixiao.checks import check
from jixiao.evidence import Evidence
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
        (
            "funding.annual.total",
            "资金总额",
            next(iter(table.funding.totals), None),
            None,
        ),
    )
    for place, name, value, severity in fields:
        if value is None:
            yield Breach(_head(table), place, severity, name=name)


def _head(table: TargetTable) -> Evidence | None:
    """A place near a blank field: the project's name, the first row, or the form's title."""
    title = table.evidence.get("form_title")
    if not table.indicators:
        return title
    return table.evidence.get("project_name") or table.indicators[0].evidence
