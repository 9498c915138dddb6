"""增减没有说原因。"""

import re
from collections.abc import Iterator

from jixiao import chinese
from jixiao.budgets import Budget, Figure, number_of
from jixiao.checks import Dossier, check
from jixiao.checks.likeness import bigrams, share
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
        place: figures
        for place, figures in _changes(budget).items()
        if not any(_is_explained(paper, figure, within) for figure in figures)
    }
    if silent:
        yield Breach(
            (figure.evidence for figures in silent.values() for figure in figures),
            "budget.figures",
            count=len(silent),
            names=list(dict.fromkeys(concept for concept, _ in silent)),
        )


def _changes(budget: Budget) -> dict[tuple[str, str | None], list[Figure]]:
    """The changes that are not zero, by the concept that grew or fell and the section that says so."""
    changes: dict[tuple[str, str | None], list[Figure]] = {}
    for figure in budget.figures:
        if figure.direction and number_of(figure.amount):
            concept = figure.of or "（未写明）"
            changes.setdefault((concept, figure.section), []).append(figure)
    return changes


def _is_explained(paper: Paper, figure: Figure, within: int) -> bool:
    """Whether the `within` characters that follow the change say why."""
    printed = chinese.key(f"{figure.direction}{figure.amount}{figure.unit}")
    following = re.compile(f"{re.escape(printed)}(.{{0,{within}}})")
    first, last = figure.evidence.lines or (0, 0)
    for match, _ in paper.find(following):
        stands_here = first <= paper.line(match.start()) <= last
        if not stands_here:
            continue
        if words("reasons").search(match[1]):
            return True
        start = match.start()
        before = paper.text[max(0, start - _CLAUSES) : start]
        below = paper.text[start : start + _PARAGRAPHS]
        if _is_explained_below(below, str(figure.of), before):
            return True
    return False


_CLAUSES = 60
_PARAGRAPHS = 500
"""So far before a change stand the words it is of, and so far below it may stand “财政拨款收入支出增加的主要原因是”."""
_REASON_OF = re.compile(
    r"(?:^|[。;,:])(?P<what>[^。;,:\d]{4,20}?)(?:增加|减少|增减|变动|变化|增长|下降)(?:\((?:增加|减少|增长|下降)\))?的?(?:主要)?原因"
)
_NEARLY_ALL = 0.75


def _is_explained_below(text: str, concept: str, before: str) -> bool:
    """Whether a sentence below names the concept, or what stands before the change, and why."""
    pairs = bigrams(concept.removesuffix("预算"))
    named = [match["what"] for match in _REASON_OF.finditer(text)]
    return any(
        share(pairs, bigrams(what)) >= _NEARLY_ALL or what[:_SHORTEST] in before
        for what in named
    )


_SHORTEST = 4
