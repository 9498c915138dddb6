"""情况说明漏了表里的科目。"""

import re
from collections.abc import Iterator

from jixiao import chinese
from jixiao.budgets import Budget, BudgetRow
from jixiao.checks import Dossier, check
from jixiao.checks.budget_cells import cell, plain_name, table
from jixiao.findings import Breach, Severity


@check(
    code="NA48",
    title="情况说明漏了表里的科目",
    says="情况说明逐项说了 {count} 个科目，没有说{names}",
    suggests="补上漏掉的科目，或核对表里多出的科目",
    severity=Severity.WARNING,
    basis="财预〔2016〕143号",
    rule="N12",
)
def items_left_out(dossier: Dossier, *, least: int) -> Iterator[Breach]:
    """Only where all items of the table but one or two are gone through by name."""
    budget, paper = dossier.narrative()
    said = {match["item"]: at for match, at in paper.find(_ITEM)}
    items = list(_items(budget))
    silent = [
        (row, amount)
        for row, amount in items
        if not any(_same(plain_name(row), item) for item in said)
    ]
    heard = len(items) - len(silent)
    if heard >= least and 0 < len(silent) <= _FEW:
        yield Breach(
            (row.evidence for row, _ in silent),
            "budget.tables",
            count=heard,
            names=[f"“{row.subject_name}”（{amount}）" for row, amount in silent],
        )


_ITEM = re.compile(r"\(款\)(?P<item>[^(),，。;；\d]{2,40})\(项\)")
_FEW = 2
_LENGTH = 7
"""The code of a 项 has seven digits."""


def _items(budget: Budget) -> Iterator[tuple[BudgetRow, str]]:
    """The items (项) that the table of the general budget prints, each with this year's amount."""
    for code, column in (("F5", "小计"), ("T2", "合计")):
        printed = table(budget, code)
        for row in printed.rows if printed else ():
            is_item = len(row.subject_code or "") == _LENGTH
            amount = cell(row, column) if is_item else None
            if printed and amount:
                yield row, f"{amount}{printed.money_unit}"


def _same(name: str, item: str) -> bool:
    """Whether a row's name is what the narrative calls an item: either may be cut short."""
    item = chinese.key(item)
    return name.startswith(item) or item.startswith(name)
