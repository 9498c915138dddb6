"""一条指标占了一半以上的分值。"""

from collections.abc import Iterator
from decimal import Decimal

from jixiao.cell_path import CellPath
from jixiao.checks import CannotCheck, check
from jixiao.evaluation import applicable
from jixiao.findings import Breach, Severity
from jixiao.targets import Presence, TargetTable


@check(
    code="EV16",
    title="一条指标占了一半以上的分值",
    says="“{name}”分值 {weight}，占全部指标 {total} 分的 {share}%",
    suggests="按重要程度把分值分给各条指标，不集中在一条上",
    severity=Severity.WARNING,
    basis="财预〔2020〕10号",
    rule="E11",
    needs_all_rows=True,
)
def half_on_one_indicator(table: TargetTable, *, most: Decimal) -> Iterator[Breach]:
    if not table.evaluated:
        return
    rows = [(place, table.indicators[place]) for place in applicable(table)]
    total = sum((row.weight for _, row in rows if row.weight is not None), Decimal(0))
    if any(table.presence(level) is not Presence.FILLED for level in _LEVELS):
        raise CannotCheck("没有读出效益指标的行，各条的分量看不出")
    for place, row in rows:
        if row.weight is not None and total and row.weight / total >= most:
            yield Breach(
                row.evidence,
                CellPath.in_row(place, "weight"),
                name=row.name,
                weight=row.weight,
                total=total,
                share=round(row.weight / total * 100, 1),
            )


_LEVELS = ("产出指标", "效益指标")
