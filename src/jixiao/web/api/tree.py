"""The tree for programs: a division and its children, their packages, indicators, money, and gaps."""

from collections.abc import Iterator
from datetime import date
from typing import TYPE_CHECKING

from jixiao.web.api.fund_rooms import Asked, of_place
from jixiao.web.api.house_shapes import (
    TreeAccount,
    TreeChild,
    TreeGap,
    TreeIndicator,
    TreeOverview,
    TreeValue,
)
from jixiao.web.work.tree_pages import TreePage, tree_at

if TYPE_CHECKING:
    from jixiao.service.tree.indicators import Rollup
    from jixiao.service.tree.matrix import MatrixRow

_LONGEST_CODE = 20


@of_place("tree")
def tree(asked: Asked) -> TreeOverview:
    """Return a division; without `division` the top, without `day` the last of the year."""
    entered = asked.entered
    day = asked.day if asked.words.get("day") else date(entered.year, 12, 31)
    named = asked.words.get("division", "").strip()[:_LONGEST_CODE]
    page = tree_at(entered, day, named)
    listed, of_list = asked.page(page.seen.gaps)
    return TreeOverview(
        **asked.about,
        **of_list,
        day=day,
        year=entered.year,
        division=page.division,
        children=tuple(_children(page)),
        indicators=tuple(map(_indicator, page.seen.rows)),
        accounts=tuple(_accounts(page)),
        gaps=tuple(TreeGap(g.division, g.title, g.why) for g in listed),
        notes=tuple(page.gathered.absent),
    )


def _children(page: TreePage) -> Iterator[TreeChild]:
    came = {each.division: each for each in page.gathered.receipts}
    for code in page.seen.children:
        receipt = came.get(code)
        name = page.gathered.tree.nodes[code].name
        on = receipt.came_on if receipt else None
        yield TreeChild(code, name, on, receipt.days_late if receipt else None)


def _indicator(row: "MatrixRow") -> TreeIndicator:
    children = tuple(map(_value, row.children.values()))
    return TreeIndicator(row.indicator, row.whole.unit, _value(row.whole), children)


def _value(rollup: "Rollup") -> TreeValue:
    return TreeValue(
        rollup.division, rollup.value, rollup.numerator, rollup.denominator,
        rollup.wording, tuple(rollup.missing), tuple(rollup.notes),
    )  # fmt: skip


def _accounts(page: TreePage) -> Iterator[TreeAccount]:
    from jixiao.service.tree.transfers import accounts  # noqa: PLC0415 — loads the engine

    part = page.gathered.tree.part(page.division)
    for each in accounts(page.gathered.bookings):
        if each.division in part.nodes:
            yield TreeAccount(
                each.division, each.year, each.fund, each.received, each.provided,
                each.allocated, each.spent, each.left, each.stated_left,
            )  # fmt: skip
