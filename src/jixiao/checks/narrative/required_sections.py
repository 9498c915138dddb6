"""情况说明缺少应有的内容。"""

import re
from collections.abc import Iterator

from jixiao import chinese
from jixiao.budgets import Budget
from jixiao.checks import CannotCheck, Dossier, check
from jixiao.checks.paper import Paper
from jixiao.checks.standard import required_parts
from jixiao.documents import Document
from jixiao.evidence import Evidence
from jixiao.findings import Breach, Severity


@check(
    code="NA13",
    title="情况说明缺少应有的内容",
    says="没有说到{names}",
    suggests="补上缺少的部分；没有的事项也要写明没有",
    severity=Severity.WARNING,
    basis="财预〔2016〕143号",
    rule="N12",
)
def required_sections(dossier: Dossier) -> Iterator[Breach]:
    budget, paper = dossier.narrative()
    required = required_parts(budget.layout, budget.fiscal_year)
    if required is None:
        raise CannotCheck("没有这一年应说明哪些内容的规定")
    chapter = budget.chapters.get("情况说明")
    if chapter is None:
        raise CannotCheck("文件里没有预算情况说明")
    body = _body(budget, paper, dossier.document)
    missing = [
        name
        for name, marks in required.sections.items()
        if not any(mark in body for mark in marks)
    ]
    if missing:
        yield Breach(_first_line(chapter), "budget.chapters", names=missing)


def _body(budget: Budget, paper: Paper, document: Document | None) -> str:
    """The words of a document without its contents and its explanations of terms.

    The title of the explanations stands for them.
    """
    first, behind = _contents(document)
    terms = budget.chapters.get("名词解释")
    if terms is None or terms.lines is None:
        return paper.between(0, first) + paper.between(behind, _END)
    start, last = terms.lines
    before = paper.between(0, first) + paper.between(behind, start + 1)
    return before + paper.between(last + 1, _END)


_END = 10**9
_PAGE = re.compile(r"[.·…\-—\s]*\d*$")


def _contents(document: Document | None) -> tuple[int, int]:
    """The lines from 目录 to where its first entry stands again; none where it does not."""
    lines = (
        [(line.number, chinese.key(line.text)) for line in document.lines]
        if document
        else []
    )
    titles = [at for at, (_, text) in enumerate(lines) if text in ("目录", "目次")]
    for at in titles:
        entries = [_PAGE.sub("", text) for _, text in lines[at + 1 :]]
        first = next((entry for entry in entries if entry), None)
        for number, text in lines[at + 2 :]:
            if first and text == first and number > lines[at + 1][0] + 1:
                return lines[at][0], number
    return 0, 0


def _first_line(chapter: Evidence) -> Evidence:
    """The first line of a chapter; the whole of it would say nothing."""
    first = chapter.lines[0] if chapter.lines else 0
    quote = chapter.quote or ""
    return Evidence(lines=(first, first), quote=quote[:20])
