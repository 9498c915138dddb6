"""Indicator values computed from the records: each with the rows and the query that prove it."""

from jixiao.measures.declaration import Measure, ValueKind, library, measure
from jixiao.period import Period

__all__ = ["Measure", "Period", "ValueKind", "library", "measure"]
