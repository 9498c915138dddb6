"""What must hold for a move, each under the name that procedures ask for it by."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from decimal import Decimal

from jixiao.cycle.case import Case
from jixiao.cycle.ledger import Facts
from jixiao.cycle.procedure import Move, Outcome, Procedure

_DECEMBER = 12
_TOO_MUCH = Decimal(10) ** 14
"""Yuan: more than any budget."""


@dataclass(frozen=True, slots=True)
class Wish:
    """A move that somebody wants to make now; `year` is the fiscal year of the case."""

    move: str
    actor: str
    role: str
    at: datetime
    year: int
    reason: str = ""
    on_behalf_of: str = ""
    facts: Facts = field(default_factory=Facts)


Condition = Callable[[Case, Wish, Move, Procedure], str | None]
"""Says why a move may not be made; None where nothing speaks against it."""


def total_of(sheet: Mapping[str, Decimal]) -> Decimal:
    """Add the points of a score sheet."""
    return sum(sheet.values(), Decimal(0))


def _version(_case: Case, wish: Wish, _move: Move, _procedure: Procedure) -> str | None:
    return None if wish.facts.version else "没有目标表，请先填报"


def _form(_case: Case, wish: Wish, _move: Move, _procedure: Procedure) -> str | None:
    return None if wish.facts.form else "没有填好的表，请先填报"


def _no_open_errors(_case: Case, wish: Wish, _move: Move, _procedure: Procedure) -> str | None:
    count = wish.facts.open_errors
    if count is None:
        return "还没有审核过这张表，请稍候再试"
    return f"还有 {count} 处错误没有改正，也没有写明理由" if count else None


def _compared(_case: Case, wish: Wish, _move: Move, _procedure: Procedure) -> str | None:
    count = wish.facts.unsure
    return f"扫描件上有 {count} 处识别得不太确定，请对照原件逐处核对" if count else None


def _reason(_case: Case, wish: Wish, _move: Move, _procedure: Procedure) -> str | None:
    return None if wish.reason.strip() else "请写明理由"


def _not_ones_own(case: Case, wish: Wish, move: Move, _procedure: Procedure) -> str | None:
    hands = case.hands.get(move.track, frozenset())
    if {wish.actor, wish.on_behalf_of} & hands:
        return "自己经手过的不能由自己审核，请换一个人"
    return None


def _submitted_by_oneself(case: Case, wish: Wish, _move: Move, _procedure: Procedure) -> str | None:
    submitted = case.version is not None and wish.actor == case.version.by
    return None if submitted else "只有提交的人可以撤回"


def _sheet(_case: Case, wish: Wish, _move: Move, procedure: Procedure) -> str | None:
    sheet = wish.facts.sheet or {}
    items = {item.name: item.points for head in procedure.review for item in head.items}
    if missing := [name for name in items if name not in sheet]:
        return f"审核评分表还没有评“{missing[0]}”"
    if strange := [name for name in sheet if name not in items]:
        return f"审核评分表没有“{strange[0]}”这一项"
    wrong = [
        name for name, points in sheet.items()
        if not 0 <= points <= items[name] or points != round(points, 2)
    ]  # fmt: skip
    return f"“{wrong[0]}”的得分应在 0 到 {items[wrong[0]]} 之间，最多两位小数" if wrong else None


def _rated(*outcomes: Outcome) -> Condition:
    def condition(case: Case, wish: Wish, _move: Move, procedure: Procedure) -> str | None:
        if wish.facts.sheet is None:
            return "没有审核评分表"
        total = total_of(wish.facts.sheet)
        rating = procedure.rating(total)
        mended = rating.outcome is Outcome.MEND and Outcome.PASS in outcomes and case.mended
        if rating.outcome in outcomes or mended:
            return None
        may = {
            Outcome.PASS: "通过", Outcome.MEND: "退回完善，完善后通过", Outcome.RETURN: "退回重报",
            Outcome.REFUSE: "不予安排",
        }  # fmt: skip
        return f"评了 {total} 分，为{rating.name}，应{may[rating.outcome]}"

    return condition


def _in_force(case: Case, _wish: Wish, _move: Move, _procedure: Procedure) -> str | None:
    return None if case.in_force else "目标还没有批复"


def _nothing_in_force(case: Case, _wish: Wish, _move: Move, _procedure: Procedure) -> str | None:
    return "已有批复的目标，不同意的是调整" if case.in_force else None


def _budget(_case: Case, wish: Wish, _move: Move, _procedure: Procedure) -> str | None:
    budget = wish.facts.budget
    if budget is None or budget < 0:
        return "请写明批复的预算（元）"
    if budget >= _TOO_MUCH or budget != round(budget, 2):
        return f"批复的预算“{budget}”元不像一笔预算：最多两位小数，不到一百万亿元"
    return None


def _budget_below(case: Case, wish: Wish, _move: Move, _procedure: Procedure) -> str | None:
    before, now = case.in_force.budget if case.in_force else None, wish.facts.budget
    if before is None or now is None or now < before:
        return None
    return f"调减后的预算 {now} 元应少于已批复的 {before} 元"


def _not_ordered(case: Case, _wish: Wish, _move: Move, _procedure: Procedure) -> str | None:
    return "财政已调减预算，目标须同步调整，不能放弃" if case.ordered else None


def _embargo_over(case: Case, wish: Wish, _move: Move, _procedure: Procedure) -> str | None:
    embargo = case.in_force.embargo if case.in_force else None
    if embargo and wish.at.date() < embargo:
        return f"{embargo} 之前不得公开"
    return None


def _not_published_yet(case: Case, _wish: Wish, _move: Move, _procedure: Procedure) -> str | None:
    same = case.in_force is not None and case.published == case.in_force.digest
    return "批复的目标已经公开" if same else None


def _evaluated(case: Case, _wish: Wish, _move: Move, _procedure: Procedure) -> str | None:
    return None if case.evaluated else "自评还没有核实"


def _result_not_published_yet(
    case: Case, _wish: Wish, _move: Move, _procedure: Procedure
) -> str | None:
    return "自评结果已经公开" if case.result and case.result == case.evaluated else None


def _monitored_once(case: Case, _wish: Wish, _move: Move, _procedure: Procedure) -> str | None:
    return None if case.monitored else "还没有运行监控的结果"


def _months(_case: Case, wish: Wish, _move: Move, _procedure: Procedure) -> str | None:
    months = wish.facts.months
    return None if months and 1 <= months <= _DECEMBER else "请写明监控到几月"


def _until(_case: Case, wish: Wish, _move: Move, _procedure: Procedure) -> str | None:
    until = wish.facts.until
    if until is None:
        return "请写明期限"
    return "期限应在今天之后" if until <= wish.at.date() else None


def _year_over(_case: Case, wish: Wish, _move: Move, _procedure: Procedure) -> str | None:
    over = wish.at.year > wish.year or (wish.at.year == wish.year and wish.at.month == _DECEMBER)
    return None if over else f"{wish.year} 年还没有过完，十二月起才布置自评"


def _year_begun(_case: Case, wish: Wish, _move: Move, _procedure: Procedure) -> str | None:
    return None if wish.at.year >= wish.year else f"{wish.year} 年还没有开始"


def _scored(_case: Case, wish: Wish, _move: Move, _procedure: Procedure) -> str | None:
    total = wish.facts.total
    if total is None:
        return "自评还没有总分，请补齐缺的值和原因"
    return None if 0 <= total <= _WHOLE else f"自评总分 {total} 应在 0 到 {_WHOLE} 之间，请核对分值"


def _proven(_case: Case, wish: Wish, _move: Move, _procedure: Procedure) -> str | None:
    rows = wish.facts.unproven
    if not rows:
        return None
    named = "、".join(f"“{row}”" for row in rows)
    return f"人工填写的值没有附证明材料（与记录不同的须单独附一份）：{named}"


def _points(_case: Case, wish: Wish, _move: Move, _procedure: Procedure) -> str | None:
    points = wish.facts.points
    if points is not None and 0 <= points <= _WHOLE and points == round(points, 2):
        return None
    return "请写明复核后的得分（0–100，最多两位小数）"


def _use(_case: Case, wish: Wish, _move: Move, procedure: Procedure) -> str | None:
    known = "、".join(procedure.uses.values())
    return None if wish.facts.use in procedure.uses else f"请选择结果怎样应用：{known}"


_WHOLE = 100

OF_CASE = frozenset(
    (
        "not_ones_own", "submitted_by_oneself", "in_force", "nothing_in_force", "not_ordered",
        "embargo_over", "not_published_yet", "monitored_once", "year_begun", "year_over", "evaluated",
        "result_not_published_yet",
    )
)  # fmt: skip
"""Those that ask nothing of what a move brings with it."""

CONDITIONS: Mapping[str, Condition] = {
    "version": _version,
    "form": _form,
    "no_open_errors": _no_open_errors,
    "compared": _compared,
    "reason": _reason,
    "not_ones_own": _not_ones_own,
    "submitted_by_oneself": _submitted_by_oneself,
    "sheet": _sheet,
    "rated_to_pass": _rated(Outcome.PASS),
    "rated_to_mend": _rated(Outcome.MEND),
    "rated_to_return": _rated(Outcome.RETURN),
    "rated_to_refuse": _rated(Outcome.REFUSE),
    "in_force": _in_force,
    "nothing_in_force": _nothing_in_force,
    "budget": _budget,
    "budget_below": _budget_below,
    "not_ordered": _not_ordered,
    "embargo_over": _embargo_over,
    "not_published_yet": _not_published_yet,
    "evaluated": _evaluated,
    "result_not_published_yet": _result_not_published_yet,
    "monitored_once": _monitored_once,
    "months": _months,
    "until": _until,
    "year_begun": _year_begun,
    "year_over": _year_over,
    "scored": _scored,
    "proven": _proven,
    "points": _points,
    "use": _use,
}
