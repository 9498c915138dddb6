"""目标说的像是别的项目。"""

from collections.abc import Iterator
from decimal import Decimal

from jixiao.checks import Dossier, check
from jixiao.checks.likeness import bigrams, share, telling_name
from jixiao.findings import Breach, Severity


@check(
    code="CH12",
    title="目标说的像是别的项目",
    says="目标与“{other}”的名称有 {there}% 的用词相同，与本项目的名称只有 {here}%",
    suggests="核对目标是否从别的项目抄来；按本项目改写",
    severity=Severity.WARNING,
    basis="财预〔2015〕88号",
    rule="I19",
)
def another_project(
    dossier: Dossier, *, least: Decimal, own_most: Decimal
) -> Iterator[Breach]:
    """Ask which project's name stands in the objective, and say how sure that is."""
    names = [(table, bigrams(telling_name(table))) for table in dossier.tables]
    for table, name in names:
        if not table.objective or len(name) < _SHORTEST:
            continue
        objective = bigrams(table.objective.text)
        here = share(name, objective)
        rivals = [
            (share(other_name, objective), other)
            for other, other_name in names
            if other is not table and len(other_name - name) >= _SHORTEST
        ]
        there, other = max(rivals, key=lambda rival: rival[0], default=(0.0, table))
        if here <= own_most and there >= least:
            yield Breach(
                (table.evidence.get("objective"), table.evidence.get("project_name")),
                "objective",
                project_name=table.project_name,
                other=other.project_name,
                there=round(there * 100),
                here=round(here * 100),
            )


_SHORTEST = 3
