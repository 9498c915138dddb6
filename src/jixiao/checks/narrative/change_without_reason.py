"""增减没有说原因。"""

import re
from collections.abc import Iterator

from jixiao import chinese
from jixiao.budgets import Figure, number_of
from jixiao.checks import Dossier, check
from jixiao.checks.paper import Paper
from jixiao.checks.standard import words
from jixiao.findings import Breach, Severity


@check(
    code="NA09",
    title="增减没有说原因",
    says="{count} 处增减没有说原因：{names}",
    suggests="补上“主要原因是……”",
    severity=Severity.WARNING,
    basis="财预〔2016〕143号",
    rule="N07",
)
def change_without_reason(dossier: Dossier, *, within: int) -> Iterator[Breach]:
    budget, paper = dossier.narrative()
    changes: dict[str, list[Figure]] = {}
    for figure in budget.figures:
        if figure.direction and number_of(figure.amount):
            changes.setdefault(figure.of or "（未写明）", []).append(figure)
    silent = {
        name: own
        for name, own in changes.items()
        if not any(_explained(paper, figure, within) for figure in own)
    }
    if silent:
        yield Breach(
            (figure.evidence for own in silent.values() for figure in own),
            "budget.figures",
            count=len(silent),
            names=list(silent),
        )


def _explained(paper: Paper, figure: Figure, within: int) -> bool:
    """Say whether what follows the change says why."""
    printed = chinese.key(f"{figure.direction}{figure.amount}{figure.unit}")
    first, last = figure.evidence.lines or (0, 0)
    return any(
        words("reasons").search(match[1])
        for match, _ in paper.find(re.compile(f"{re.escape(printed)}(.{{0,{within}}})"))
        if first <= paper.line(match.start()) <= last
    )
