"""What must hold for a move, each under the name that procedures ask for it by (`needs`)."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from decimal import Decimal

from jixiao.cycle.brought import DECEMBER, WHOLE
from jixiao.cycle.procedure import Outcome
from jixiao.cycle.wish import Attempt

Question = Callable[[Attempt], str | None]
"""Says why a move may not be made; None where nothing speaks against it."""


@dataclass(frozen=True, slots=True)
class Condition:
    """Something that must hold.

    It asks of the case alone, or of what the move brings: `reads` names what must be brought for it,
    `facts` what the office counts of the table that is handed in or reviewed. It cannot hold before
    one of the effects of `after`. Where `explained` alone keeps a move from somebody, they are told:
    people wonder why it is not offered.
    """

    name: str
    title: str
    question: Question
    reads: tuple[str, ...] = ()
    facts: tuple[str, ...] = ()
    after: tuple[str, ...] = ()
    explained: bool = False

    @property
    def of_case(self) -> bool:
        """Whether it asks of the case alone, so that it is known before anything is brought."""
        return not self.reads and not self.facts


def condition(
    title: str,
    *,
    reads: tuple[str, ...] = (),
    facts: tuple[str, ...] = (),
    after: tuple[str, ...] = (),
    explained: bool = False,
) -> Callable[[Question], Condition]:
    """Declare a condition; it is called as its function is."""

    def declare(question: Question) -> Condition:
        name: str = question.__name__
        return Condition(name, title, question, reads, facts, after, explained)

    return declare


def total_of(sheet: Mapping[str, Decimal]) -> Decimal:
    """Add the points of a score sheet."""
    return sum(sheet.values(), Decimal(0))


@condition("表上没有未改正、未说明的错误", facts=("open_errors",))
def no_open_errors(attempt: Attempt) -> str | None:
    """The checks were asked, and no error is left without a reason."""
    count = attempt.wish.facts.open_errors
    if count is None:
        return "还没有审核过这张表，请稍候再试"
    return f"还有 {count} 处错误没有改正，也没有写明理由" if count else None


@condition("名称、资金、目标齐全，产出、效益、满意度各有指标值", facts=("missing",))
def complete(attempt: Attempt) -> str | None:
    """Nothing is missing without which there is no target; no reason excuses it."""
    missing = attempt.wish.facts.missing
    if missing is None:
        return "还没有核对这张表是否齐全，请稍候再试"
    return f"还缺 {'、'.join(missing)}，请补齐（不能用理由代替）" if missing else None


@condition("各行都填了值或写了原因，预算和执行数不空", facts=("blank",))
def rows_filled(attempt: Attempt) -> str | None:
    """No row is left blank without a word, and the money is there to count the rate from."""
    blank = attempt.wish.facts.blank
    if blank is None:
        return "还没有核对这张表填了没有，请稍候再试"
    named = "、".join(f"“{name}”" for name in blank)
    return f"还空着 {named}，请填写；没有值的行请写原因" if blank else None


@condition(
    "批复的预算与目标表相符，不同的写明原因", reads=("budget",), facts=("stated",)
)
def budget_as_stated(attempt: Attempt) -> str | None:
    """The budget is the one that the table states, or a reason says why it is another."""
    stated, budget = attempt.wish.facts.stated, attempt.wish.facts.budget
    if budget is None or budget == stated or attempt.wish.reason.strip():
        return None
    asked = "目标表上没有" if stated is None else f"目标表上是 {stated:,.2f} 元"
    return (
        f"批复的预算 {budget:,.2f} 元，{asked}：请核对（是不是元和万元弄混了），"
        "确要不同的在说明里写明原因"
    )


@condition("扫描件上不确定的格都对照过", reads=("version",), facts=("unsure",))
def compared(attempt: Attempt) -> str | None:
    """Somebody has compared every unsure cell with the scan."""
    count = attempt.wish.facts.unsure
    return f"扫描件上有 {count} 处识别得不太确定，请对照原件逐处核对" if count else None


@condition("自己没有经手过", explained=True)
def not_ones_own(attempt: Attempt) -> str | None:
    """Neither who acts nor for whom has handled what stands here."""
    hands = attempt.case.hands.get(attempt.move.track, frozenset())
    if {attempt.wish.actor, attempt.wish.on_behalf_of} & hands:
        return "自己经手过的不能由自己审核，请换一个人"
    return None


@condition("是自己提交的", after=("submit_version", "submit_mended"))
def submitted_by_oneself(attempt: Attempt) -> str | None:
    """Who acts has submitted the version under way."""
    version = attempt.case.version
    submitted = version is not None and attempt.wish.actor == version.by
    return None if submitted else "只有提交的人可以撤回"


_MAY = {
    Outcome.PASS: "通过",
    Outcome.MEND: "退回完善，完善后通过",
    Outcome.RETURN: "退回重报",
    Outcome.REFUSE: "不予安排",
}
"""What each outcome of a review lets happen."""


def _against_rating(attempt: Attempt, *outcomes: Outcome) -> str | None:
    """Why a review's total does not let a move be made that goes with some outcomes."""
    sheet = attempt.wish.facts.sheet
    if sheet is None:
        return "没有审核评分表"
    total = total_of(sheet)
    rating = attempt.procedure.rating(total)
    if rating.outcome in outcomes:
        return None
    return f"评了 {total} 分，为{rating.name}，应{_MAY[rating.outcome]}"


@condition("结果还没有应用", explained=True)
def not_ended(attempt: Attempt) -> str | None:
    """The result was not applied yet: after it the year is over for good."""
    ended = "apply_result" in attempt.case.done
    return "结果已经应用，这一年的事已经办完" if ended else None


