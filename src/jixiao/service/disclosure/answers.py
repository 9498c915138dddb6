"""Whether a site could be reached, and whether what people wrote to it was answered; from CSV logs."""

from collections.abc import Iterator, Sequence
from datetime import date
from fractions import Fraction
from pathlib import Path

from jixiao.service.csv_rows import CsvRow, read_rows
from jixiao.service.disclosure.faults import Fault, FaultKind
from jixiao.service.disclosure.indicators import Scheme

_WELL = ("1", "是", "正常")
_ILL = ("0", "否", "不正常")
_THOUSAND = 1000


def reach_faults(path: Path, home: str, scheme: Scheme) -> list[Fault]:
    """Return whether too many visits failed, as `jixiao service probe` writes them.

    A visit fails where nothing came, or it took as long as the scheme says.

    Raises:
        UnreadableFile: it cannot be opened.
        JixiaoError: it is not written so.
    """
    rows = read_rows(path, ("探测时间", "是否正常"), ("用时（毫秒）",))
    limit = next(veto for veto in scheme.vetoes if veto.share is not None)
    slow = scheme.limits["slow"].seconds * _THOUSAND
    failed = sum(_has_failed(row, slow) for row in rows)
    if not rows or limit.share is None or Fraction(failed, len(rows)) < limit.share:
        return []
    says = f"{len(rows)} 次访问有 {failed} 次打不开"
    return [Fault(FaultKind.UNREACHABLE, home, says)]


def _has_failed(row: CsvRow, slow: int) -> bool:
    if row["是否正常"] not in (*_WELL, *_ILL):
        raise row.wrong("是否正常", "应写 1 或 0")
    return row["是否正常"] in _ILL or (row.number("用时（毫秒）") or 0) >= slow


def message_faults(path: Path, scheme: Scheme, day: date) -> Sequence[Fault]:
    """Return what people wrote within the scheme's span that waited too long: 编号, 提交日期, 答复日期.

    Raises:
        UnreadableFile: it cannot be opened.
        JixiaoError: it is not written so.
    """
    rows = read_rows(path, ("编号", "提交日期"), ("答复日期",))
    return [*_unanswered(rows, scheme, day)]


def _unanswered(rows: Sequence[CsvRow], scheme: Scheme, day: date) -> Iterator[Fault]:
    first = scheme.limits["messages"].since(day)
    limit = scheme.limits["unanswered"]
    for row in rows:
        sent, answered = row.day("提交日期"), row.day("答复日期")
        if sent is None or not first <= sent <= day:
            continue
        if answered is not None and answered < sent:
            says = f"{row['编号']} 的答复日期早于提交日期，没有拿来比"
            yield Fault(FaultKind.UNANSWERED, row["编号"], says, is_sure=False)
        elif sent < limit.since(answered or day):
            came = f"{answered} 才答复" if answered else "还没有答复"
            says = f"{row['编号']} {sent} 提交，{came}，超过 {limit.words}"
            yield Fault(FaultKind.UNANSWERED, row["编号"], says)
