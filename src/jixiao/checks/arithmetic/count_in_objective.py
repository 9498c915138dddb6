"""指标值与目标文字的数不符。"""

from collections.abc import Iterator
from decimal import Decimal

from jixiao.cell_path import CellPath
from jixiao.checks import check
from jixiao.checks.amounts import named_counts
from jixiao.checks.costs import QUANTITY
from jixiao.checks.objectives import objective_texts
from jixiao.findings import Breach, Severity
from jixiao.quantity import Bound, TargetValue
from jixiao.targets import Indicator, TargetTable


@check(
    code="AR12",
    title="指标值与目标文字的数不符",
    says="“{name}”的指标值 {stated}，目标文字写 {said}",
    suggests="核对两处的数，改正写错的一处",
    severity=Severity.WARNING,
    basis="财预〔2021〕101号",
    rule="V14",
)
def count_in_objective(table: TargetTable) -> Iterator[Breach]:
    """The first objective whose counts of a row's subject all contradict the row is shown."""
    texts = list(objective_texts(table))
    for index, row in enumerate(table.indicators):
        if row.aspect != QUANTITY or row.target.others:
            continue
        for place, text in texts:
            contradicting = _contradicting_counts(row, text)
            if contradicting:
                yield Breach(
                    (row.evidence, table.evidence.get(place)),
                    CellPath.in_row(index, "target"),
                    None if len(contradicting) == 1 else Severity.ADVICE,
                    name=row.name,
                    stated=row.target.text,
                    said=contradicting,
                )
                break


def _contradicting_counts(row: Indicator, text: str) -> list[str]:
    """The counts of a row's subject in a text, as printed; none where one of them agrees."""
    value = row.target.in_base_units()
    if value is None:
        return []
    number, unit = value
    counts = [counted for counted in named_counts(text, row.name) if counted[1] == unit]
    if any(_agrees(row.target, number, count) for count, _, _ in counts):
        return []
    return [printed for _, _, printed in counts]


def _agrees(target: TargetValue, number: Decimal, count: Decimal) -> bool:
    """A floor below what the objective says, or a ceiling above it, is no contradiction."""
    match target.bound:
        case Bound.AT_LEAST | Bound.ABOVE:
            return count >= number
        case Bound.AT_MOST | Bound.BELOW:
            return count <= number
        case _:
            return count == number
