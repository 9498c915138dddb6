"""People reminded of what waits for them and of what is late: by mail, and by a robot in a chat.

Each is reminded once a day. A mail names projects; what goes to a chat only counts them.
"""

import json
import smtplib
import urllib.request
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date

from django.core.mail import EmailMessage, get_connection
from django.utils import timezone

from jixiao.errors import JixiaoError
from jixiao.web.background.reminder_settings import (
    MailServer,
    Reminders,
    secret_in,
    webhook_address,
)
from jixiao.web.models import Case, Trail, User
from jixiao.web.people.access import memberships, not_aside, visible
from jixiao.web.work.waiting import waiting_for

_BY_MAIL, _BY_WEBHOOK = "邮件提醒", "群提醒"
_LISTED = 20
"""How many projects a mail names."""
_SECONDS = 20
_LARGEST = 2000
"""Bytes of a text that the chat takes in one message: 2,048 by its documentation."""


@dataclass(frozen=True, slots=True)
class Duties:
    """What waits for somebody, the soonest due first, and how many projects below a leader are late."""

    user: User
    waiting: Sequence[Case]
    late_below: int

    def late(self, today: date) -> int:
        """How many of what waits are late."""
        return sum(_is_late(case, today) for case in self.waiting)

    def in_words(self, today: date) -> str:
        """The counts as people read them."""
        parts = []
        if self.waiting:
            late = self.late(today)
            behind = f"，其中 {late} 件已过期限" if late else ""
            parts.append(f"{len(self.waiting)} 件待办{behind}")
        if self.late_below:
            parts.append(f"所辖 {self.late_below} 个项目已过期限")
        return "；".join(parts)


@dataclass(slots=True)
class Reminded:
    """How many people a mail went to, who has no address, what did not get through and why."""

    mails: int = 0
    messages: int = 0
    without_address: list[str] = field(default_factory=list)
    failures: list[str] = field(default_factory=list)


def remind(settings: Reminders) -> Reminded:
    """Remind everybody who has something to do and was not reminded today."""
    today = timezone.localdate()
    done = Reminded()
    duties = list(_duties(today))
    if settings.mail:
        _send_mails(settings, settings.mail, duties, today, done)
    if settings.webhook and duties and not _was_done(_BY_WEBHOOK, None, today):
        _post(webhook_address(settings.webhook), settings.office, duties, today, done)
    return done


def _duties(today: date) -> Iterator[Duties]:
    for user in User.objects.filter(is_active=True).order_by("username"):
        seen = not_aside(visible(user))
        waiting = seen.filter(waiting_for(user)).select_related("unit")
        leads = any(held.role == "leader" for held in memberships(user))
        late_below = seen.filter(due__lt=today).count() if leads else 0
        duties = Duties(user, list(waiting.order_by("due", "pk")), late_below)
        if duties.waiting or late_below:
            yield duties


def _is_late(case: Case, today: date) -> bool:
    return case.due is not None and case.due < today


def _was_done(action: str, user: User | None, today: date) -> bool:
    lines = Trail.objects.filter(action=action, user=user)
    return lines.filter(about__startswith=today.isoformat()).exists()


def _note(action: str, user: User | None, today: date, subject: str) -> None:
    name = user.username if user else ""
    about = f"{today.isoformat()} {subject}"
    Trail.objects.create(user=user, name=name, action=action, about=about[:300])


def _send_mails(
    settings: Reminders,
    mail: MailServer,
    duties: Iterable[Duties],
    today: date,
    done: Reminded,
) -> None:
    """Send a mail to each who has an address; one that does not get through stops no other."""
    connection = get_connection(
        "django.core.mail.backends.smtp.EmailBackend",
        host=mail.host,
        port=mail.port,
        username=mail.username,
        password=secret_in(mail.password_file),
        use_tls=mail.encryption == "starttls",
        use_ssl=mail.encryption == "tls",
        timeout=_SECONDS,
    )
    for of_person in duties:
        user = of_person.user
        if not user.email:
            done.without_address.append(user.full_name)
        elif not _was_done(_BY_MAIL, user, today):
            letter = _letter(of_person, settings.office, mail.sender, today)
            letter.connection = connection
            try:
                letter.send()
            except (OSError, smtplib.SMTPException) as error:
                done.failures.append(f"{user.full_name}：{error}")
                continue
            _note(_BY_MAIL, user, today, of_person.in_words(today))
            done.mails += 1


def _letter(duties: Duties, office: str, sender: str, today: date) -> EmailMessage:
    words = duties.in_words(today)
    lines = [f"{duties.user.full_name}：", "", f"您有{words}。", ""]
    lines += [_line(case, today) for case in duties.waiting[:_LISTED]]
    if len(duties.waiting) > _LISTED:
        lines.append(f"……还有 {len(duties.waiting) - _LISTED} 件")
    lines += ["", f"请到 {office} 办理。这封邮件由绩效系统发出，不用回复。"]
    return EmailMessage(f"绩效：{words}", "\n".join(lines), sender, [duties.user.email])


def _line(case: Case, today: date) -> str:
    name = f"· {case.name}（{case.unit.name}，{case.year} 年）"
    if case.due is None:
        return name
    days = (case.due - today).days
    when = f"已过期限 {-days} 天" if days < 0 else f"还有 {days} 天"
    return f"{name}：{case.due.isoformat()} 到期，{when}"


def _post(
    address: str, office: str, duties: Sequence[Duties], today: date, done: Reminded
) -> None:
    """Tell a chat who has how much to do, in as many messages as its length takes."""
    for text in _texts(office, duties, today):
        body = json.dumps({"msgtype": "text", "text": {"content": text}}).encode()
        asked = urllib.request.Request(  # noqa: S310 — its scheme was looked at
            address, body, {"Content-Type": "application/json"}
        )
        try:
            with urllib.request.urlopen(asked, timeout=_SECONDS) as answer:  # noqa: S310 — as above
                _refuse_refusal(json.load(answer))
        except (OSError, ValueError, JixiaoError) as error:
            done.failures.append(f"群机器人：{error}")
            return
        done.messages += 1
    _note(_BY_WEBHOOK, None, today, f"{len(duties)} 人")


def _refuse_refusal(answer: object) -> None:
    """Take what the robot answers; it refuses with a code in an answer that looks well.

    Raises:
        JixiaoError: it refused.
    """
    if isinstance(answer, dict) and answer.get("errcode", 0) != 0:
        message = f"没有收下（{answer['errcode']} {answer.get('errmsg', '')}）"
        raise JixiaoError(message)


def _texts(office: str, duties: Sequence[Duties], today: date) -> Iterator[str]:
    """The counts of all people, cut where a message is full."""
    text = f"绩效待办（{today.isoformat()}）　{office}"
    for of_person in duties:
        line = f"\n{of_person.user.full_name}：{of_person.in_words(today)}"
        if len((text + line).encode()) > _LARGEST:
            yield text
            text = f"绩效待办（{today.isoformat()}，续）"
        text += line
    yield text
