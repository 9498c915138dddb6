"""Budgets and final accounts on a site: there, in time, and right as far as they can be read."""

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path

from jixiao.service.csv_rows import CsvRow, read_rows
from jixiao.service.disclosure.faults import Fault, FaultKind
from jixiao.service.disclosure.indicators import Limit

BUDGET, FINAL = "预算", "决算"
_OTHER = re.compile("绩效|调整|评审|采购|培训|通知|征求|会议|解读|专项资金")


@dataclass(frozen=True, slots=True)
class AccountDue:
    """A budget or a final account that has to be public: its year, and when it was approved."""

    year: int
    kind: str
    approved: date | None

    @property
    def name(self) -> str:
        """What it is called."""
        return f"{self.year} 年{self.kind}"


@dataclass(frozen=True, slots=True)
class AccountSeen:
    """What was read in a document: its year, where it is an account, and what is wrong or unsure."""

    year: int | None
    is_account: bool
    faults: Sequence[str]
    doubts: Sequence[str]


Look = Callable[[Path], AccountSeen]
"""Reads a document and asks the checks of budgets."""


@dataclass(frozen=True, slots=True)
class Publication:
    """Something on the site that may be an account: what it is called, where, since when, its files."""

    title: str
    url: str
    published: date | None
    files: Sequence[Path]


def read_due(path: Path) -> list[AccountDue]:
    """Read what has to be public: 年度, 种类 (预算 or 决算), and 批复日期 where it is known.

    Raises:
        UnreadableFile: it cannot be opened.
        JixiaoError: it is not written so.
    """
    return [_due(row) for row in read_rows(path, ("年度", "种类"), ("批复日期",))]


def _due(row: CsvRow) -> AccountDue:
    if row["种类"] not in (BUDGET, FINAL):
        raise row.wrong("种类", f"应写{BUDGET}或{FINAL}")
    return AccountDue(row.number("年度") or 0, row["种类"], row.day("批复日期"))


def names_account(title: str, due: AccountDue) -> bool:
    """Whether a title is that of an account: its year, its kind, and nothing that is about one."""
    plain = "".join(title.split())
    has_year = re.search(rf"(?<![0-9]){due.year}(?![0-9])", plain) is not None
    return has_year and due.kind in plain and not _OTHER.search(plain)


def account_faults(
    due: AccountDue,
    published: Sequence[Publication],
    limit: Limit,
    look: Look,
    *,
    day: date,
    is_whole: bool,
) -> Iterator[Fault]:
    """Yield what is wrong with one account; what is not due yet is not missed."""
    last = due.approved + timedelta(days=limit.days) if due.approved else None
    candidates = [each for each in published if names_account(each.title, due)]
    if not candidates:
        if last is None or day > last:
            term = f"，应在 {last} 以前" if last else ""
            says = f"{due.name}没有找到{term}"
            yield Fault(FaultKind.ACCOUNT_MISSING, due.name, says, is_whole)
        return
    yield from _late(due, candidates, last)
    yield from _content(due, candidates, look)


def _late(
    due: AccountDue, candidates: Sequence[Publication], last: date | None
) -> Iterator[Fault]:
    """Yield whether the first publication was late, or whether that cannot be told."""
    dated = [each for each in candidates if each.published is not None]
    first = min(dated, key=lambda each: each.published or date.max, default=None)
    place = (first or candidates[0]).url
    if last is None:
        says = f"{due.name}没有写批复日期，按时没有核对"
        yield Fault(FaultKind.ACCOUNT_LATE, place, says, is_sure=False)
    elif first is None or first.published is None:
        says = f"{due.name}的发布日期看不出来，按时没有核对"
        yield Fault(FaultKind.ACCOUNT_LATE, place, says, is_sure=False)
    elif first.published > last:
        says = f"{due.name} {first.published} 公开，应在 {last} 以前"
        yield Fault(FaultKind.ACCOUNT_LATE, place, says)


def _content(
    due: AccountDue, candidates: Sequence[Publication], look: Look
) -> Iterator[Fault]:
    """Yield what the checks say of an account; where no file is one, that this could not be told."""
    doubts: list[str] = []
    recognised = False
    for each in candidates:
        for file in each.files:
            seen = look(file)
            doubts += seen.doubts
            if not seen.is_account:
                continue
            recognised = True
            if seen.year is not None and seen.year != due.year:
                says = f"{due.name}：{file.name} 读出的是 {seen.year} 年"
                yield Fault(FaultKind.ACCOUNT_FAULTY, each.url, says)
            for fault in seen.faults:
                says = f"{due.name}：{fault}"
                yield Fault(FaultKind.ACCOUNT_FAULTY, each.url, says)
    if not recognised:
        why = "；".join(doubts) or "没有读出预算决算的表"
        says = f"{due.name}：{why}，内容没有核对"
        place = candidates[0].url
        yield Fault(FaultKind.ACCOUNT_FAULTY, place, says, is_sure=False)
