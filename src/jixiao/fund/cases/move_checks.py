"""What a step of a case is refused for: its time, its person, a rule on trial, what it must bring."""

from collections.abc import Collection
from datetime import datetime

from jixiao.errors import JixiaoError
from jixiao.fund.cases.case import Case, Outcome, RuleRecord, Trial
from jixiao.fund.cases.history import reopened_at
from jixiao.fund.cases.procedure import Procedure, Step
from jixiao.money import in_yuan


def check_time(case: Case, at: datetime) -> None:
    """Refuse a step before the last one.

    Raises:
        JixiaoError: it is earlier.
    """
    last = case.events[-1].at
    if at < last:
        message = (
            f"{case.code} 的上一步在 {last}，这一步不能早于它（{at}）。请改正时间。"
        )
        raise JixiaoError(message)


def check_wait(case: Case, step: Step, at: datetime, text: str) -> None:
    """Refuse a step before a term that it has to wait for is over, unless a reason is said.

    Raises:
        JixiaoError: it is too early, and nobody says why.
    """
    for due in case.due:
        if due.name == step.waits and at.date() < due.last_day and not text.strip():
            message = (
                f"{due.name}的期限到 {due.last_day} 才满，{case.code} 还不能“{step.name}”；"
                "情况特殊要提前的，请写明理由。"
            )
            raise JixiaoError(message)


def check_person(procedure: Procedure, case: Case, step: Step, by: str) -> None:
    """Refuse a person who did a duty of the case that excludes this one.

    Raises:
        JixiaoError: they did.
    """
    opposed = procedure.opposed(step.duty)
    done = [e for e in case.events if e.by == by and e.duty in opposed]
    if done:
        message = (
            f"{by} 在 {case.code} 里已经做过{done[0].duty}（{done[0].step}），"
            f"不能再做{step.duty}。请换一个人。"
        )
        raise JixiaoError(message)


def check_trial(procedure: Procedure, case: Case, record: RuleRecord | None) -> None:
    """Refuse to tell anybody of what a rule found that is not live, unless somebody admitted it.

    Raises:
        JixiaoError: the rule is on trial, or is looked at again.
    """
    admitting = {step.name for step in procedure.steps.values() if step.admits}
    since = reopened_at(case.events)
    if any(event.step in admitting and event.number > since for event in case.events):
        return
    if record is not None and record.trial is not Trial.LIVE:
        message = (
            f"{record.rule} 还在{record.trial}（结论 {record.decided} 案，查实 {record.upheld} 案），"
            f"不能直接告知机构。请另一人核对后办“{'、'.join(admitting)}”，或直接作出结论。"
        )
        raise JixiaoError(message)


def check_spared(case: Case, outcome: Outcome | None, spared: Collection[int]) -> None:
    """Refuse rows that a decision cannot find not to hold.

    Raises:
        JixiaoError: there is no such row, the decision is not one in part, or all rows are named.
    """
    if strange := [nth for nth in spared if not 0 <= nth < len(case.evidence)]:
        rows = "、".join(str(nth + 1) for nth in strange)
        message = (
            f"{case.code} 有 {len(case.evidence)} 行证据，没有第 {rows} 行。请改正。"
        )
        raise JixiaoError(message)
    if spared and outcome is not Outcome.PARTLY:
        message = "只有“部分属实”能写明哪些行不属实。请改正结论，或去掉行号。"
        raise JixiaoError(message)
    if len(set(spared)) == len(case.evidence) and spared:
        message = "所有的行都不属实，就不是“部分属实”。请改正结论。"
        raise JixiaoError(message)


def check_brought(
    case: Case, step: Step, outcome: Outcome | None, recovered: int
) -> None:
    """Refuse a step without what it must bring, with what it may not, or with more than counts.

    Raises:
        JixiaoError: one of these.
    """
    if (step.brings == "outcome") != (outcome is not None):
        choice = "、".join(Outcome)
        want = f"要写明结论：{choice}" if step.brings == "outcome" else "不带结论"
        message = f"“{step.name}”{want}。"
        raise JixiaoError(message)
    if (step.brings == "recovered") != (recovered > 0):
        want = "要写明追回多少元" if step.brings == "recovered" else "不带追回金额"
        message = f"“{step.name}”{want}。"
        raise JixiaoError(message)
    left = case.counted - case.recovered
    if recovered > left:
        message = (
            f"{case.code} 计一次的涉及基金还剩 {in_yuan(left)} 元，追回不能是 {in_yuan(recovered)} 元；"
            "同一条收费的钱已在别的案件里计过，或结论是不属实。请核对。"
        )
        raise JixiaoError(message)
