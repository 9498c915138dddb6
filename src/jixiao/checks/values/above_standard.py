"""单位成本高于支出标准。"""

from collections.abc import Iterator
from itertools import product

from jixiao.checks import Dossier, check
from jixiao.checks.costs import costs
from jixiao.findings import Breach, Severity


@check(
    code="VA16",
    title="单位成本高于支出标准",
    says="“{name} {stated}”高于支出标准 {most}{unit}（{source}）",
    suggests="按标准核减，或说明超出标准的依据",
    severity=Severity.WARNING,
    basis="财预〔2021〕101号",
    rule="C07",
)
def above_standard(dossier: Dossier) -> Iterator[Breach]:
    standards = dossier.standards()
    for table in dossier.tables:
        in_force = [
            standard for standard in standards if standard.holds(table.fiscal_year)
        ]
        unit_costs = [cost for cost in costs(table) if cost.per_unit]
        for cost, standard in product(unit_costs, in_force):
            row = cost.indicator
            if standard.item in row.name and cost.yuan > standard.yuan:
                yield Breach(
                    row.evidence,
                    cost.place,
                    project_name=table.project_name,
                    name=row.name,
                    stated=row.target.text,
                    most=standard.most,
                    unit=standard.unit,
                    source=standard.basis,
                )
