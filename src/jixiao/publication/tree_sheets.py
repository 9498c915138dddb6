"""What a division and its children reported, as sheets: a matrix, the gaps, a page for each child."""

from collections.abc import Iterator, Sequence

from jixiao.errors import JixiaoError
from jixiao.money import in_yuan
from jixiao.publication.forms import Sheet
from jixiao.publication.list_sheet import list_sheet
from jixiao.publication.writers.tile_map import Tile
from jixiao.service.tree.gathered import Gathered
from jixiao.service.tree.inbox import Receipt
from jixiao.service.tree.indicators import Kind, Rollup, shown
from jixiao.service.tree.matrix import (
    MatrixRow,
    Overview,
    late_words,
    share_of,
    value_words,
)
from jixiao.service.tree.transfers import accounts

_ACCOUNT = (
    "预算年度",
    "资金",
    "收到（元）",
    "安排（元）",
    "下达（元）",
    "支出（元）",
    "结余（元）",
)
_INDICATOR, _CHILD = 10, 9
_MOST_ACROSS = 6
"""Children in one matrix; more stand in further ones."""


def tree_sheets(gathered: Gathered, seen: Overview) -> Sequence[Sheet]:
    """Lay out the matrix, the gaps, and a page for each child of a division."""
    return [
        *_matrices(gathered, seen),
        _gaps(gathered, seen),
        *(child_sheet(gathered, seen, code) for code in seen.children),
    ]


def _matrices(gathered: Gathered, seen: Overview) -> Iterator[Sheet]:
    title = f"{gathered.tree.label(seen.division)} {gathered.year} 年指标汇总"
    parts = [
        seen.children[start : start + _MOST_ACROSS]
        for start in range(0, max(len(seen.children), 1), _MOST_ACROSS)
    ]
    for children in parts:
        heads = ("指标", "合起来", *map(gathered.tree.label, children))
        rows = [_matrix_line(row, children) for row in seen.rows]
        widths = (_INDICATOR, *(_CHILD for _ in heads[1:]))
        note = f"截至 {gathered.tree.day}；比率是分子合计除以分母合计"
        yield list_sheet(title, heads, rows, widths, notes=(note,), landscape=True)


def _matrix_line(row: MatrixRow, children: Sequence[str]) -> Sequence[str]:
    cells = (value_words(row.children[code]) for code in children)
    return (row.indicator, value_words(row.whole), *cells)


def _gaps(gathered: Gathered, seen: Overview) -> Sheet:
    rows = [
        (gathered.tree.label(each.division), each.title, each.why) for each in seen.gaps
    ]
    return list_sheet(
        f"要核对的 {len(rows)} 处", ("地区", "什么", "为什么"), rows or [("", "没有", "")], (8, 6, 24)
    )  # fmt: skip


def child_sheet(gathered: Gathered, seen: Overview, child: str) -> Sheet:
    """Lay out the page of one child: its package, money, indicators, and what it must look into."""
    lines = [
        ("上报包", "", _package_words(gathered, child), ""),
        *_money_lines(gathered, child),
        *(
            (
                "指标",
                row.indicator,
                value_words(row.children[child]),
                value_words(row.whole),
            )
            for row in seen.rows
        ),
        *(
            ("要核对", gap.title, gap.why, "")
            for gap in seen.gaps
            if gap.division == child
        ),
    ]
    title = f"{gathered.tree.label(child)} {gathered.year} 年"
    return list_sheet(title, ("", "什么", "本地", "全市（区）"), lines, (5, 14, 16, 10))


def _package_words(gathered: Gathered, child: str) -> str:
    receipt = receipt_of(gathered, child)
    if receipt is None:
        return "没有收到"
    return f"{receipt.made_at:%Y-%m-%d %H:%M} 打，{receipt.came_on} 收，{late_words(receipt)}"


def receipt_of(gathered: Gathered, child: str) -> Receipt | None:
    """Return the receipt of a child's package; None where there is none."""
    return next((each for each in gathered.receipts if each.division == child), None)


def _money_lines(gathered: Gathered, child: str) -> Iterator[tuple[str, str, str, str]]:
    for each in accounts(gathered.bookings):
        if each.division == child:
            amounts = (
                each.received,
                each.provided,
                each.allocated,
                each.spent,
                each.left,
            )
            words = "　".join(
                f"{head.removesuffix('（元）')} {in_yuan(amount)}"
                for head, amount in zip(_ACCOUNT[2:], amounts, strict=True)
            )
            yield ("资金", f"{each.year} 年 {each.fund}", f"{words}（元）", "")


def tiles_of(
    gathered: Gathered, seen: Overview, indicator: str | None
) -> tuple[str, Sequence[Tile]]:
    """Return the title and tiles of an indicator's map; of the first rate where none is named.

    Raises:
        JixiaoError: there is no such rate.
    """
    rates = [row for row in seen.rows if row.whole.kind is Kind.RATE]
    chosen = [row for row in rates if indicator in {None, row.indicator}]
    if not chosen:
        names = "、".join(row.indicator for row in rates) or "没有"
        message = f"没有“{indicator or ''}”这项比率，不能画图；可画的：{names}。"
        raise JixiaoError(message)
    row = chosen[0]
    tiles = [
        Tile(gathered.tree.nodes[code].name, _tile_words(row.children[code]), share_of(row.children[code]))
        for code in seen.children
    ]  # fmt: skip
    return f"{row.indicator}　{value_words(row.whole)}", tiles


def _tile_words(rollup: Rollup) -> str:
    return "没有报" if rollup.value is None else f"{shown(rollup.value)}{rollup.unit}"
