"""The plan of a site's columns, and each column as it was exported: its last date, whether it is empty."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path

import msgspec

from jixiao.errors import JixiaoError
from jixiao.service.csv_rows import CsvRow, read_rows
from jixiao.service.disclosure.addresses import address_of, host_of, is_below
from jixiao.service.disclosure.faults import Fault, FaultKind
from jixiao.service.disclosure.indicators import Scheme
from jixiao.service.disclosure.site_export import SiteExport
from jixiao.service.disclosure.site_pages import Link, SitePage

NEWS, NOTICES, POLICIES, OTHERS, STATIC = (
    "动态要闻",
    "通知公告",
    "政策文件",
    "其他",
    "静态",
)
KINDS = (NEWS, NOTICES, POLICIES, OTHERS, STATIC)
STALE = {
    NEWS: FaultKind.NEWS_STALE,
    NOTICES: FaultKind.NOTICES_STALE,
    POLICIES: FaultKind.POLICIES_STALE,
    OTHERS: FaultKind.OTHERS_STALE,
    STATIC: FaultKind.OTHERS_STALE,
}
"""What a column of each kind is told as where it is not kept up."""


@dataclass(frozen=True, slots=True)
class Column:
    """A column as it is planned: what it is called, where it stands, its kind, its own term in days."""

    name: str
    url: str
    address: str
    kind: str
    days: int | None


class ColumnSeen(msgspec.Struct, frozen=True):
    """A column as it was exported: how many entries, the last date, what it must reach, its state."""

    name: str
    url: str
    kind: str
    entries: int
    last: date | None
    since: date | None
    state: str


def read_plan(path: Path) -> list[Column]:
    """Read the plan: 栏目, 网址, 类别, and 更新天数 where a column has a term of its own.

    Raises:
        UnreadableFile: it cannot be opened.
        JixiaoError: it is not written so, or names a column twice.
    """
    rows = read_rows(path, ("栏目", "网址", "类别"), ("更新天数",))
    columns = [_column(row) for row in rows]
    if not columns:
        message = f"{path.name} 里没有栏目。请按 栏目、网址、类别、更新天数 写明。"
        raise JixiaoError(message)
    names = [each.name for each in columns]
    if twice := sorted({name for name in names if names.count(name) > 1}):
        message = f"{path.name} 里栏目 {'、'.join(twice)} 写了不止一次。请改正。"
        raise JixiaoError(message)
    return columns


def _column(row: CsvRow) -> Column:
    if row["类别"] not in KINDS:
        raise row.wrong("类别", f"可写 {'、'.join(KINDS)}")
    try:
        address = address_of(row["网址"])
    except ValueError:
        address = None
    if address is None:
        raise row.wrong("网址", "应写作 http://… 或 https://…")
    return Column(
        row["栏目"], row["网址"], address, row["类别"], row.number("更新天数")
    )


@dataclass(frozen=True, slots=True)
class ColumnLook:
    """Looks at planned columns in an export, on a day."""

    export: SiteExport
    pages: Mapping[str, SitePage]
    plan: Sequence[Column]
    scheme: Scheme
    day: date

    def look(self, column: Column) -> tuple[ColumnSeen, list[Fault]]:
        """Return a column as it stands, and what is wrong with it."""
        page = self.pages.get(column.address)
        since = self._since(column)
        if page is None:
            says = "导出里没有这个栏目的页面，没有核对"
            seen = ColumnSeen(
                column.name, column.url, column.kind, 0, None, since, says
            )
            return seen, [self._fault(STALE[column.kind], column, says, is_sure=False)]
        entries = [*self.entries(column, page)]
        dates = [on for on in map(self._date, entries) if on is not None]
        past = [on for on in dates if on <= self.day]
        last = max(past, default=None)
        faults = [*self._judged(column, entries, last, since)]
        if len(past) < len(dates):
            says = f"有 {len(dates) - len(past)} 条的日期晚于 {self.day}，没有拿来比"
            faults.append(self._fault(FaultKind.UNDATED, column, says, is_sure=False))
        state = faults[0].says if faults else "按期更新" if since else "有内容"
        seen = ColumnSeen(
            column.name, column.url, column.kind, len(entries), last, since, state
        )
        return seen, faults

    def entries(self, column: Column, page: SitePage) -> Iterator[Link]:
        """Yield the entries of a column: links to what lies below it, and links with a date beside."""
        planned = {each.address for each in self.plan}
        for link in page.links:
            address = link.address
            if address is None or address in planned or address == column.address:
                continue
            is_own = host_of(address) == host_of(column.address)
            if is_below(address, column.address) or (is_own and link.on is not None):
                yield link

    def _date(self, link: Link) -> date | None:
        page = self.pages.get(link.address or "")
        return link.on or (page.published if page else None)

    def _since(self, column: Column) -> date | None:
        if column.kind == STATIC:
            return None
        if column.days is not None:
            return self.day - timedelta(days=column.days)
        limit = self.scheme.limits.get(column.kind)
        return None if limit is None else limit.since(self.day)

    def _judged(
        self,
        column: Column,
        entries: Sequence[Link],
        last: date | None,
        since: date | None,
    ) -> Iterator[Fault]:
        if not entries:
            if column.kind != STATIC:
                yield self._fault(FaultKind.EMPTY, column, "栏目里没有一条内容")
            elif not self.pages[column.address].text.strip():
                yield self._fault(FaultKind.EMPTY, column, "页面没有文字")
        elif since is not None and last is None:
            says = f"{len(entries)} 条内容都没有日期，说不准什么时候更新"
            yield self._fault(STALE[column.kind], column, says, is_sure=False)
        elif since is not None and last is not None and last < since:
            says = f"最后更新 {last}，应在 {since} 以后"
            yield self._fault(STALE[column.kind], column, says)

    def _fault(
        self, kind: FaultKind, column: Column, says: str, *, is_sure: bool = True
    ) -> Fault:
        return Fault(kind, column.url, f"{column.name}：{says}", is_sure)
