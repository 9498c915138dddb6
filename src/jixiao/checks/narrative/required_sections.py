"""情况说明缺少应有的内容。"""

from collections.abc import Iterator

from jixiao.checks import CannotCheck, Dossier, check
from jixiao.checks.standard import required_parts
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
    missing = [
        name
        for name, marks in required.sections.items()
        if not any(mark in paper.text for mark in marks)
    ]
    if missing:
        yield Breach(_first_line(chapter), "budget.chapters", names=missing)


def _first_line(chapter: Evidence) -> Evidence:
    """The first line of a chapter; the whole of it would say nothing."""
    first = chapter.lines[0] if chapter.lines else 0
    quote = chapter.quote or ""
    return Evidence(lines=(first, first), quote=quote[:20])
