"""Target tables and their rows as the tests of checks and of their helpers build them."""

from collections.abc import Iterable
from decimal import Decimal
from typing import Any

from jixiao.evidence import Evidence
from jixiao.quantity import read_value
from jixiao.targets import (
    Amounts,
    Funding,
    Indicator,
    Objective,
    TargetTable,
    frameworks,
)

YEAR = 2026


def row(name: str, target: str, aspect: str = "数量指标", **cells: Any) -> Indicator:
    """A row; `actual` and `expected` are written as a form prints them."""
    values = {"actual", "expected"} & cells.keys()
    cells |= {column: read_value(cells[column], YEAR)[0] for column in values}
    dimension = frameworks()["mof_2015"].dimension_of.get(aspect)
    return Indicator(
        dimension_label=None,
        aspect=aspect,
        aspect_label=None,
        required=None,
        name=name,
        label=None,
        target=read_value(target, YEAR)[0],
        **{
            "dimension": dimension,
            "not_applicable": False,
            "evidence": Evidence(),
            **cells,
        },
    )


def table(
    rows: Iterable[Indicator] = (), objective: str | None = None, **fields: Any
) -> TargetTable:
    """A table in 万元 with nothing on it but what is named; `annual` is the year's money."""
    annual = fields.pop("annual", None)
    funding = Funding(annual=Amounts(total=Decimal(annual) if annual else None))
    blank = dict.fromkeys(
        (
            "form_title",
            "project_name",
            "project_code",
            "supervising_department",
            "department_code",
            "implementing_unit",
            "project_nature",
            "term",
            "finance_division",
            "own_level_objective",
        )
    )
    return TargetTable(
        **{
            **blank,
            "dialect": "base",
            "fiscal_year": YEAR,
            "other_fields": {},
            "money_unit": "万元",
            "funding": funding,
            "objective": Objective(text=objective) if objective else None,
            "indicators": tuple(rows),
            "empty_rows": (),
            "pages": 1,
            "notes": (),
            "evidence": {},
            **fields,
        }
    )
