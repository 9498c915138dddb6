"""Who comes in by a directory has the roles of their groups, and no others that it speaks of."""

import pytest

from jixiao.web.models import Membership, Trail, User
from jixiao.web.people.newcomers import NotLetIn, Person, let_in
from jixiao.web.people.signin import GroupRole
from tests.web.conftest import County

LINES = (
    GroupRole("clerks", "clerk", "甲县医保中心"),
    GroupRole("cn=heads,ou=groups", "approver", "甲县医保中心"),
)


def roles_of(user: User) -> set[str]:
    return set(Membership.objects.filter(user=user).values_list("role", flat=True))


def person(*groups: str, username: str = "li") -> Person:
    return Person(username, "李乙", frozenset(groups))


@pytest.mark.usefixtures("home")
def test_groups_give_roles_and_take_them():
    user = let_in(person("cn=Clerks,ou=groups,dc=jia", "cn=heads,ou=groups"), LINES)
    assert {"clerk", "approver"} == roles_of(user)
    assert not user.has_usable_password()

    again = let_in(person("clerks"), LINES)

    assert user == again
    assert {"clerk"} == roles_of(user)
    assert "去 甲县医保中心 approver" == Trail.objects.first().about


def test_roles_that_no_line_speaks_of_stay(home: County):
    auditor = home.people["auditor"]

    let_in(person("clerks", username=auditor.username), LINES)

    assert {"auditor", "clerk"} == roles_of(auditor)


@pytest.mark.usefixtures("home")
def test_who_has_no_role_here_is_told_and_gets_no_account():
    with pytest.raises(NotLetIn, match="没有办公系统的角色"):
        let_in(person("cleaners"), LINES)
    assert not User.objects.filter(username="li").exists()


@pytest.mark.parametrize("change", [{"is_superuser": True}, {"is_active": False}])
def test_administrators_and_stopped_accounts_do_not_come_in_by_a_directory(
    home: County, change: dict[str, bool]
):
    clerk = home.people["clerk"]
    User.objects.filter(pk=clerk.pk).update(**change)

    with pytest.raises(NotLetIn):
        let_in(person("clerks", username=clerk.username), LINES)
