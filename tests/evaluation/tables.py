"""Target tables of tests: rows of (dimension, aspect, name, value, weight)."""

from decimal import Decimal

from jixiao.quantity import is_not_applicable
from jixiao.targets import Amounts, Funding, Indicator, TargetTable
from tests.checks.forms import row

Row = tuple[str, str, str, str, str | None]


def indicator(
    value: str, dimension: str = "产出指标", aspect: str = "数量指标", name: str = "指标",
    weight: str | None = None,
) -> Indicator:  # fmt: skip
    return row(
        name,
        value,
        aspect,
        dimension=dimension,
        not_applicable=is_not_applicable(value),
        weight=Decimal(weight) if weight else None,
    )


def table(*rows: Row, project: str = "示例项目", total: str = "100") -> TargetTable:
    indicators = tuple(indicator(v, d, a, n, w) for d, a, n, v, w in rows)
    return TargetTable(
        dialect="base",
        form_title=None,
        fiscal_year=2026,
        project_name=project,
        project_code=None,
        supervising_department=None,
        department_code=None,
        implementing_unit="示例县医疗保障局",
        project_nature=None,
        term=None,
        finance_division=None,
        other_fields={},
        money_unit="万元",
        funding=Funding(annual=Amounts(total=Decimal(total))),
        objective=None,
        own_level_objective=None,
        indicators=indicators,
        empty_rows=(),
        pages=1,
        notes=(),
        evidence={},
    )
