"""What is done to a panel: opened with what is proposed, voted on, brought to its next round, adopted."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import msgspec
from django.db import transaction
from django.db.models import QuerySet

from jixiao.errors import JixiaoError
from jixiao.fund.parameters import Terms
from jixiao.fund.parameters.typed import scaled
from jixiao.web.models import Organisation, Panel, Seat, User, Vote
from jixiao.web.work.case_moves import Taken
from jixiao.web.work.drafts import NotYours

if TYPE_CHECKING:
    from jixiao.fund.payment.argument import Argument
    from jixiao.fund.store.engine import Engine

AGREE, OTHER = "同意", "另提"
_LONGEST_REASON = 500


@dataclass(frozen=True, slots=True)
class Seating:
    """Who is to sit in a panel, as typed: account, specialty, the code of the hospital they are from."""

    username: str
    specialty: str
    hospital: str

    @classmethod
    def of(cls, line: str) -> "Seating":
        """Read a line `账号 专业 机构编码`; the hospital may be left out.

        Raises:
            JixiaoError: it has no account or no specialty.
        """
        match line.split():
            case [username, specialty]:
                return cls(username, specialty, "")
            case [username, specialty, hospital]:
                return cls(username, specialty, hospital)
        message = f"名单里的“{line[:60]}”应为：账号 专业 所在机构编码（没有的不写）。"
        raise JixiaoError(message)


def proposals(engine: "Engine") -> dict[str, dict[str, Any]]:
    """Return what experts see of each group: points, cases, costs, levels and hospitals.

    Raises:
        NotLoaded: there is no catalogue, or its groups have no points yet.
    """
    from jixiao.fund.payment.group_facts import group_facts  # noqa: PLC0415
    from jixiao.fund.payment.kept_points import proposed_points  # noqa: PLC0415

    start, facts = proposed_points(engine), group_facts(engine)
    return {
        code: {
            "points": points,
            "cases": start.cases[code],
            "hospitals": dict(start.of_hospitals.get(code, {})),
            "same_price": code in start.alike,
            **facts.get(code, {}),
        }
        for code, points in start.points.items()
    }


def open_panel(
    by: User,
    place: Organisation,
    year: int,
    code: str,
    seatings: Sequence[Seating],
    groups: Mapping[str, Mapping[str, Any]],
) -> Panel:
    """Open a panel with its seats.

    Raises:
        JixiaoError: nobody sits in it, somebody twice, an account is none, or another is still open.
    """
    names = [each.username for each in seatings]
    if not names or len(set(names)) != len(names):
        message = "名单里没有人，或有人写了两次。请改正。"
        raise JixiaoError(message)
    users = {user.username: user for user in User.objects.filter(username__in=names)}
    if missing := [name for name in names if name not in users]:
        message = f"没有账号 {'、'.join(missing)[:100]}。请核对，或请管理员先建。"
        raise JixiaoError(message)
    if by.username in users:
        message = "开论证的人不能同时是专家。请换一位，或由别人来开。"
        raise JixiaoError(message)
    with transaction.atomic():
        running = Panel.objects.select_for_update().filter(
            organisation=place, year=year
        )
        if running.exclude(state="adopted").exists():
            message = f"{year} 年的论证还没有完。请先议定并采用。"
            raise Taken(message)
        panel = Panel.objects.create(
            organisation=place,
            year=year,
            code=code,
            by=by,
            proposed=msgspec.json.encode(groups).decode(),
        )
        for each in seatings:
            Seat.objects.create(
                panel=panel,
                user=users[each.username],
                specialty=each.specialty[:50],
                hospital=each.hospital[:40],
            )
    return panel


def argued(panel: Panel, terms: Terms) -> "Argument":
    """Return what the votes of a panel come to so far."""
    from jixiao.fund.payment.argument import Ballot, Expert, argue  # noqa: PLC0415

    groups = panel.groups
    seats = list(panel.seats.select_related("user").order_by("pk"))
    names = {seat.pk: seat.user.username for seat in seats}
    experts = [Expert(names[s.pk], s.specialty, s.hospital) for s in seats]
    votes = Vote.objects.filter(seat__panel=panel).order_by("pk")
    ballots = [
        Ballot(v.round, v.group, names[v.seat_id], v.points, v.reason) for v in votes
    ]
    return argue(
        {code: facts["points"] for code, facts in groups.items()},
        {code: facts["cases"] for code, facts in groups.items()},
        {code: facts["hospitals"] for code, facts in groups.items()},
        experts,
        ballots,
        terms,
    )


def avoided(seat: Seat, groups: Mapping[str, Mapping[str, Any]]) -> frozenset[str]:
    """Return the groups that a seat does not vote on: its hospital treats most of their cases."""
    from jixiao.fund.payment.argument import Expert, avoiding  # noqa: PLC0415

    expert = Expert(seat.user.username, seat.specialty, seat.hospital)
    return frozenset(
        code for code, facts in groups.items() if avoiding(facts["hospitals"], [expert])
    )


def votable(panel: Panel, argument: "Argument") -> frozenset[str]:
    """Return the groups that are voted on in a panel's round: later, those that are argued again."""
    if panel.state != "open":
        return frozenset()
    if panel.round == 1:
        return frozenset(each.group for each in argument.groups)
    return frozenset(
        each.group
        for each in argument.groups
        if each in argument.open_groups or each.round == panel.round
    )


