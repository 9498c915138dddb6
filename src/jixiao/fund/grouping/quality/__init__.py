"""Quality of discharge lists: checks that mark lists, and six rates a hospital."""

from jixiao.fund.grouping.quality.declaration import (
    ListCheck,
    Severity,
    library,
    list_check,
)

__all__ = ["ListCheck", "Severity", "library", "list_check"]
