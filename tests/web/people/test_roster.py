"""Accounts in and out as a table."""

import pytest

from jixiao.web.models import Membership, Organisation, User
from jixiao.web.people import roster
from jixiao.web.people.access import finance_of
from tests.web.conftest import County

pytestmark = pytest.mark.django_db
HEAD = "账号,姓名,单位,级次,上级,角色,停用\n"


def test_a_table_makes_places_people_and_roles():
    new = roster.take(
        HEAD + "jia,张甲,河东县医疗保障局,县（区）,,主管部门,\n"
        "yi,李乙,河东县医保中心,单位,河东县医疗保障局,单位经办,\nyi,李乙,河东县医保中心,,,单位审核,\n"
    )

    assert ["jia", "yi"] == [each.username for each in new]
    assert User.objects.get(username="yi").check_password(new[1].password)
    assert User.objects.get(username="yi").must_change
    assert {"clerk", "approver"} == {
        m.role for m in Membership.objects.filter(user__username="yi")
    }
    unit = Organisation.objects.get(name="河东县医保中心")
    assert unit.path.startswith(unit.parent.path)


@pytest.mark.parametrize(
    ("row", "said"),
    [
        ("a,甲,没有的单位,,,单位经办,\n", "新建要写级次"),
        ("a,甲,某局,单位,没有的上级,单位经办,\n", "请把它写在前面"),
        ("a,甲,某局,单位,,皇帝,\n", "没有“皇帝”这个角色"),
        (",甲,某局,单位,,单位经办,\n", "账号和姓名"),
    ],
)
def test_a_row_that_cannot_be_taken_is_told_and_nothing_changes(row: str, said: str):
    good = "ok,好人,好局,单位,,单位经办,\n"

    with pytest.raises(roster.FaultyRoster, match=f"第 3 行：.*{said}"):
        roster.take(HEAD + good + row)
    assert not User.objects.exists()


def test_a_table_without_heads_is_told():
    with pytest.raises(roster.FaultyRoster, match="表头"):
        roster.take("a,b\n1,2\n")


@pytest.mark.usefixtures("home")
def test_what_was_given_is_taken_again_without_change():
    text = roster.give()

    assert [] == roster.take(text)
    assert text == roster.give()
    assert "pbkdf2" not in text


def test_an_account_is_stopped_and_begun_again(home: County):
    user = home.people["clerk"]
    row = f"{user.username},{user.full_name},{home.places['unit'].name},,,单位经办,"

    roster.take(HEAD + row + "是\n")
    stopped = User.objects.get(pk=user.pk).is_active
    roster.take(HEAD + row + "\n")

    assert (False, True) == (stopped, User.objects.get(pk=user.pk).is_active)


def test_nothing_a_sheet_would_run_is_given(home: County):
    User.objects.filter(pk=home.people["clerk"].pk).update(
        full_name='=HYPERLINK("http://x")'
    )

    assert "'=HYPERLINK" in roster.give()
    assert '"=HYPERLINK' not in roster.give()


def test_a_unit_is_reviewed_by_the_finance_bureau_named_for_it_or_above_it():
    roster.take(
        "账号,姓名,单位,级次,上级,财政,角色,停用\n"
        "f,某,丙县财政局,县（区）,,,财政审核,\n"
        "g,某,丁县财政局,县（区）,,,财政审核,\n"
        "a,某,丙县医保局,县（区）,,丁县财政局,主管部门,\n"
        "b,某,丙县医保中心,单位,丙县医保局,,单位经办,\n"
        "c,某,丁县医保局,县（区）,,,主管部门,\n"
    )

    def bureau(unit: str) -> str:
        return finance_of(Organisation.objects.get(name=unit)).name

    assert "丁县财政局" == bureau("丙县医保中心")
    assert "丁县财政局" == bureau("丁县医保局")
    Organisation.objects.update(finance=None)
    assert "丙县财政局" == bureau("丙县医保中心")


def test_a_row_may_give_an_address_for_reminders():
    head = HEAD.strip() + ",邮箱\n"
    row = "jia,张甲,河东县医疗保障局,县（区）,,主管部门,,"

    roster.take(head + row + "jia@example.cn\n")
    roster.take(head + row + "\n")

    assert "jia@example.cn" == User.objects.get(username="jia").email
    assert "jia@example.cn" in roster.give()
    with pytest.raises(roster.FaultyRoster, match="第 2 行：“jia”不是邮箱地址"):
        roster.take(head + row + "jia\n")
