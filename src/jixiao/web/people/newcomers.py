"""Who comes in by a directory or a provider: their account here, and the roles of their groups."""

from collections.abc import Collection, Iterator
from dataclasses import dataclass

from django.db import transaction

from jixiao.errors import JixiaoError
from jixiao.web.models import Membership, Organisation, Trail, User
from jixiao.web.people.signin import GroupRole


class NotLetIn(JixiaoError, PermissionError):
    """Somebody is who they say, and has nothing to do here; the message says why."""


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody as a directory or a provider knows them."""

    username: str
    name: str
    groups: frozenset[str]


def let_in(person: Person, lines: Collection[GroupRole]) -> User:
    """Return the account of somebody, with exactly the roles that their groups give.

    Roles that no line speaks of are left as they are.

    Raises:
        NotLetIn: none of their groups gives a role, the account is stopped, or an administrator's.
    """
    given = [line for line in lines if line.group.casefold() in _folded(person.groups)]
    if not given:
        message = f"{person.name}在统一目录里，但没有办公系统的角色，请找管理员。"
        raise NotLetIn(message)
    with transaction.atomic():
        user, made = User.objects.get_or_create(
            username=person.username, defaults={"full_name": person.name[:50]}
        )
        if not user.is_active or user.is_superuser:
            message = (
                f"账号 {user.username} 已停用，或是管理员的：管理员用本地密码登录。"
            )
            raise NotLetIn(message)
        if made:
            user.set_unusable_password()
            user.save()
        _keep_roles(user, given, lines)
    return user


def _folded(groups: Collection[str]) -> set[str]:
    """Group names, whole and by their first part: cn=clerks,ou=groups is clerks, too."""
    folded = {group.casefold() for group in groups}
    firsts = {group.partition(",")[0].rpartition("=")[2] for group in folded}
    return folded | firsts


def _keep_roles(
    user: User, given: Collection[GroupRole], lines: Collection[GroupRole]
) -> None:
    held = {(line.unit, line.role) for line in given}
    changed = []
    for unit, role in sorted({(line.unit, line.role) for line in lines}):
        place = Organisation.objects.filter(name=unit).first()
        if place is None:
            message = f"登录设置里的单位“{unit}”不在本系统，请管理员改正。"
            raise NotLetIn(message)
        kept = Membership.objects.filter(user=user, organisation=place, role=role)
        if (unit, role) in held and not kept.exists():
            Membership.objects.create(user=user, organisation=place, role=role)
            changed.append(f"加 {unit} {role}")
        elif (unit, role) not in held and kept.exists():
            kept.delete()
            changed.append(f"去 {unit} {role}")
    for line in _in_pieces(changed):
        Trail.objects.create(
            user=user, name=user.username, action="目录定角色", about=line
        )


def _in_pieces(changed: list[str]) -> Iterator[str]:
    yield from (text[:300] for text in changed)