@condition("没有别的事正在办理", explained=True)
def nothing_under_way(attempt: Attempt) -> str | None:
    """No other track is on its way: what has begun there has come to where it may rest."""
    under_way = [
        f"{track.title}在“{track.stages.get(stage, stage)}”"
        for name, track in attempt.procedure.tracks.items()
        if name != attempt.move.track
        and (stage := attempt.case.stages.get(name, "")) not in track.final
        and attempt.case.hands.get(name)
    ]
    return f"还有没办完的：{'、'.join(under_way)}" if under_way else None


@condition("评分够得上通过（良的已经完善）", reads=("sheet",))
def rated_to_pass(attempt: Attempt) -> str | None:
    """Rated 优, or 良 and mended since."""
    outcomes = (Outcome.PASS, Outcome.MEND) if attempt.case.mended else (Outcome.PASS,)
    return _against_rating(attempt, *outcomes)


@condition("评分为良", reads=("sheet",))
def rated_to_mend(attempt: Attempt) -> str | None:
    """Rated 良."""
    return _against_rating(attempt, Outcome.MEND)


@condition("评分为中", reads=("sheet",))
def rated_to_return(attempt: Attempt) -> str | None:
    """Rated 中."""
    return _against_rating(attempt, Outcome.RETURN)


@condition("评分为差", reads=("sheet",))
def rated_to_refuse(attempt: Attempt) -> str | None:
    """Rated 差."""
    return _against_rating(attempt, Outcome.REFUSE)


@condition("目标已经批复", after=("approve",))
def in_force(attempt: Attempt) -> str | None:
    """A version was approved."""
    return None if attempt.case.in_force else "目标还没有批复"


@condition("还没有批复过目标")
def nothing_in_force(attempt: Attempt) -> str | None:
    """No version was approved yet."""
    return "已有批复的目标，不同意的是调整" if attempt.case.in_force else None


@condition("比已批复的预算少", reads=("budget",))
def budget_below(attempt: Attempt) -> str | None:
    """The budget is below that of the version in force."""
    approved = attempt.case.in_force
    before, now = approved.budget if approved else None, attempt.wish.facts.budget
    if before is None or now is None or now < before:
        return None
    return f"调减后的预算 {now} 元应少于已批复的 {before} 元"


@condition("财政没有调减预算")
def not_ordered(attempt: Attempt) -> str | None:
    """The finance bureau has not cut the budget since the approval."""
    return "财政已调减预算，目标须同步调整，不能放弃" if attempt.case.ordered else None


@condition("不早于可以公开的日子", explained=True)
def embargo_over(attempt: Attempt) -> str | None:
    """The day before which nothing may be published is over."""
    approved = attempt.case.in_force
    embargo = approved.embargo if approved else None
    if embargo and attempt.wish.at.date() < embargo:
        return f"{embargo} 之前不得公开"
    return None


@condition("批复的目标还没有公开")
def not_published_yet(attempt: Attempt) -> str | None:
    """The public does not see the version in force yet."""
    approved = attempt.case.approved
    return (
        "批复的目标已经公开"
        if approved and attempt.case.published == approved
        else None
    )


@condition("自评已经核实", after=("confirm_evaluation",))
def evaluated(attempt: Attempt) -> str | None:
    """The self-evaluation was confirmed."""
    return None if attempt.case.evaluated else "自评还没有核实"


@condition("核实的自评还没有公开")
def result_not_published_yet(attempt: Attempt) -> str | None:
    """The public does not see the confirmed self-evaluation yet."""
    result = attempt.case.result
    return "自评结果已经公开" if result and result == attempt.case.evaluated else None


@condition("至少监控过一次", after=("confirm_monitoring",))
def monitored_once(attempt: Attempt) -> str | None:
    """A monitoring form was confirmed."""
    return None if attempt.case.monitored else "还没有运行监控的结果"


@condition("年度过完了（十二月起）", explained=True)
def year_over(attempt: Attempt) -> str | None:
    """It is December of the fiscal year, or later."""
    year, at = attempt.wish.year, attempt.wish.at
    over = at.year > year or (at.year == year and at.month == DECEMBER)
    return None if over else f"{year} 年还没有过完，十二月起才布置自评"


@condition("年度开始了")
def year_begun(attempt: Attempt) -> str | None:
    """The fiscal year has begun."""
    year = attempt.wish.year
    return None if attempt.wish.at.year >= year else f"{year} 年还没有开始"


@condition("自评有总分", reads=("form",), facts=("total",))
def scored(attempt: Attempt) -> str | None:
    """The self-evaluation has a total, from 0 to 100."""
    total = attempt.wish.facts.total
    if total is None:
        return "自评还没有总分，请补齐缺的值和原因"
    return (
        None
        if 0 <= total <= WHOLE
        else f"自评总分 {total} 应在 0 到 {WHOLE} 之间，请核对分值"
    )


@condition("人工填写的值附了证明材料", reads=("form",), facts=("unproven",))
def proven(attempt: Attempt) -> str | None:
    """A file proves every value that was typed."""
    rows = attempt.wish.facts.unproven
    if not rows:
        return None
    named = "、".join(f"“{row}”" for row in rows)
    return f"人工填写的值没有附证明材料（与记录不同的须单独附一份）：{named}"


CONDITIONS: Mapping[str, Condition] = {
    value.name: value
    for value in list(globals().values())
    if isinstance(value, Condition)
}
"""Every condition by its name."""
