"""单位成本高于支出标准。"""

from collections.abc import Iterator

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
        for cost in costs(table):
            row = cost.indicator
            for standard in standards:
                applies = standard.holds(table.fiscal_year) and standard.item in row.name
                if applies and cost.per_unit and cost.yuan > standard.yuan:
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
