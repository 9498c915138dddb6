"""Indicator values computed from the records: each with the rows and the query that prove it."""

from jixiao.measures.declaration import Kind, Measure, library, measure
from jixiao.period import Period

__all__ = ["Kind", "Measure", "Period", "library", "measure"]
