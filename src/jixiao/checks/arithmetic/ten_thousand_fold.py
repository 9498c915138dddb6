"""元和万元差了一万倍。"""

from collections.abc import Iterator
from decimal import Decimal
from typing import NamedTuple

from jixiao.checks import check
from jixiao.checks.amounts import slipped, whole_amounts
from jixiao.checks.costs import Cost, costs
from jixiao.checks.objectives import objective_text
from jixiao.evidence import Evidence
from jixiao.findings import Breach, Severity
from jixiao.money import convert
from jixiao.targets import TargetTable


@check(
    code="AR11",
    title="元和万元差了一万倍",
    says="{where} {printed} 与资金总额 {stated}{unit} 差一万倍",
    suggests="核对单位：是元还是万元",
    severity=Severity.ERROR,
    basis="财预〔2021〕101号",
    rule="C06 G14",
)
def ten_thousand_fold(table: TargetTable) -> Iterator[Breach]:
    unit = str(table.money_unit)
    totals = {
        convert(total, unit, "元"): total for total in table.funding.totals if total
    }
    for amount in _stated_amounts(table):
        if amount.yuan in totals:
            continue
        slip = next((yuan for yuan in totals if slipped(amount.yuan, yuan)), None)
        if slip is not None:
            yield Breach(
                (amount.evidence, table.evidence.get("funding.annual.total")),
                "funding",
                where=amount.where,
                printed=amount.printed,
                stated=totals[slip],
                unit=unit,
                least_yuan=min(slip, amount.yuan),
            )


class _StatedAmount(NamedTuple):
    """An amount that a form states for the whole project outside its funding."""

    where: str
    printed: str
    yuan: Decimal
    evidence: Evidence


def _stated_amounts(table: TargetTable) -> Iterator[_StatedAmount]:
    cost_rows = costs(table)
    for cost in cost_rows:
        if not cost.per_unit:
            row = cost.indicator
            yield _StatedAmount("成本指标", row.target.text, cost.yuan, row.evidence)
    yield from _counted_out(cost_rows)
    if evidence := table.evidence.get("objective"):
        for amount in whole_amounts(objective_text(table)):
            yield _StatedAmount("目标文字", amount.printed, amount.yuan, evidence)


def _counted_out(cost_rows: list[Cost]) -> Iterator[_StatedAmount]:
    """What all prices times their counts come to, whatever their bounds."""
    totals = [cost.total for cost in cost_rows]
    known = [total for total in totals if total is not None]
    if any(cost.per_unit for cost in cost_rows) and len(known) == len(totals):
        terms = " + ".join(cost.term for cost in cost_rows)
        evidence = cost_rows[0].indicator.evidence
        yield _StatedAmount("成本指标合计", terms, sum(known, Decimal(0)), evidence)
