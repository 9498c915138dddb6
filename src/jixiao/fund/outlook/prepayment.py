"""May a fund pay hospitals in advance? The conditions one by one, each with its numbers."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from fractions import Fraction

from jixiao.errors import JixiaoError
from jixiao.fund.outlook.forecast import Series, TooShort, forecast
from jixiao.fund.outlook.history import YEAR, months_between
from jixiao.fund.outlook.printing import rounded
from jixiao.fund.outlook.stress import Position, positions
from jixiao.fund.parameters import Terms
from jixiao.fund.records import Records
from jixiao.money import in_yuan

KEYS = ("prepay.least_months", "prepay.months")
"""The parameters that a verdict uses."""


@dataclass(frozen=True, slots=True)
class Condition:
    """A condition: whether it is met (None: it cannot be told), and the numbers that say so."""

    title: str
    met: bool | None
    says: str


@dataclass(frozen=True, slots=True)
class Verdict:
    """A fund's conditions, and what about a month of payments comes to, in fen."""

    scheme: str
    conditions: tuple[Condition, ...]
    amount: int

    @property
    def allowed(self) -> bool | None:
        """Whether all are met; None where none fails and one cannot be told."""
        met = [condition.met for condition in self.conditions]
        if False in met:
            return False
        return None if None in met else True


def prepayment(
    records: Records, month: date, terms: Terms
) -> tuple[list[Verdict], list[str]]:
    """Return the verdict of each fund at the end of a month, and of those that lack months, why not.

    Raises:
        NotLoaded: the fund's months were not loaded.
        JixiaoError: a parameter is not set for the day.
    """
    there, lacking = positions(records, month)
    rows = records.record("months")
    rows = rows.filter(rows.month <= month).order_by("insutype", "month")
    fetched = records.engine.fetch(rows).to_pylist()
    verdicts = []
    for position in there:
        of_scheme = [row for row in fetched if row["insutype"] == position.scheme]
        money = {row["month"]: (row["income"], row["outlay"]) for row in of_scheme}
        verdicts.append(_verdict(position, money, terms))
    return verdicts, lacking


Money = dict[date, tuple[int, int]]
"""Income and outlay by month, in fen."""


def _verdict(position: Position, money: Money, terms: Terms) -> Verdict:
    spent = sum(month.outlay for month in position.year)
    lines = terms.factors("prepay.least_months")
    conditions = (
        _reserve(position, spent, lines.get(position.scheme)),
        _last_year(position.month.year - 1, money),
        _coming_year(position, money),
    )
    amount = int(terms.factor("prepay.months") * spent / YEAR)
    return Verdict(position.scheme, conditions, amount)


def _reserve(position: Position, spent: int, least: Fraction | None) -> Condition:
    title = "累计结余可支付月数"
    if least is None:
        return Condition(
            title, None, f"参数里没有写险种 {position.scheme} 要够付几个月"
        )
    if spent <= 0:
        return Condition(title, None, "12 个月没有支出，算不出")
    months = Fraction(position.balance * YEAR, spent)
    says = f"够付 {rounded(months)} 个月，要求至少 {rounded(least)} 个月"
    return Condition(title, months >= least, says)


def _last_year(year: int, money: Money) -> Condition:
    title = f"{year} 年没有当期赤字"
    months = months_between(date(year, 1, 1), date(year, 12, 1))
    if lacking := [month for month in months if month not in money]:
        return Condition(title, None, f"{year} 年缺 {len(lacking)} 个月，判断不了")
    income = sum(money[month][0] for month in months)
    outlay = sum(money[month][1] for month in months)
    says = f"收入 {in_yuan(income)} 元，支出 {in_yuan(outlay)} 元"
    return Condition(title, outlay <= income, says)


def _coming_year(position: Position, money: Money) -> Condition:
    """Judge the twelve months to come: outlay as forecast, income as in the last twelve."""
    title = "往后 12 个月滚动推算没有赤字"
    try:
        expected = forecast(_series(position, money)).months
    except TooShort as reason:
        return Condition(title, None, str(reason))
    income = sum(month.income for month in position.year)
    outlay = sum(month.expected for month in expected)
    says = f"推算支出 {in_yuan(outlay)} 元，收入照最近 12 个月 {in_yuan(income)} 元"
    return Condition(title, outlay <= income, says)


def _series(position: Position, money: Money) -> Series:
    first = min(money)
    months = months_between(first, position.month)
    outlays: Sequence[int] = [money.get(month, (0, 0))[1] for month in months]
    return Series(f"险种 {position.scheme} 的支出", first, tuple(outlays))


def check_terms(terms: Terms) -> None:
    """Refuse a day on which nobody has said when prepayment is allowed.

    Raises:
        JixiaoError: a parameter is not set; the message says which.
    """
    for key in KEYS:
        if key not in terms:
            message = (
                f"参数 {terms.code} 在 {terms.day} 没有“{key}”：预付办法从 2024 年 11 月起。"
                "请换个月份，或在自有参数里写明。"
            )
            raise JixiaoError(message)
