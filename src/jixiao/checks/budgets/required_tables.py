"""应公开的表没有公开或次序不对。"""

from collections.abc import Iterator

from jixiao.budgets import Budget, layouts
from jixiao.checks import CannotCheck, Dossier, check
from jixiao.checks.paper import Paper
from jixiao.checks.standard import RequiredParts, required_parts
from jixiao.findings import Breach, Severity


@check(
    code="BU13",
    title="应公开的表没有公开或次序不对",
    says="{reason}",
    suggests="补公开缺少的表；没有数的也要公开空表并说明",
    severity=Severity.ERROR,
    basis="财预〔2016〕143号",
    rule="B16",
)
def required_tables(dossier: Dossier) -> Iterator[Breach]:
    budget, paper = dossier.narrative()
    required = required_parts(budget.layout, budget.fiscal_year)
    if required is None:
        raise CannotCheck("没有这一年应公开哪些表的规定")
    if not budget.tables:
        raise CannotCheck("文件里没有预算表")
    at = (budget.tables[0].evidence, budget.tables[-1].evidence)
    missing = _missing_titles(budget, required, paper)
    if missing:
        yield Breach(at, "budget.tables", reason=f"没有{'、'.join(missing)}")
    printed = list(dict.fromkeys(table.code for table in budget.tables))
    known = [code for code in printed if code in required.tables]
    if known != [code for code in required.tables if code in known]:
        order = "、".join(required.tables[code] for code in known)
        reason = f"次序与规定不同，现在是：{order}"
        yield Breach(at, "budget.tables", Severity.ADVICE, reason=reason)


def _missing_titles(budget: Budget, required: RequiredParts, paper: Paper) -> list[str]:
    """The titles of required tables whose heading the document does not even print."""
    headings = {shape.code: shape.heading for shape in layouts()[budget.layout].tables}
    printed = {table.code for table in budget.tables}
    return [
        title
        for code, title in required.tables.items()
        if code not in printed and not headings[code].search(paper.text)
    ]
