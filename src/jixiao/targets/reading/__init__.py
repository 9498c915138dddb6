"""Lines and cells of a document become the fields and rows of a target table."""

from jixiao.targets.reading.extraction import read_tables
from jixiao.targets.reading.forms import PrintedForm, find_forms
from jixiao.targets.reading.unfold import unfold

__all__ = ["PrintedForm", "find_forms", "read_tables", "unfold"]
