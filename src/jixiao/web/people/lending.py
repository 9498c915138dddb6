"""Lending a role of one's own to a colleague for some days, and taking it back."""

from datetime import date, timedelta

from django.db import transaction
from django.db.models import QuerySet
from django.utils.translation import gettext

from jixiao.errors import JixiaoError
from jixiao.web.models import Lent, Membership, User

LONGEST = timedelta(days=366)
"""What is lent for longer is a change of roles, which is the administrator's."""


class NotLent(JixiaoError, ValueError):
    """A role is not lent; the message says why, and nothing was done."""


def colleagues(user: User) -> QuerySet[User]:
    """Return the people who can log in and hold a role in an organisation where somebody does."""
    places = user.memberships.values("organisation")
    near = User.objects.filter(is_active=True, memberships__organisation__in=places)
    return near.exclude(pk=user.pk).order_by("full_name", "pk").distinct()


@transaction.atomic
def lend(
    membership: Membership, taker: User, days: tuple[date, date], today: date
) -> Lent:
    """Lend a role from the first to the last of two days, both included.

    Raises:
        NotLent: the days, the taker or another loan of the role speak against it.
    """
    # Two wishes for one role wait for each other.
    role = Membership.objects.select_for_update().get(pk=membership.pk)
    why = _against_days(*days, today) or _against_taker(role, taker)
    if why := why or _against_other_loans(role, *days):
        raise NotLent(why)
    since, until = days
    return Lent.objects.create(membership=role, taker=taker, since=since, until=until)


def _against_days(since: date, until: date, today: date) -> str:
    if since < today:
        return gettext("不能从已经过去的日子开始委托，最早从今天起。")
    if until < since:
        return gettext("最后一天早于第一天，请改日期。")
    if until - since >= LONGEST:
        return gettext("一次最多委托一年；更久的是换人，请管理员改任职。")
    return ""


def _against_taker(role: Membership, taker: User) -> str:
    """What speaks against a taker: a stranger to the organisation, or one who holds the role."""
    if taker.pk == role.user_id or not taker.is_active:
        return gettext("请选一位能登录的同事。")
    of_place = taker.memberships.filter(organisation=role.organisation_id)
    if not of_place.exists():
        return gettext("只能委托给同一单位的人；委托给别的单位的人请管理员办。")
    if of_place.filter(role=role.role).exists():
        return gettext("这位同事自己就是这个角色，不用委托。")
    return ""


def _against_other_loans(role: Membership, since: date, until: date) -> str:
    other = role.lent.filter(since__lte=until, until__gte=since).first()
    if other is None:
        return ""
    why = gettext("%(since)s 至 %(until)s 已经委托给%(taker)s，先收回那一次。")
    return why % {
        "since": other.since,
        "until": other.until,
        "taker": other.taker.full_name,
    }


@transaction.atomic
def take_back(loan: Lent, today: date) -> None:
    """End a loan: yesterday was its last day; one that had no day before today is taken away."""
    if loan.since >= today:
        loan.delete()
    elif loan.until >= today:
        loan.until = today - timedelta(days=1)
        loan.save(update_fields=["until"])
