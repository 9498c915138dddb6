"""成本指标与目标文字的金额不符。"""

import re
from collections.abc import Iterator

from jixiao.checks import check
from jixiao.checks.amounts import Amount, amounts, money_near, slipped
from jixiao.checks.costs import Cost, costs
from jixiao.checks.objectives import objective_text
from jixiao.findings import Breach, Severity
from jixiao.targets import Indicator, TargetTable


@check(
    code="AR13",
    title="成本指标与目标文字的金额不符",
    says="“{name}”的成本 {stated}，目标文字写 {said}",
    suggests="核对两处的金额，改正写错的一处",
    severity=Severity.ERROR,
    basis="财预〔2021〕101号",
    rule="C09",
)
def cost_in_objective(table: TargetTable) -> Iterator[Breach]:
    """Only an item whose one amount the objective states right behind its name is compared."""
    text = objective_text(table)
    for cost in costs(table):
        name = _PRICE.sub("", cost.indicator.name)
        in_text = money_near(text, name) or _price_of_each(cost.indicator, text)
        if len(in_text) == 1 and _differs(cost, in_text[0]):
            yield Breach(
                (cost.indicator.evidence, table.evidence.get("objective")),
                cost.place,
                Severity.WARNING if not cost.exact else None,
                name=cost.indicator.name,
                stated=cost.indicator.target.text,
                said=in_text[0].printed,
            )


_EACH = re.compile(r"每人每[天日次期年月]|每[场期户家台套册份吨亩件班客]")


def _price_of_each(row: Indicator, text: str) -> list[Amount]:
    """The one price that a text states for each of what a row prices, by its name or its unit.

    每场1200元 is the price of 每场宣讲费用, and of what costs so much 元/场.
    """
    each = _EACH.search(row.name)
    _, _, per = str(row.target.unit or "").partition("/")
    if each is None and per:
        each = _EACH.fullmatch("每" + "每".join(re.split(r"[/·*]", per)))
    if each is None:
        return []
    stated = [
        amount
        for amount in amounts(text)
        if re.search(rf"{each[0]}[^\d,，。；;]{{0,6}}$", amount.before)
    ]
    return stated if len(stated) == 1 else []


_PRICE = re.compile(r"(?:的?(?:采购|购置|补助|补贴)?(?:单价|价格|标准))$")
"""What a price is called behind the thing it is of."""


def _differs(cost: Cost, amount: Amount) -> bool:
    """元 for 万元 is found by a check of its own; an objective may state the price or the total."""
    if slipped(amount.yuan, cost.yuan):
        return False
    return amount.yuan not in (cost.yuan, cost.total or cost.yuan)
