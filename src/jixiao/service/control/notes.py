"""What internal control looks at, a value for each row, and what it marks."""

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum


class Part(StrEnum):
    """The five parts of internal control."""

    ORGANISATION = "组织机构控制"
    BUSINESS = "业务运行控制"
    MONEY = "基金财务控制"
    SYSTEMS = "信息系统控制"
    SUPERVISION = "内部控制的管理与监督"


class MarkKind(StrEnum):
    """What logs and money are tested for."""

    CONFLICT = "一人做了不相容的两步"
    NAMESAKES = "同名的两个账号做了不相容的两步"
    SAME_DEVICE = "同一终端做了不相容的两步"
    OUT_OF_HOURS = "工作时间以外办理"
    BACKDATED = "业务日期倒填"
    CLOSED_PERIOD = "批量改已结账的月份"
    LEAVER = "停用的账号还在用"
    UNKNOWN_ACCOUNT = "账号不在名册里"
    NOT_BOOKED = "付了没有记账"
    NOT_SETTLED = "付了没有银行回单"
    UNPAID_BOOKED = "记账没有对应的付款"
    UNPAID_SETTLED = "银行付了没有对应的付款"
    AMOUNTS_DIFFER = "三方金额不符"
    BOOKED_TWICE = "一笔付款记账不止一次"
    OTHER_ACCOUNT = "收款账户不是登记的"
    SPLIT = "疑似拆分付款"
    SAME_INVOICE = "一张票据付了不止一次"

    @property
    def part(self) -> Part:
        """The part of internal control that it belongs to."""
        return _PARTS.get(self, Part.MONEY)

    @property
    def is_lead(self) -> bool:
        """Whether it is a question to look into, and no finding yet."""
        return self in _LEADS


_PARTS = {
    MarkKind.CONFLICT: Part.ORGANISATION,
    MarkKind.NAMESAKES: Part.ORGANISATION,
    MarkKind.SAME_DEVICE: Part.SYSTEMS,
    MarkKind.OUT_OF_HOURS: Part.BUSINESS,
    MarkKind.BACKDATED: Part.BUSINESS,
    MarkKind.CLOSED_PERIOD: Part.BUSINESS,
    MarkKind.LEAVER: Part.SYSTEMS,
    MarkKind.UNKNOWN_ACCOUNT: Part.SYSTEMS,
}
_LEADS = frozenset(
    (MarkKind.NAMESAKES, MarkKind.SAME_DEVICE, MarkKind.OUT_OF_HOURS, MarkKind.SPLIT)
)


@dataclass(frozen=True, slots=True)
class LogLine:
    """A step somebody did: on which record, in which duty, from where, for which day."""

    number: str
    at: datetime
    user: str
    duty: str
    record: str
    device: str = ""
    business_on: date | None = None


@dataclass(frozen=True, slots=True)
class Account:
    """An account, whose it is, and from when to when it may be used."""

    user: str
    name: str
    opened: date
    left: date | None = None

    def holds(self, day: date) -> bool:
        """Whether it may be used on a day; the day of leaving is the last."""
        return self.opened <= day and (self.left is None or day <= self.left)


@dataclass(frozen=True, slots=True)
class Deputy:
    """Somebody who was allowed to do a duty for another, from a day to a day."""

    number: str
    user: str
    duty: str
    begins: date
    ends: date

    def covers(self, line: LogLine) -> bool:
        """Whether a step was done under it."""
        is_theirs = (self.user, self.duty) == (line.user, line.duty)
        return is_theirs and self.begins <= line.at.date() <= self.ends


@dataclass(frozen=True, slots=True)
class Mark:
    """Something a test marks: the rows it rests on (table and key), whom it is about, money in fen."""

    kind: MarkKind
    subject: str
    says: str
    rows: tuple[tuple[str, str], ...]
    amount: int = 0
