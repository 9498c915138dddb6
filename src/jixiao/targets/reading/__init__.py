"""Lines and cells of a document become the fields and rows of a target table.

`unfold` gives a table that extraction ran together its lines back, and `restating` a form told in
another shape the usual one (`cut_lines`, `project_rows`, `outlines`, `bracketed`, `stated`,
`blank_columns`, `printed_heads`). `find_forms` finds where each
printed form begins and ends (`forms`, `titles`, `heads`, `areas`). `read_tables` reads them
(`extraction`): the upper half by its labels (`labels`, `header_reader`: `fields`, `funding`,
`budget_execution`, `objectives`), the lower half by one of four strategies, each a module with
one door that returns a `Body` of rows:

- `grid`: rows of cells, ruled or parted by tabs;
- `running`: running lines in aligned columns, parted by spaces (`rows`);
- `stream`: cells whose rows or columns are lost (`column_alignment`, weighed by `wording`);
- `sentences`: indicators told in prose.

What they share stands in `levels` (labels of the two levels) and `columns` (roles of the heads).
`indicators` makes values of a row's cells (`ticks`), `repair` puts slid labels back.
"""

from jixiao.targets.reading.extraction import read_tables
from jixiao.targets.reading.forms import PrintedForm, find_forms
from jixiao.targets.reading.unfold import unfold

__all__ = ["PrintedForm", "find_forms", "read_tables", "unfold"]
