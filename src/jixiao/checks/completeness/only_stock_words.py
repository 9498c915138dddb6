"""目标只有套话。"""

from collections.abc import Iterator

from jixiao import chinese
from jixiao.checks import check
from jixiao.checks.objectives import objective_text
from jixiao.checks.standard import words
from jixiao.findings import Breach, Severity
from jixiao.targets import TargetTable


@check(
    code="CO19",
    title="目标只有套话",
    says="目标“{text}”没有说做什么、做多少",
    suggests="写明做哪些事、做多少、带来什么变化",
    severity=Severity.WARNING,
    basis="财预〔2015〕88号",
    rule="G17",
)
def only_stock_words(table: TargetTable, *, left: int) -> Iterator[Breach]:
    text = chinese.key(objective_text(table))
    has_figures = any(character.isdigit() for character in text)
    rest = words("stock_words").sub("", text)
    if text and not has_figures and len(rest) <= left:
        yield Breach(
            table.evidence.get("objective"), "objective", text=objective_text(table)
        )
