"""What single steps of a log show: hours, dates written back, closed months, accounts of leavers."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date, timedelta

from jixiao.service.control.duties import LOG
from jixiao.service.control.notes import Account, LogLine, Mark, MarkKind
from jixiao.service.systems.spans import Hours


def out_of_hours(lines: Iterable[LogLine], hours: Hours) -> Iterator[Mark]:
    """Yield the days on which somebody worked outside the hours: a question, not a finding.

    Raises:
        JixiaoError: the holidays of a year are not known.
    """
    of_day: dict[tuple[str, date], list[LogLine]] = defaultdict(list)
    for line in lines:
        if not hours.holds(line.at):
            of_day[line.user, line.at.date()].append(line)
    for (user, day), done in sorted(of_day.items()):
        times = f"{min(ln.at for ln in done):%H:%M}–{max(ln.at for ln in done):%H:%M}"
        says = f"{day} {times} 办理 {len(done)} 步"
        yield Mark(MarkKind.OUT_OF_HOURS, user, says, _rows(done))


def backdated(lines: Iterable[LogLine], days: int) -> Iterator[Mark]:
    """Yield the steps whose business day is more than so many days before they were done."""
    for line in lines:
        on, done = line.business_on, line.at.date()
        if on is not None and done - on > timedelta(days=days):
            says = (
                f"{line.record}：{done} 办理，业务日期写 {on}，早 {(done - on).days} 天"
            )
            yield Mark(MarkKind.BACKDATED, line.user, says, _rows([line]))


def closed_periods(
    lines: Iterable[LogLine], closed: Mapping[tuple[int, int], date], least: int
) -> Iterator[Mark]:
    """Yield who changed at least so many records of a closed month on one day.

    `closed` has the day on which each month, by year and number, was closed.
    """
    edits: dict[tuple[str, date, tuple[int, int]], list[LogLine]] = defaultdict(list)
    for line in lines:
        if line.business_on is None:
            continue
        month = (line.business_on.year, line.business_on.month)
        if month in closed and line.at.date() > closed[month]:
            edits[line.user, line.at.date(), month].append(line)
    for (user, day, (year, number)), done in sorted(edits.items()):
        if len({line.record for line in done}) >= least:
            says = f"{day} 改 {year}-{number:02}（{closed[year, number]} 已结账）{len(done)} 步"
            yield Mark(MarkKind.CLOSED_PERIOD, user, says, _rows(done))


def account_uses(
    lines: Iterable[LogLine], accounts: Sequence[Account]
) -> Iterator[Mark]:
    """Yield the accounts that were used when nobody might use them, or that no register names."""
    register: dict[str, list[Account]] = defaultdict(list)
    for account in accounts:
        register[account.user].append(account)
    wrong: dict[tuple[MarkKind, str], list[LogLine]] = defaultdict(list)
    for line in lines:
        held = register.get(line.user)
        if held is None:
            wrong[MarkKind.UNKNOWN_ACCOUNT, line.user].append(line)
        elif not any(account.holds(line.at.date()) for account in held):
            wrong[MarkKind.LEAVER, line.user].append(line)
    for (test, user), done in sorted(wrong.items()):
        first, last = min(ln.at for ln in done), max(ln.at for ln in done)
        says = f"{first:%Y-%m-%d} 至 {last:%Y-%m-%d} 用了 {len(done)} 步"
        yield Mark(test, user, says, _rows(done))


_MOST = 200


def _rows(lines: Sequence[LogLine]) -> tuple[tuple[str, str], ...]:
    """The first rows that a mark rests on; how many there are it says."""
    return tuple((LOG, line.number) for line in lines[:_MOST])
