"""增减没有说原因。"""

import re
from collections.abc import Iterator

from jixiao import chinese
from jixiao.budgets import Budget, Figure, number_of
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
    """A concept is explained where one of its changes is: amount and rate share a sentence."""
    budget, paper = dossier.narrative()
    silent = {
        concept: figures
        for concept, figures in _changes(budget).items()
        if not any(_is_explained(paper, figure, within) for figure in figures)
    }
    if silent:
        yield Breach(
            (figure.evidence for figures in silent.values() for figure in figures),
            "budget.figures",
            count=len(silent),
            names=list(silent),
        )


def _changes(budget: Budget) -> dict[str, list[Figure]]:
    """The changes that are not zero, by the concept that grew or fell."""
    changes: dict[str, list[Figure]] = {}
    for figure in budget.figures:
        if figure.direction and number_of(figure.amount):
            changes.setdefault(figure.of or "（未写明）", []).append(figure)
    return changes


def _is_explained(paper: Paper, figure: Figure, within: int) -> bool:
    """Whether the `within` characters that follow the change say why."""
    printed = chinese.key(f"{figure.direction}{figure.amount}{figure.unit}")
    following = re.compile(f"{re.escape(printed)}(.{{0,{within}}})")
    first, last = figure.evidence.lines or (0, 0)
    for match, _ in paper.find(following):
        stands_here = first <= paper.line(match.start()) <= last
        if stands_here and words("reasons").search(match[1]):
            return True
    return False
