"""情况说明所列各项之和不等于总数。"""

from collections.abc import Iterator
from decimal import Decimal

from jixiao.checks import Dossier, check
from jixiao.checks.amounts import in_unit
from jixiao.checks.statements import budgets_of_items, whole_lists
from jixiao.findings import Breach, Severity


@check(
    code="NA23",
    title="情况说明所列各项之和不等于总数",
    says="“{printed}”，所列 {count} 项之和 {computed}万元，相差 {gap}万元",
    suggests="核对总数和各项，改正写错的一处",
    severity=Severity.ERROR,
    basis="财预〔2016〕143号",
    rule="N02",
)
def lists_make_whole(dossier: Dossier) -> Iterator[Breach]:
    """Only lists that must be whole.

    Their shares make a hundred, all kinds of purchases stand there, or the spending of the same
    items comes to its whole.
    """
    _, paper = dossier.narrative()
    for listed in (*whole_lists(paper), *budgets_of_items(dossier.carried_out)):
        if listed.holds:
            continue
        computed = sum(listed.parts, Decimal(0))
        yield Breach(
            (listed.evidence, *listed.each),
            "budget.figures",
            printed=listed.printed,
            count=len(listed.parts),
            computed=in_unit(computed, "万元"),
            gap=in_unit(abs(computed - listed.whole), "万元"),
        )
