"""没有完成值却有得分，或有完成值没有得分。"""

from collections.abc import Iterator

from jixiao.cell_path import CellPath
from jixiao.checks import check
from jixiao.checks.rubric_points import groups_hold_points
from jixiao.evaluation import applicable
from jixiao.findings import Breach, Severity
from jixiao.targets import Indicator, TargetTable


@check(
    code="EV30",
    title="没有完成值却有得分，或有完成值没有得分",
    says="“{name}”{fault}，别的指标都填了",
    suggests="补填空着的一格",
    severity=Severity.WARNING,
    basis="财预〔2020〕10号",
    rule="E03",
    needs_all_rows=True,
)
def score_without_value(table: TargetTable) -> Iterator[Breach]:
    """Only where nearly all rows have both: then the form has the columns and they were read."""
    if not table.evaluated or groups_hold_points(table):
        return
    rows = [(index, table.indicators[index]) for index in applicable(table)]
    faulty = [(index, row, fault) for index, row in rows if (fault := _fault(row))]
    is_full = all(_is_filled(row) for _, row in rows if not _fault(row))
    if len(rows) >= _LEAST_ROWS and is_full and len(faulty) * _FEW <= len(rows):
        for index, row, fault in faulty:
            yield Breach(
                row.evidence,
                CellPath.in_row(index, "actual"),
                name=row.name,
                fault=fault,
            )


_LEAST_ROWS = 4
_FEW = 4
"""At most one row of so many may lack a cell: more of them is how the form is read."""


def _fault(row: Indicator) -> str | None:
    has_actual = row.actual is not None and bool(row.actual.text)
    if row.score is not None and row.score > 0 and not has_actual:
        return "没有实际完成值，却有得分"
    if row.score is None and row.weight is not None and has_actual:
        return "有实际完成值，没有得分"
    return None


def _is_filled(row: Indicator) -> bool:
    return row.actual is not None and row.score is not None and row.weight is not None
