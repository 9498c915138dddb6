"""效益指标写的是产出。"""

from collections.abc import Iterator

from jixiao import chinese
from jixiao.cell_path import CellPath
from jixiao.checks import check
from jixiao.checks.standard import words
from jixiao.findings import Breach, Severity
from jixiao.targets import Indicator, TargetTable


@check(
    code="CH27",
    title="效益指标写的是产出",
    says="“{name} {stated}”数的是做了多少，放在{aspect}里",
    suggests="移到数量指标；效益指标写做完以后带来的变化",
    severity=Severity.WARNING,
    basis="财预〔2021〕101号",
    rule="I05 I06",
)
def effect_is_output(table: TargetTable) -> Iterator[Breach]:
    """A count of works: it begins with what was done and is counted in pieces, not in per cent."""
    for index, row in enumerate(table.indicators):
        if row.dimension == "效益指标" and _counts_works(row):
            yield Breach(
                row.evidence,
                CellPath.in_row(index, "aspect"),
                name=row.name,
                stated=row.target.text,
                aspect=row.aspect or "效益指标",
            )


def _counts_works(row: Indicator) -> bool:
    name = chinese.key(row.name)
    is_count = row.target.number is not None and row.target.unit not in ("%", "‰", None)
    begins = words("works_done").match(name)
    return is_count and bool(begins) and not words("works_effects").search(name)
