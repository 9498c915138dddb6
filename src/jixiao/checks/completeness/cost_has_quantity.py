"""成本和数量没有配上。"""

from collections.abc import Iterator

from jixiao.checks import check
from jixiao.checks.costs import QUANTITY, costs, pair
from jixiao.checks.likeness import bigrams
from jixiao.checks.printed_values import quoted
from jixiao.checks.standard import words
from jixiao.findings import Breach, Severity
from jixiao.targets import Indicator, TargetTable


@check(
    code="CO14",
    title="成本和数量没有配上",
    says="{names}没有对应的{other}",
    suggests="补上对应的{other}，使“数量 × 单价 = 总额”看得出来",
    severity=Severity.WARNING,
    basis="财预〔2021〕101号",
    rule="C04",
)
def cost_has_quantity(table: TargetTable, *, least: int) -> Iterator[Breach]:
    """A list in which most rows have both is meant to be such a list; the rest are gaps."""
    priced = [
        cost.indicator for cost in costs(table) if "每" not in cost.indicator.name
    ]
    quantities = [row for row in table.indicators if row.aspect == QUANTITY]
    counted = [row for row in quantities if row.target.number]
    if min(len(priced), len(counted)) >= least:
        yield from _alone(priced, quantities, "数量指标")
        yield from _alone(counted, priced, "成本指标")


def _alone(
    rows: list[Indicator], others: list[Indicator], other: str
) -> Iterator[Breach]:
    """The rows that share no word with another, unless the most have no partner of their name."""
    unpaired = [row for row in rows if not _has_partner(row, others)]
    alone = [row for row in unpaired if not _shares_a_word(row, others)]
    if alone and len(unpaired) * 2 <= len(rows):
        names = [quoted(row) for row in alone]
        yield Breach(
            (row.evidence for row in alone), "indicators", names=names, other=other
        )


def _has_partner(row: Indicator, others: list[Indicator]) -> bool:
    if pair(row, others) is not None:
        return True
    return any(pair(other, [row]) is not None for other in others)


def _shares_a_word(row: Indicator, others: list[Indicator]) -> bool:
    """Whether another row's name holds a word of this one, as 现场检查 and 检查专家劳务费 do."""
    done = _words(row)
    return any(done & _words(other) for other in others)


def _words(row: Indicator) -> frozenset[str]:
    """The pairs of characters of a name, without what names of all items hold."""
    return bigrams(words("common_in_items").sub("，", row.name))
