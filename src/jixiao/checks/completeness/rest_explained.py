"""没有分配到本级的资金没有说明。"""

from collections.abc import Iterator

from jixiao.checks import check
from jixiao.checks.objectives import objective_texts
from jixiao.checks.standard import words
from jixiao.findings import Breach, Severity
from jixiao.targets import TargetTable


@check(
    code="CO07",
    title="没有分配到本级的资金没有说明",
    says="年度资金 {whole}{unit}，本级已分配 {own}{unit}，另外 {rest}{unit} 没有说明去向",
    suggests="在目标文字里写明其余资金转移到哪里，或何时分配",
    severity=Severity.WARNING,
    basis="财预〔2015〕88号",
    rule="G05",
)
def rest_explained(table: TargetTable) -> Iterator[Breach]:
    funding = table.funding
    whole, own_level = funding.annual.total, funding.own_level.total
    if (
        not whole
        or own_level is None
        or own_level >= whole
        or funding.lower_level.total
    ):
        return
    if not any(words("passed_down").search(text) for _, text in objective_texts(table)):
        yield Breach(
            (
                table.evidence.get("funding.annual.total"),
                table.evidence.get("objective"),
            ),
            "funding.own_level.total",
            whole=whole,
            own=own_level,
            rest=whole - own_level,
            unit=table.money_unit,
        )
