"""产出指标与目标对不上。"""

from collections.abc import Iterator
from decimal import Decimal

from jixiao.checks import check
from jixiao.checks.likeness import bigrams, share
from jixiao.checks.objectives import objective_texts
from jixiao.findings import Breach, Severity
from jixiao.targets import TargetTable


@check(
    code="CH21",
    title="产出指标与目标对不上",
    says="数量和质量指标说的，与目标说的不像一件事：用词只有 {alike}% 相同",
    suggests="核对指标和目标是否说的一件事；按目标重设产出指标",
    severity=Severity.WARNING,
    basis="财预〔2021〕101号",
    rule="I19",
    needs_all_rows=True,
    tells_for=("CH23",),
)
def outputs_of_objective(
    table: TargetTable, *, least: Decimal, shortest: int
) -> Iterator[Breach]:
    rows = [
        row
        for row in table.indicators
        if row.aspect in ("数量指标", "质量指标") and not row.not_applicable
    ]
    objectives = [text for _, text in objective_texts(table)]
    promised = bigrams("。".join([*objectives, table.project_name or ""]))
    outputs = frozenset[str]().union(*(bigrams(row.name) for row in rows))
    alike = share(outputs, promised)
    if objectives and len(outputs) >= shortest and alike < least:
        at = [table.evidence.get("objective"), *(row.evidence for row in rows)]
        yield Breach(at, "indicators", alike=round(alike * 100))
