"""指标值与目标文字的数不符。"""

from collections.abc import Iterator
from decimal import Decimal

from jixiao.checks import check
from jixiao.checks.amounts import named_counts
from jixiao.checks.costs import QUANTITY
from jixiao.findings import Breach, Severity
from jixiao.quantity import Bound
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
    texts = [(place, getattr(table, place)) for place in ("objective", "own_level_objective")]
    for index, row in enumerate(table.indicators):
        if row.aspect != QUANTITY or row.target.number is None or row.target.others:
            continue
        value = row.target.in_base_units()
        for place, objective in texts:
            said = named_counts(objective.text, row.name) if objective and value else []
            same = [(count, printed) for count, unit, printed in said if value and unit == value[1]]
            if same and value and not any(_meets(row, value[0], count) for count, _ in same):
                yield Breach(
                    (row.evidence, table.evidence.get(place)),
                    f"indicators[{index}].target",
                    None if len(same) == 1 else Severity.ADVICE,
                    name=row.name,
                    stated=row.target.text,
                    said=[printed for _, printed in same],
                )
                break


def _meets(row: Indicator, value: Decimal, said: Decimal) -> bool:
    """A floor below what the objective says, or a ceiling above it, is no contradiction."""
    match row.target.bound:
        case Bound.AT_LEAST | Bound.ABOVE:
            return said >= value
        case Bound.AT_MOST | Bound.BELOW:
            return said <= value
        case _:
            return said == value
