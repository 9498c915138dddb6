"""决算与预算不同，没有说原因。"""

from collections.abc import Iterator

from jixiao.checks import Dossier, check
from jixiao.findings import Breach, Severity


@check(
    code="NA25",
    title="决算与预算不同，没有说原因",
    says="{count} 处说了决算数大于或小于预算数，没有说原因：{printed}",
    suggests="逐处写明主要原因",
    severity=Severity.WARNING,
    basis="财预〔2016〕143号",
    rule="N07",
)
def difference_without_reason(dossier: Dossier) -> Iterator[Breach]:
    """One finding for a document; what is said to be level needs no reason."""
    silent = [
        statement
        for statement in dossier.carried_out
        if statement.comparison not in (None, "持平", "等于")
        and not statement.has_reason
    ]
    if silent:
        yield Breach(
            (statement.evidence for statement in silent),
            "budget.figures",
            count=len(silent),
            printed=[f"“{statement.printed}”" for statement in silent][:_MOST],
        )


_MOST = 3
