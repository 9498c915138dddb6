"""What no phrase knows but its form: goods and services to their acceptance, money to its purpose."""

import re
from collections.abc import Iterable

from jixiao.evaluation import unit_of
from jixiao.measures.accounting import USED, clean, without_words
from jixiao.measures.scopes import words
from jixiao.measures.target_units import SINGLE, Form
from jixiao.money import SCALES
from jixiao.targets import Indicator, TargetTable

Bound = tuple[str, dict[str, str], str]
"""A measure's code, what it is narrowed to, and why."""
_PAID_FOR = "SP02"
"""The measure of what a project paid for one thing."""
_DELIVERED = "PU01"
"""The measure of how much of one thing was accepted."""
_PRICE = "PU03"
"""The measure of what one of a thing cost."""
_ENDINGS = re.compile(
    r"(费用|费|支出|经费|成本|预算|数量|总额|金额|标准|收费|资金|次数|个数|台数|套数|控制|每年|每条|每台|每套"
    r"|采购单价|采购价格?|单价|价格|印制|印刷|制作)+$"
)
_DOING = re.compile(
    r"^(采购|购置|购买|配备|配置|添置|新购|更新|印制|印刷|制作|改造)(?=.{2})"
)
"""What is done to a thing, before its name: 购置台式计算机."""
_EACH = re.compile(r"^每(人次|[台套条册份个人次辆张家])")
_PARTS = re.compile(r"[-—－:：]+")


def by_form(table: TargetTable, indicator: Indicator, form: Form) -> Bound | None:
    """Bind by form: money to its purpose, goods and services to acceptance; none where it is neither."""
    if not table.project_name or not is_paid_out(indicator.name):
        return None
    listed = words()["by_form"]
    unit = unit_of(indicator.target)
    each = unit.rpartition("/")[2]
    match form:
        case Form.MONEY if _is_of_the_budget(indicator):
            why, measure = "是金额：按用途查支付", _PAID_FOR
        case Form.EACH if each in listed["priced"] and _is_price(indicator, each):
            why, measure = f"是每{each}的价钱：按名称查验收", _PRICE
        case Form.COUNT if _are_goods(table, indicator, unit):
            why, measure = f"按{unit}计：按名称查验收", _DELIVERED
        case Form.COUNT if unit in listed["services"] and _is_service(indicator.name):
            why, measure = "是购买的服务：按名称查验收", _DELIVERED
        case _:
            return None
    item = item_of(indicator.name)
    if not without_words(item, listed["whole"]).replace(USED, ""):
        return None  # the project itself is no thing that was bought
    return measure, {"project": table.project_name, "item": item}, why


def item_of(name: str) -> str:
    """What a name says was bought, paid for or done: its last part, without 费用, 数量 …"""
    last = SINGLE.sub("", clean(_PARTS.split(name)[-1])) or clean(name)
    last = _DOING.sub("", last) or last
    return _ENDINGS.sub("", _EACH.sub("", last)) or last


def is_cost_row(indicator: Indicator) -> bool:
    """Whether a row stands among the costs."""
    return "成本" in f"{indicator.dimension}{indicator.aspect}"


def is_paid_out(name: str) -> bool:
    """Whether nothing in a name says that it is no payment: a standard, a change, what is left."""
    return not holds_any(name, words()["by_form"]["unpaid"])


def holds_any(name: str, listed: Iterable[str]) -> bool:
    """Whether one of some words stands in a name."""
    return any(word in name for word in listed)


def _is_of_the_budget(indicator: Indicator) -> bool:
    """Whether an amount is a project's payment: something bought, or a row of costs not the fund's."""
    listed = words()["by_form"]
    is_bought = holds_any(indicator.name, [*listed["purposes"], *listed["bought"]])
    of_fund = holds_any(indicator.name, listed["of_fund"])
    return is_bought or (is_cost_row(indicator) and not of_fund)


def _are_goods(table: TargetTable, indicator: Indicator, unit: str) -> bool:
    """Whether a count is of goods: by a unit of goods, or by a word for them beside another unit."""
    listed = words()["by_form"]
    is_thing = clean(indicator.name).endswith(tuple(listed["nouns"]))
    if holds_any(indicator.name, listed["held"]) and not is_thing:
        return False
    if unit in listed["goods"]:
        return True
    is_bought = holds_any(table.project_name or "", listed["buying"])
    is_bought = is_bought or holds_any(indicator.name, listed["bought"])
    is_named = holds_any(indicator.name, listed["nouns"])
    if unit in listed["pieces"]:
        return is_named or is_bought
    return unit in listed["things"] and is_bought


def _is_price(indicator: Indicator, each: str) -> bool:
    """Whether a price is of something bought: by its unit, or by a word for goods beside an amount."""
    listed = words()["by_form"]
    if each not in SCALES:
        return is_cost_row(indicator)
    return holds_any(indicator.name, [*listed["nouns"], *listed["bought"]])


def _is_service(name: str) -> bool:
    listed = words()["by_form"]
    is_bought = holds_any(name, listed["bought"]) or clean(name).endswith("服务")
    return is_bought and not holds_any(name, listed["held"])
