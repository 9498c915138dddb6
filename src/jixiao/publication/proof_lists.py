"""What stands behind the actual values of self-evaluation forms, as one more sheet of them."""

from collections.abc import Iterator

from jixiao.documents import Cell, Grid
from jixiao.measures.declaration import library
from jixiao.measures.references import reference_of
from jixiao.measures.year_proof import Project, Year
from jixiao.publication.forms import Sheet

_HEADS = ("项目", "三级指标", "实际", "怎么算的", "证据号")
_WIDTHS = (16, 18, 12, 36, 24)
TITLE = "实际完成值的证据"


def lay_out_proofs(year: Year) -> Sheet | None:
    """Lay out a line for each value that the records gave; none where they gave none.

    The last cell is what opens the proof: `jixiao explain measure "BE01；险种=居民；2026"`.
    """
    lines = [line for project in year.projects for line in _lines(project, year)]
    if not lines:
        return None
    cells = (
        Cell(text=text, row=row, column=column)
        for row, line in enumerate([_HEADS, *lines])
        for column, text in enumerate(line)
    )
    return Sheet(
        titles=(TITLE,),
        notes=("凭证据号可以从记录里取出全部的行：jixiao explain measure 证据号",),
        grid=Grid(rows=len(lines) + 1, columns=len(_HEADS), cells=tuple(cells)),
        widths=_WIDTHS,
        labels=frozenset((0, column) for column in range(len(_HEADS))),
        head=0,
        landscape=False,
        unplaced=(),
    )


def _lines(project: Project, year: Year) -> Iterator[tuple[str, ...]]:
    name = project.evaluation.table.project_name or ""
    for of_row in project.answers:
        for answered in of_row.promises:
            measured = answered.measured
            if measured is None or not measured.rows:
                continue
            measure = library()[measured.code]
            yield (
                name,
                answered.indicator.name,
                answered.shown,
                measure.tell(measured.above, measured.below, measured.persons),
                reference_of(measured.code, measured.scope, year.period),
            )
