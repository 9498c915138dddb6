"""指标值与目标文字的数不符。"""

from collections.abc import Iterator

from jixiao.checks import check
from jixiao.checks.objectives import contradicted, spoken_of
from jixiao.checks.stated_numbers import contradicting_numbers
from jixiao.findings import Breach, Severity
from jixiao.targets import Indicator, TargetTable


@check(
    code="AR12",
    title="指标值与目标文字的数不符",
    says="“{name}”的指标值 {stated}，目标文字写“{said}”",
    suggests="核对两处的数，改正写错的一处",
    severity=Severity.WARNING,
    basis="财预〔2021〕101号",
    rule="V14",
)
def count_in_objective(table: TargetTable) -> Iterator[Breach]:
    """The first objective whose numbers of a row's subject all contradict the row is shown."""

    def contradicting(row: Indicator, text: str) -> list[str]:
        if row.target.others:
            return []
        return list(dict.fromkeys(contradicting_numbers(row, text, table)))

    for seen in spoken_of(table, contradicting):
        is_one = len(seen.said) == 1
        yield contradicted(table, seen, None if is_one else Severity.ADVICE)
