"""比的不是上一年。"""

import re
from collections import Counter
from collections.abc import Iterator

from jixiao.budgets import Budget
from jixiao.checks import Dossier, check
from jixiao.findings import Breach, Severity


@check(
    code="NA36",
    title="比的不是上一年",
    says="{count} 处写着{printed}，应与 {usual} 年比",
    suggests="核对比的是哪一年，连同增减额一起改正",
    severity=Severity.WARNING,
    basis="财预〔2016〕143号",
    rule="N04",
)
def compared_year(dossier: Dossier, *, least: int) -> Iterator[Breach]:
    """The year that most comparisons name is the right one, where several name it.

    A budget is compared with no budget of its own year.
    """
    budget, paper = dossier.narrative()
    compared = list(paper.find(_COMPARED))
    with_itself = [at for match, at in compared if _is_own_year(budget, match)]
    if with_itself and budget.fiscal_year:
        yield Breach(
            with_itself,
            "budget.figures",
            usual=budget.fiscal_year - 1,
            count=len(with_itself),
            printed=f"“比{budget.fiscal_year}年”",
        )
        return
    years = Counter(match["year"] for match, _ in compared)
    if not years:
        return
    (usual, count), *_ = years.most_common()
    strange = [(match, at) for match, at in compared if match["year"] != usual]
    is_former = usual == str((budget.fiscal_year or 0) - 1)
    is_usual = count >= least and count > len(strange) * _OVERWHELMING
    if strange and (is_usual or (is_former and count > len(strange))):
        yield Breach(
            (at for _, at in strange),
            "budget.figures",
            usual=usual,
            count=len(strange),
            printed=list(dict.fromkeys(f"“{match[0]}”" for match, _ in strange)),
        )


def _is_own_year(budget: Budget, match: re.Match[str]) -> bool:
    """Final accounts are compared with the budget of their own year by right."""
    is_accounts = any(table.code.startswith("F") for table in budget.tables)
    return not is_accounts and match["year"] == str(budget.fiscal_year)


_OVERWHELMING = 2
_COMPARED = re.compile(
    r"(?:比|较|与|同)(?P<year>20\d{2})年度?(?:决算|预算|执行)?数?(?:相比|增加|减少|增长|下降|上升|降低|持平)"
)
