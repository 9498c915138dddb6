"""What a move does to a case, each effect under the name that procedures declare it by (`does`)."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace

from jixiao.cycle.case import Approval, Case, Version
from jixiao.cycle.ledger import Event

Change = Callable[[Case, Event], Case]


@dataclass(frozen=True, slots=True)
class Effect:
    """Something that a move does to a case.

    `uses` is what whoever makes the move must bring for it, `may_use` what they may bring. It is done
    by moves of `track` only (of any, where that is empty), and means nothing unless one of the
    effects of `after` came before. `opens` names the form that is filled in from then on;
    `publishes` gives the digest of the table that it puts before the public.
    """

    name: str
    title: str
    change: Change
    track: str = ""
    uses: tuple[str, ...] = ()
    may_use: tuple[str, ...] = ()
    after: tuple[str, ...] = ()
    opens: str = ""
    publishes: Callable[[Case], str | None] | None = None

    @property
    def takes(self) -> tuple[str, ...]:
        """What may be brought for it, whether it must be or not."""
        return (*self.uses, *self.may_use)


def effect(
    title: str,
    *,
    track: str = "",
    uses: tuple[str, ...] = (),
    may_use: tuple[str, ...] = (),
    after: tuple[str, ...] = (),
    opens: str = "",
    publishes: Callable[[Case], str | None] | None = None,
) -> Callable[[Change], Effect]:
    """Declare an effect; it is called as its function is."""

    def declare(change: Change) -> Effect:
        name: str = change.__name__
        return Effect(
            name, title, change, track, uses, may_use, after, opens, publishes
        )

    return declare


@effect("提交一版目标表", track="target", uses=("version",))
def submit_version(case: Case, event: Event) -> Case:
    """A version is under way; what was mended before is not mended any more."""
    digest = event.facts.version or ""
    reason = event.reason or case.why
    version = Version(digest, event.actor, event.at, reason)
    return replace(case, versions=(*case.versions, version), mended=False)


@effect("提交完善后的目标表", track="target", uses=("version",))
def submit_mended(case: Case, event: Event) -> Case:
    """A version is under way in which the unit mended what was rated 良."""
    return replace(submit_version.change(case, event), mended=True)


@effect("记下审核评分", track="target", uses=("sheet",))
def record_review(case: Case, event: Event) -> Case:
    """The review's points are those of the sheet."""
    return replace(case, sheet=event.facts.sheet)


@effect("核定预算（还不是批复）", track="target", uses=("budget",))
def set_budget(case: Case, event: Event) -> Case:
    """The budget is the one that was brought; where none was, it stays."""
    brought = event.facts.budget
    return case if brought is None else replace(case, budget=brought)


@effect("允许调整目标", track="target", uses=("reason",), after=("approve",))
def allow_adjustment(case: Case, event: Event) -> Case:
    """The next version is submitted for the reason given."""
    return replace(case, why=event.reason, ordered=False)


@effect("放弃调整，回到批复的目标", track="target", after=("approve",))
def drop_adjustment(case: Case, _event: Event) -> Case:
    """The case stays as it was approved; typing begins from there again."""
    return case


@effect(
    "调减预算，目标须同步调整",
    track="target",
    uses=("budget", "reason"),
    after=("approve",),
)
def cut_budget(case: Case, event: Event) -> Case:
    """The budget is less, and the target must follow (136号)."""
    return replace(set_budget.change(case, event), why=event.reason, ordered=True)


@effect(
    "批复目标和预算",
    track="target",
    uses=("budget",),
    may_use=("document", "embargo"),
    after=("submit_version", "submit_mended"),
)
def approve(case: Case, event: Event) -> Case:
    """The version under way is in force with its budget."""
    budgeted = set_budget.change(case, event)
    if budgeted.version is None:
        return budgeted
    approval = Approval(
        budgeted.version.digest,
        event.at,
        event.actor,
        budgeted.budget,
        event.facts.document,
        event.facts.embargo,
    )
    return replace(budgeted, approvals=(*case.approvals, approval), ordered=False)


@effect(
    "公开批复的目标",
    track="publication",
    after=("approve",),
    publishes=lambda case: case.approved,
)
def publish_target(case: Case, _event: Event) -> Case:
    """The public sees the version in force."""
    return replace(case, published=case.approved or case.published)


@effect(
    "公开核实的自评结果",
    track="publication",
    after=("confirm_evaluation",),
    publishes=lambda case: case.evaluated,
)
def publish_result(case: Case, _event: Event) -> Case:
    """The public sees the self-evaluation that was confirmed."""
    return replace(case, result=case.evaluated)


@effect(
    "开始填监控表",
    track="monitoring",
    uses=("months",),
    after=("approve",),
    opens="monitoring",
)
def open_monitoring(case: Case, event: Event) -> Case:
    """The monitoring form is filled in, up to a month."""
    return replace(case, months=event.facts.months or case.months)


@effect("报送监控表", track="monitoring", uses=("form",), after=("open_monitoring",))
def submit_monitoring(case: Case, event: Event) -> Case:
    """The form that was handed in last is this one."""
    return _with_form(case, event)


@effect("核实监控表", track="monitoring", after=("submit_monitoring",))
def confirm_monitoring(case: Case, _event: Event) -> Case:
    """The case was monitored once more."""
    return replace(case, monitored=case.monitored + 1)


@effect("定整改期限", uses=("until",))
def set_deadline(case: Case, event: Event) -> Case:
    """What must be put right is due on a day."""
    return replace(case, until=event.facts.until or case.until)


@effect("开始填自评表", track="evaluation", after=("approve",), opens="evaluation")
def open_evaluation(case: Case, _event: Event) -> Case:
    """The self-evaluation form is filled in; nothing else changes yet."""
    return case


@effect("报送自评表", track="evaluation", uses=("form",), after=("open_evaluation",))
def submit_evaluation(case: Case, event: Event) -> Case:
    """The form that was handed in last is this one."""
    return _with_form(case, event)


@effect("核实自评表", track="evaluation", after=("submit_evaluation",))
def confirm_evaluation(case: Case, event: Event) -> Case:
    """The self-evaluation is the form that was handed in; points of a check before are void."""
    return replace(case, evaluated=case.forms.get(event.track), checked=None)


@effect(
    "定复核后的得分",
    track="evaluation",
    uses=("points",),
    after=("confirm_evaluation",),
)
def settle_check(case: Case, event: Event) -> Case:
    """The self-evaluation has the points that the spot check gave it."""
    return replace(case, checked=event.facts.points)


@effect("应用结果", track="evaluation", uses=("use",), after=("confirm_evaluation",))
def apply_result(case: Case, _event: Event) -> Case:
    """The ledger says how the result was used; nothing else changes."""
    return case


def _with_form(case: Case, event: Event) -> Case:
    return replace(case, forms={**case.forms, event.track: event.facts.form or ""})


EFFECTS: Mapping[str, Effect] = {
    value.name: value for value in list(globals().values()) if isinstance(value, Effect)
}
"""Every effect by its name, in the order in which those of one move are applied."""
