"""Pages become target tables: money, objective, and indicators with values."""

from jixiao.targets.comparison import CellChange, RowChanges, compare_cells, compare_rows
from jixiao.targets.dialect import BASE, FOLDER, Dialect, FormLayout, dialect_named, dialects
from jixiao.targets.extraction import read_tables
from jixiao.targets.forms import Form, find_forms
from jixiao.targets.framework import Framework, frameworks
from jixiao.targets.table import (
    Amounts,
    BudgetExecution,
    EmptyRow,
    Execution,
    Funding,
    Indicator,
    LowerLevelAmounts,
    Objective,
    ObjectiveItem,
    SuperiorAmounts,
    TargetTable,
)
from jixiao.targets.unfold import unfold

__all__ = [
    "BASE",
    "FOLDER",
    "Amounts",
    "BudgetExecution",
    "CellChange",
    "Dialect",
    "EmptyRow",
    "Execution",
    "Form",
    "FormLayout",
    "Framework",
    "Funding",
    "Indicator",
    "LowerLevelAmounts",
    "Objective",
    "ObjectiveItem",
    "RowChanges",
    "SuperiorAmounts",
    "TargetTable",
    "compare_cells",
    "compare_rows",
    "dialect_named",
    "dialects",
    "find_forms",
    "frameworks",
    "read_tables",
    "unfold",
]
