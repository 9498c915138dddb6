"""What whoever makes a move brings, each under the name that procedures ask for it by (`brings`)."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from decimal import Decimal

from jixiao.cycle.wish import Attempt

Fault = Callable[[Attempt], str | None]
"""Says why what was brought will not do; None where it does."""

DECEMBER = 12
WHOLE = 100
_TOO_MUCH = Decimal(10) ** 14
"""Yuan: more than any budget."""


@dataclass(frozen=True, slots=True)
class Brought:
    """Something to bring to a move: a fact of that name, or the reason.

    Without `fault` it may be left out.
    """

    name: str
    title: str
    fault: Fault | None = None


def brought(title: str) -> Callable[[Fault], Brought]:
    """Declare something to bring that must be there and be sound."""

    def declare(fault: Fault) -> Brought:
        name: str = fault.__name__
        return Brought(name, title, fault)

    return declare


@brought("目标表")
def version(attempt: Attempt) -> str | None:
    """The digest of the table that is submitted."""
    return None if attempt.wish.facts.version else "没有目标表，请先填报"


@brought("填好的表")
def form(attempt: Attempt) -> str | None:
    """The digest of the form that is handed in."""
    return None if attempt.wish.facts.form else "没有填好的表，请先填报"


@brought("理由")
def reason(attempt: Attempt) -> str | None:
    """The reason in words."""
    return None if attempt.wish.reason.strip() else "请写明理由"


@brought("审核评分表")
def sheet(attempt: Attempt) -> str | None:
    """Points for each item of the review, no more than it can give."""
    points_given = attempt.wish.facts.sheet or {}
    heads = attempt.procedure.review
    points_of = {item.name: item.points for head in heads for item in head.items}
    if missing := [name for name in points_of if name not in points_given]:
        return f"审核评分表还没有评“{missing[0]}”"
    if strange := [name for name in points_given if name not in points_of]:
        return f"审核评分表没有“{strange[0]}”这一项"
    for name, points in points_given.items():
        if not _is_between(points, points_of[name]):
            return f"“{name}”的得分应在 0 到 {points_of[name]} 之间，最多两位小数"
    return None


@brought("预算（元）")
def budget(attempt: Attempt) -> str | None:
    """The budget in yuan."""
    amount = attempt.wish.facts.budget
    if amount is None or amount < 0:
        return "请写明批复的预算（元）"
    if amount >= _TOO_MUCH or amount != round(amount, 2):
        return f"批复的预算“{amount}”元不像一笔预算：最多两位小数，不到一百万亿元"
    return None


document = Brought("document", "批复文号")
embargo = Brought("embargo", "不早于这天公开")


@brought("监控到几月")
def months(attempt: Attempt) -> str | None:
    """The last month that is monitored."""
    last = attempt.wish.facts.months
    return None if last and 1 <= last <= DECEMBER else "请写明监控到几月"


@brought("期限")
def until(attempt: Attempt) -> str | None:
    """A day after today."""
    day = attempt.wish.facts.until
    if day is None:
        return "请写明期限"
    return "期限应在今天之后" if day <= attempt.wish.at.date() else None


@brought("复核后的得分")
def points(attempt: Attempt) -> str | None:
    """The points that a spot check gives."""
    checked = attempt.wish.facts.points
    if checked is not None and _is_between(checked, WHOLE):
        return None
    return "请写明复核后的得分（0–100，最多两位小数）"


@brought("结果怎样应用")
def use(attempt: Attempt) -> str | None:
    """One of the uses that the move may choose from."""
    uses = attempt.procedure.uses_of(attempt.move)
    if attempt.wish.facts.use in uses:
        return None
    return f"请选择结果怎样应用：{'、'.join(uses.values())}"


def _is_between(given: Decimal, most: int) -> bool:
    """Whether points are from 0 to the most, with two digits at the utmost."""
    return 0 <= given <= most and given == round(given, 2)


BROUGHT: Mapping[str, Brought] = {
    value.name: value
    for value in list(globals().values())
    if isinstance(value, Brought)
}
"""Everything that may be brought, by its name."""
