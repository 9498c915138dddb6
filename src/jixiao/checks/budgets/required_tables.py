"""应公开的表没有公开或次序不对。"""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from jixiao.budgets import Budget, layouts
from jixiao.checks import CannotCheck, Dossier, check
from jixiao.checks.paper import Paper
from jixiao.checks.standard import RequiredParts, required_parts
from jixiao.findings import Breach, Severity


@check(
    code="BU13",
    title="应公开的表没有公开或次序不对",
    says="{reason}",
    suggests="{do}",
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
        reason = f"没有{'、'.join(missing)}"
        do = "补公开缺少的表；没有数的也要公开空表并说明"
        yield Breach(at, "budget.tables", reason=reason, do=do)
    printed = list(dict.fromkeys(table.code for table in budget.tables))
    known = [code for code in printed if code in required.tables]
    usual = (tuple(required.tables), *required.orders)
    if known not in ([code for code in order if code in known] for order in usual):
        order = "、".join(required.tables[code] for code in known)
        reason = f"次序与规定不同，现在是：{order}"
        do = "按规定的次序排列各表"
        yield Breach(at, "budget.tables", Severity.ADVICE, reason=reason, do=do)


def _missing_titles(budget: Budget, required: RequiredParts, paper: Paper) -> list[str]:
    """The titles of required tables that are neither read nor printed outside the contents."""
    headings = {shape.code: shape.heading for shape in layouts()[budget.layout].tables}
    present = {table.code for table in budget.tables} | _titled(headings, paper)
    return [title for code, title in required.tables.items() if code not in present]


@dataclass(frozen=True, slots=True)
class _Title:
    """Where a table's title stands: its span in the paper's text, and its line."""

    code: str
    start: int
    end: int
    line: int

    def lies_in(self, other: "_Title") -> bool:
        """Whether it is only a part of a longer title: 支出决算表 of 财政拨款支出决算表."""
        longer = other.end - other.start > self.end - self.start
        return longer and other.start <= self.start and self.end <= other.end


def _titled(headings: Mapping[str, re.Pattern[str]], paper: Paper) -> set[str]:
    """The tables whose titles the paper prints outside its contents."""
    every_title = [
        _Title(code, match.start(), match.end(), paper.line(match.start()))
        for code, heading in headings.items()
        for match in heading.finditer(paper.text)
    ]
    titles = [
        title
        for title in every_title
        if not any(title.lies_in(other) for other in every_title)
    ]
    of_contents = _lines_of_contents(title.line for title in titles)
    return {title.code for title in titles if title.line not in of_contents}


def _lines_of_contents(lines: Iterable[int]) -> set[int]:
    """The lines that stand among several titles one below another, as contents print them."""
    ordered = sorted(set(lines))
    contents: set[int] = set()
    run: list[int] = []
    for line in ordered:
        if run and line - run[-1] > 1:
            run = []
        run.append(line)
        if len(run) >= _FEWEST_IN_CONTENTS:
            contents.update(run)
    return contents


_FEWEST_IN_CONTENTS = 3
