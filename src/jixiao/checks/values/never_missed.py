"""指标值怎么做都能达到。"""

from collections.abc import Iterator

from jixiao.cell_path import CellPath
from jixiao.checks import check
from jixiao.checks.standard import words
from jixiao.findings import Breach, Severity
from jixiao.quantity import Bound
from jixiao.targets import Indicator, TargetTable


@check(
    code="VA31",
    title="指标值怎么做都能达到",
    says="“{name}”的指标值 {stated}，什么也不做也达得到",
    suggests="核对指标值，定一个要做才达得到的数",
    severity=Severity.WARNING,
    basis="财预〔2021〕101号",
    rule="V08",
)
def never_missed(table: TargetTable) -> Iterator[Breach]:
    for index, row in enumerate(table.indicators):
        if _is_floor_of_nought(row) or _is_ceiling_of_all(row):
            yield Breach(
                row.evidence,
                CellPath.in_row(index, "target"),
                name=row.name,
                stated=row.target.text,
            )


_ALL = 100


def _is_floor_of_nought(row: Indicator) -> bool:
    """A change (增长 ≥0) or a balance may well be asked not to be negative."""
    is_nought = row.target.number == 0 and row.target.bound is Bound.AT_LEAST
    return is_nought and not words("may_be_negative").search(row.name)


def _is_ceiling_of_all(row: Indicator) -> bool:
    """Faults of up to a hundred per cent; costs and execution of up to all the money are usual."""
    bound = row.target.bound
    is_ceiling = bound is not None and bound.is_ceiling
    number = row.target.number
    return (
        is_ceiling
        and row.target.unit == "%"
        and number is not None
        and number >= _ALL
        and bool(words("faults").search(row.name))
    )