def cast(
    panel: Panel, seat: Seat, group: str, vote: str, points: str, reason: str, terms: Terms
) -> None:  # fmt: skip
    """Cast a vote in a panel's round; it stands as it was cast.

    Raises:
        JixiaoError: the group is none of the round's, or what is voted is not whole.
        NotYours: the seat's hospital treats most of the group's cases.
        Taken: the vote was cast already, or the round is over.
    """
    reason = reason.strip()[:_LONGEST_REASON]
    if vote not in (AGREE, OTHER):
        message = f"票应为 {AGREE} 或 {OTHER}。"
        raise JixiaoError(message)
    number = scaled("另提的分值", points, 4) if vote == OTHER else None
    if number is not None and not reason:
        message = "另提分值要写理由。"
        raise JixiaoError(message)
    with transaction.atomic():
        panel = Panel.objects.select_for_update().get(pk=panel.pk)
        _refuse_closed(panel, seat, group, terms)
        if seat.votes.filter(round=panel.round, group=group).exists():
            message = f"第 {panel.round} 轮已经对 {group} 投过票，投了不能改。"
            raise Taken(message)
        Vote.objects.create(
            seat=seat, round=panel.round, group=group, points=number, reason=reason
        )
        argued(panel, terms)  # what the rules of voting refuse is undone with it


def _refuse_closed(panel: Panel, seat: Seat, group: str, terms: Terms) -> None:
    if panel.state != "open":
        message = "这一场论证已经议定，不再投票。"
        raise Taken(message)
    if group not in votable(panel, argued(panel, terms)):
        message = f"第 {panel.round} 轮不议 {group[:100]}。"
        raise JixiaoError(message)
    if group in avoided(seat, panel.groups):
        message = f"你所在的医院治疗 {group} 的病例最多，应当回避。"
        raise NotYours(message)


def close_round(panel: Panel, seen: int, terms: Terms) -> Panel:
    """End a panel's round: what moved too far is argued again in the next, else all is decided.

    Raises:
        Taken: the round that somebody saw is over already.
    """
    with transaction.atomic():
        panel = Panel.objects.select_for_update().get(pk=panel.pk)
        if panel.state != "open" or panel.round != seen:
            message = "这一轮已经结束了。请刷新页面。"
            raise Taken(message)
        if argued(panel, terms).open_groups:
            panel.round += 1
        else:
            panel.state = "decided"
        panel.save()
    return panel


def refuse_adopting(panel: Panel, by: User) -> None:
    """Refuse who may not adopt a panel's points: who opened it, or sits in it.

    Raises:
        NotYours: it is one of these.
        Taken: it is not decided, or adopted already.
    """
    if panel.state != "decided":
        message = "还没有议定，或已经采用了。请刷新页面。"
        raise Taken(message)
    if by.pk == panel.by_id or panel.seats.filter(user=by).exists():
        message = "开论证的人和专家不能自己采用，请另一位审核的人来。"
        raise NotYours(message)


def seats_of(user: User) -> QuerySet[Seat]:
    """Return the seats that somebody holds, the newest panel's first."""
    seats = Seat.objects.filter(user=user)
    return seats.select_related("panel__organisation").order_by("-panel__at")
