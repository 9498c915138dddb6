"""完成预算的百分比不对。"""

from collections.abc import Iterator

from jixiao.checks import Dossier, check
from jixiao.findings import Breach, Severity


@check(
    code="NA20",
    title="完成预算的百分比不对",
    says="“{printed}”，应是完成预算的 {computed}%，写作 {stated}%",
    suggests="核对两个数和百分比",
    severity=Severity.ERROR,
    basis="财预〔2016〕143号",
    rule="N05",
)
def budget_completed(dossier: Dossier) -> Iterator[Breach]:
    for statement in dossier.carried_out:
        if statement.rate and not statement.rate.holds:
            yield Breach(
                statement.evidence,
                "budget.figures",
                printed=statement.printed,
                stated=statement.rate.printed,
                computed=statement.rate.computed,
            )
