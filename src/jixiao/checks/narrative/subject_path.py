"""情况说明的类、款、项与表不同。"""

import re
from collections.abc import Iterator

from jixiao.budgets import Budget
from jixiao.checks import Dossier, check
from jixiao.checks.budget_cells import plain_name
from jixiao.findings import Breach, Severity


@check(
    code="NA49",
    title="情况说明的类、款、项与表不同",
    says="情况说明写“{said}”，表里的“{item}”属于“{right}”",
    suggests="按表改正类、款的名称",
    severity=Severity.WARNING,
    basis="财预〔2016〕143号",
    rule="B12",
)
def subject_path(dossier: Dossier) -> Iterator[Breach]:
    """Only where the tables name the item, and the 款 that the narrative puts it in holds no such item."""
    budget, paper = dossier.narrative()
    above = _above_by_item(budget)
    known = {group for groups in above.values() for group in groups}
    for match, evidence in paper.find(_PATH):
        groups = above.get(match["item"], {})
        if groups and match["group"] in known and match["group"] not in groups:
            yield Breach(
                evidence,
                "budget.figures",
                said=match[0],
                item=match["item"],
                right="、".join(groups),
            )


_PATH = re.compile(
    r"(?P<class>[^(),，。;；.\d、]{2,24})\(类\)(?P<group>[^(),，。;；]{2,24})\(款\)(?P<item>[^(),，。;；\d]{3,40})\(项\)"
)
_GROUP, _ITEM = 5, 7
"""How many digits the codes of a 款 and of a 项 have."""


def _above_by_item(budget: Budget) -> dict[str, dict[str, None]]:
    """The names of the 款 that each item of the tables stands under."""
    names = {
        row.subject_code: plain_name(row)
        for printed in budget.tables
        for row in printed.rows
        if row.subject_code
    }
    above: dict[str, dict[str, None]] = {}
    for code, name in names.items():
        if len(code) == _ITEM and code[:_GROUP] in names:
            above.setdefault(name, {})[names[code[:_GROUP]]] = None
    return above
