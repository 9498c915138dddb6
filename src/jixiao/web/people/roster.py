"""Accounts as a table: taken in from a CSV that a bureau fills in, and given out without passwords."""

import csv
import io
import secrets
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.db import transaction

from jixiao.errors import JixiaoError
from jixiao.web.models import Membership, Organisation, Trail, User

HEADS = ("账号", "姓名", "单位", "级次", "上级", "财政", "角色", "停用", "邮箱")
_ROLES = {title: code for code, title in Membership.ROLES}
_LEVELS = {title: code for code, title in Organisation.LEVELS}
_RISKY = ("=", "+", "-", "@", "\t", "\r")


class FaultyRoster(JixiaoError, ValueError):
    """A row cannot be taken; nothing was changed."""


@dataclass(frozen=True, slots=True)
class Newcomer:
    """A new account, and its first password, which must be changed."""

    username: str
    name: str
    password: str


def take(text: str) -> list[Newcomer]:
    """Take accounts from a CSV: all of it, or nothing. A row adds a role; 停用 stops an account.

    Raises:
        FaultyRoster: a row cannot be taken; the message says which and why.
    """
    lines = list(csv.DictReader(io.StringIO(text.lstrip("\ufeff"))))
    if not lines or not set(HEADS[:3]) <= set(lines[0]):
        message = f"表头应有 {'、'.join(HEADS)}；级次、上级、财政、停用、邮箱可以不填。"
        raise FaultyRoster(message)
    new: dict[str, Newcomer] = {}
    with transaction.atomic():
        for number, line in enumerate(lines, 2):
            row = {
                head: (line.get(head) or "").strip().removeprefix("'") for head in HEADS
            }
            place = _organisation(row, number)
            user = _user(row, number, new)
            role = _role(row, number)
            if role:
                Membership.objects.get_or_create(
                    user=user, organisation=place, role=role
                )
        Trail.objects.create(
            action="成批建账号", about=f"{len(lines)} 行，新建 {'、'.join(new)}"[:300]
        )
    return list(new.values())


def _role(row: Mapping[str, str], number: int) -> str | None:
    """Return the role that a row adds; None where it adds none."""
    role = _ROLES.get(row["角色"])
    if row["角色"] and role is None:
        message = (
            f"第 {number} 行：没有“{row['角色']}”这个角色；可写 {'、'.join(_ROLES)}。"
        )
        raise FaultyRoster(message)
    return role


def _organisation(row: Mapping[str, str], number: int) -> Organisation:
    place = Organisation.objects.filter(name=row["单位"]).first() or _new_organisation(
        row, number
    )
    if row["财政"]:
        place.finance = _named(row["财政"], "财政", number)
        place.save(update_fields=["finance"])
    return place


def _new_organisation(row: Mapping[str, str], number: int) -> Organisation:
    level = _LEVELS.get(row["级次"])
    if not row["单位"] or level is None:
        message = f"第 {number} 行：还没有“{row['单位']}”这个单位，新建要写级次（{'、'.join(_LEVELS)}）。"
        raise FaultyRoster(message)
    parent = _named(row["上级"], "上级", number) if row["上级"] else None
    return Organisation.objects.create(name=row["单位"], level=level, parent=parent)


def _named(name: str, role: str, number: int) -> Organisation:
    """Return an organisation that a row names as its parent or its finance bureau."""
    organisation = Organisation.objects.filter(name=name).first()
    if organisation is None:
        message = f"第 {number} 行：{role}“{name}”还没有，请把它写在前面。"
        raise FaultyRoster(message)
    return organisation


def _user(row: Mapping[str, str], number: int, new: dict[str, Newcomer]) -> User:
    """Return a row's account, made where there is none, stopped or let in as the row says."""
    username = row["账号"]
    if not username or not row["姓名"]:
        message = f"第 {number} 行：账号和姓名都要填。"
        raise FaultyRoster(message)
    user = User.objects.filter(username=username).first()
    if user is None:
        password = secrets.token_urlsafe(9)
        user = User.objects.create_user(
            username, password=password, full_name=row["姓名"], must_change=True
        )
        new[username] = Newcomer(username, row["姓名"], password)
    _keep_address(user, row, number)
    stopped = row["停用"] in ("是", "1", "停用")
    if user.is_active == stopped:
        user.is_active = not stopped
        user.save(update_fields=["is_active"])
    return user


def _keep_address(user: User, row: Mapping[str, str], number: int) -> None:
    """Keep the address that a row gives for reminders; a row without one leaves it as it is.

    Raises:
        FaultyRoster: it is no address.
    """
    address = row["邮箱"]
    if not address or address == user.email:
        return
    try:
        validate_email(address)
    except ValidationError as error:
        message = f"第 {number} 行：“{address}”不是邮箱地址。"
        raise FaultyRoster(message) from error
    user.email = address
    user.save(update_fields=["email"])


def give() -> str:
    """Return the accounts as a CSV that `take` takes; no passwords, and nothing a sheet would run."""
    out = io.StringIO()
    out.write("\ufeff")
    writer = csv.writer(out)
    writer.writerow(HEADS)
    writer.writerows([safe(cell) for cell in row] for row in _rows())
    return out.getvalue()


def _rows() -> Iterator[Iterable[str]]:
    memberships = Membership.objects.select_related(
        "user", "organisation__parent", "organisation__finance"
    )
    for membership in memberships.order_by(
        "organisation__path", "user__username", "role"
    ):
        place, user = membership.organisation, membership.user
        yield (
            user.username,
            user.full_name,
            place.name,
            place.get_level_display(),
            place.parent.name if place.parent else "",
            place.finance.name if place.finance else "",
            membership.get_role_display(),
            "" if user.is_active else "是",
            user.email,
        )


def safe(text: str) -> str:
    """Put a quote before what a spreadsheet would take for a formula."""
    return f"'{text}" if text.startswith(_RISKY) else text
