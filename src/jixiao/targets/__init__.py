"""Target tables: what a bureau promises, its forms and words; `targets.reading` reads them from paper."""

from jixiao.targets.comparison import (
    CellChange,
    RowChanges,
    compare_cells,
    compare_rows,
)
from jixiao.targets.dialect import (
    BASE,
    FOLDER,
    Dialect,
    FormLayout,
    dialect_named,
    dialects,
)
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
    Presence,
    StatedAmount,
    SuperiorAmounts,
    TargetTable,
)

__all__ = [
    "BASE",
    "FOLDER",
    "Amounts",
    "BudgetExecution",
    "CellChange",
    "Dialect",
    "EmptyRow",
    "Execution",
    "FormLayout",
    "Framework",
    "Funding",
    "Indicator",
    "LowerLevelAmounts",
    "Objective",
    "ObjectiveItem",
    "Presence",
    "RowChanges",
    "StatedAmount",
    "SuperiorAmounts",
    "TargetTable",
    "compare_cells",
    "compare_rows",
    "dialect_named",
    "dialects",
    "frameworks",
]
