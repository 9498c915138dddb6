"""Pages become department budgets: tables as printed, and the narrative's figures."""

from jixiao.budgets.budget import (
    Budget,
    BudgetRow,
    BudgetTable,
    Fact,
    Figure,
)
from jixiao.budgets.columns import number_of
from jixiao.budgets.extraction import narrative_alone, read_budget
from jixiao.budgets.layout import Layout, layouts
from jixiao.budgets.tables import BLANK_SOMEWHERE, UNKNOWN_HEADS

__all__ = [
    "BLANK_SOMEWHERE",
    "UNKNOWN_HEADS",
    "Budget",
    "BudgetRow",
    "BudgetTable",
    "Fact",
    "Figure",
    "Layout",
    "layouts",
    "narrative_alone",
    "number_of",
    "read_budget",
]
