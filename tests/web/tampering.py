"""An office with something of each kind in it, and what somebody who holds its database may try."""

from datetime import timedelta

from django.utils import timezone
from django_otp.plugins.otp_totp.models import TOTPDevice

from jixiao.web import sealing
from jixiao.web.models import (
    Case,
    Disclosed,
    Evidence,
    Figure,
    FindingReason,
    Lent,
    Measurement,
    Remark,
    Trail,
    Upload,
)
from jixiao.web.people import tokens
from jixiao.web.running.stored_files import keep
from tests.web.conftest import APPROVED, County

_COPIED = "password, last_login, is_superuser, email, is_staff, is_active, date_joined, full_name, must_change"
_ANOTHER_ACCOUNT = (
    f"INSERT INTO office_user (username, actor, {_COPIED}) SELECT 'x', 'x', {_COPIED} "
    "FROM office_user WHERE username = '甲clerk'"
)
_ANOTHER_ROLE = (
    "INSERT INTO office_membership (user_id, organisation_id, role) SELECT user_id, "
    "organisation_id, 'finance_approver' FROM office_membership WHERE role = 'clerk'"
)
ATTEMPTS: tuple[tuple[str, str], ...] = (
    ("UPDATE office_case SET target = 'draft'", "状态|项目"),
    ("UPDATE office_case SET budget = budget + 100", "预算"),
    ("UPDATE office_case SET in_force_id = NULL", "批复的表"),
    ("UPDATE office_case SET year = 2025", "项目"),
    ("UPDATE office_case SET name = '别的项目'", "项目"),
    ("UPDATE office_case SET public_name = '别的项目'", "项目"),
    ("UPDATE office_case SET due = '2099-01-01'", "项目"),
    ("UPDATE office_case SET moved_at = '2020-01-01 00:00:00+00:00'", "项目"),
    ("UPDATE office_table SET body = replace(body, '12万元', '92万元')", "表的内容"),
    ("UPDATE office_findingreason SET reason = '另一个'", "保留理由"),
    ("UPDATE office_findingreason SET at = '2020-01-01 00:00:00+00:00'", "保留理由"),
    ("DELETE FROM office_findingreason", "保留理由.*不见"),
    ("UPDATE office_remark SET text = '没有意见'", "审核意见"),
    ("UPDATE office_remark SET answered = '已答复'", "审核意见"),
    ("UPDATE office_evidence SET name = '别的.pdf'", "附件"),
    ("UPDATE office_evidence SET at = '2020-01-01 00:00:00+00:00'", "附件"),
    ("DELETE FROM office_evidence", "附件.*不见"),
    ("UPDATE office_upload SET digest = 'a' || substr(digest, 2)", "上传的文件"),
    ("UPDATE office_upload SET reading = '{}'", "上传的文件"),
    ("UPDATE office_trail SET name = '别人'", "审计记录"),
    ("UPDATE office_trail SET at = '2020-01-01 00:00:00+00:00'", "审计记录"),
    ("DELETE FROM office_trail", "审计记录.*不见"),
    ("INSERT INTO office_trail (at, name, action, about) SELECT at, 'x', action, about FROM office_trail", "审计记录"),
    ("UPDATE office_user SET username = 'x' WHERE username = '甲clerk'", "账号"),
    ("UPDATE office_user SET actor = 'x' WHERE username = '甲clerk'", "账号"),
    ("UPDATE office_user SET full_name = '别人' WHERE username = '甲clerk'", "账号"),
    ("UPDATE office_user SET password = 'x' WHERE username = '甲clerk'", "账号"),
    ("UPDATE office_user SET is_superuser = true WHERE username = '甲clerk'", "账号"),
    ("UPDATE office_user SET is_active = false WHERE username = '甲clerk'", "账号"),
    (_ANOTHER_ACCOUNT, "账号"),
    (_ANOTHER_ROLE, "任职"),
    ("UPDATE office_membership SET role = 'leader' WHERE role = 'clerk'", "任职"),
    ("DELETE FROM office_membership WHERE role = 'leader'", "任职.*不见"),
    ("UPDATE office_lent SET until = '2099-01-01'", "委托"),
    ("DELETE FROM office_lent", "委托.*不见"),
    ("UPDATE office_token SET until = '2099-01-01'", "接口密钥"),
    ("UPDATE office_token SET scopes = 'read,write'", "接口密钥"),
    ("UPDATE office_organisation SET finance_id = id WHERE level = 'unit'", "单位"),
    ("UPDATE otp_totp_totpdevice SET confirmed = false", "动态码"),
    ("UPDATE otp_totp_totpdevice SET tolerance = 99999", "动态码"),
    ("UPDATE otp_totp_totpdevice SET digits = 1", "动态码"),
    ("DELETE FROM otp_totp_totpdevice", "动态码.*不见"),
    ("UPDATE office_measurement SET body = '[1]'", "从记录算出的值"),
    ("UPDATE office_measurement SET at = '2020-01-01 00:00:00+00:00'", "从记录算出的值"),
    ("UPDATE office_figure SET reached = 99", "公开的数据"),
    ("DELETE FROM office_figure", "公开的数据"),
    ("UPDATE office_disclosed SET received = 1", "公开的数据"),
    ("UPDATE office_entry SET body = replace(body, '因故', '无故')", "记录"),
    ("DELETE FROM office_entry WHERE number = 3", "记录"),
    ("UPDATE office_seal SET digest = '' WHERE number = 3", "封条第 3 条"),
    ("UPDATE office_seal SET previous = mac WHERE number = 3", "封条第 3 条"),
    ("DELETE FROM office_seal WHERE number = 2", "封条第 2 条"),
    ("DELETE FROM office_seal WHERE number > 9", "不是由系统写入|截去|记录"),
    ("DELETE FROM office_seal", "不是由系统写入|截去|记录"),
)  # fmt: skip
"""Statements in the SQL that SQLite and PostgreSQL share, and what is said of each."""


def a_full_office(home: County) -> Case:
    """Put something of each kind that is sealed into an office, and keep the head of its chain."""
    case, by = home.case(*APPROVED), home.people["clerk"]
    digest, size = keep([b"proof"], "证明.pdf")
    Evidence.objects.create(
        case=case, place="x", digest=digest, name="证明.pdf", size=size, by=by
    )
    Upload.objects.create(digest=digest, name="证明.pdf", size=size, by=by)
    FindingReason.objects.create(
        case=case, code="AR01", message="甲", reason="乙", by=by
    )
    Remark.objects.create(case=case, text="请核对", by=home.people["approver"])
    Trail.objects.create(action="登录")
    today = timezone.localdate()
    auditor = home.people["auditor"].memberships.get()
    Lent.objects.create(
        membership=auditor, taker=by, since=today, until=today + timedelta(days=1)
    )
    tokens.make(by, "统计", "read", 30)
    TOTPDevice.objects.create(user=by, name="手机", confirmed=True)
    Measurement.objects.create(case=case, kind="monitoring", until=today, body="[]")
    disclosed = Disclosed.objects.create(
        case=case, area=home.places["department"], year=2026, received=12
    )
    Figure.objects.create(
        disclosed=disclosed, what="x", title="x", name="x", text="≥12场", promised=12
    )
    sealing.seal_row(Disclosed.objects.get(pk=disclosed.pk))
    sealing.head_file().unlink(missing_ok=True)
    sealing.keep_head()
    return case
