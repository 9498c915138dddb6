"""A target table of a bureau, to match rows in."""

from decimal import Decimal

from jixiao.targets import Amounts, Funding, TargetTable

PROJECT = "医保业务经费"


def table(project: str = PROJECT, total: str | None = None) -> TargetTable:
    """Give a table of one project, without rows."""
    money = Funding(annual=Amounts(total=Decimal(total) if total else None))
    return TargetTable(
        dialect="base",
        form_title=None,
        fiscal_year=2026,
        project_name=project,
        project_code=None,
        supervising_department=None,
        department_code=None,
        implementing_unit=None,
        project_nature=None,
        term=None,
        finance_division=None,
        other_fields={},
        money_unit="元",
        funding=money,
        objective=None,
        own_level_objective=None,
        indicators=(),
        empty_rows=(),
        pages=1,
        notes=(),
        evidence={},
    )
