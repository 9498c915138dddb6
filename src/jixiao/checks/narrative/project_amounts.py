"""情况说明里的项目金额与目标表不符。"""

import re
from collections.abc import Iterator

from jixiao import chinese
from jixiao.checks import Dossier, check
from jixiao.checks.amounts import read_number
from jixiao.findings import Breach, Severity
from jixiao.money import convert


@check(
    code="NA16",
    title="情况说明里的项目金额与目标表不符",
    says="情况说明写“{name}”{stated}{unit}，绩效目标表的年度资金为 {right}{unit}",
    suggests="核对两处金额；说明里是几年的总额的，写明年度金额",
    severity=Severity.ERROR,
    basis="财预〔2016〕143号",
    rule="P07",
)
def project_amounts(dossier: Dossier) -> Iterator[Breach]:
    """Compare with the year's money and, so that no total is taken for it, the whole project's."""
    _, paper = dossier.narrative()
    for table in dossier.tables:
        name = chinese.key(table.project_name or "")
        totals = table.funding.totals
        if len(name) < _SHORTEST or not totals:
            continue
        form_unit = str(table.money_unit)
        known = {convert(total, form_unit, "元") for total in totals}
        annual = table.funding.annual.total or totals[0]
        for match, evidence in paper.find(re.compile(re.escape(name) + _AMOUNT)):
            unit = match["unit"]
            if convert(read_number(match["number"]), unit, "元") in known:
                continue
            yield Breach(
                (evidence, table.evidence.get("funding.annual.total")),
                "budget.figures",
                project_name=table.project_name,
                name=table.project_name,
                stated=match["number"],
                unit=unit,
                right=convert(annual, form_unit, unit),
            )


_SHORTEST = 4
_AMOUNT = (
    r"[”\"]?(?:项目)?(?:预算|资金|支出|安排|经费|年度)*(?:为|是)?"
    r"(?P<number>\d[\d,]*(?:\.\d+)?)(?P<unit>亿元|万元|元)"
)
