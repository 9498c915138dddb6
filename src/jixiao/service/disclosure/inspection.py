"""An inspection of a site: every page, link, column and attachment of an export looked at once."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

import msgspec

from jixiao.documents import open_document
from jixiao.errors import JixiaoError
from jixiao.masking import NAME, persons_in
from jixiao.progress import Progress, silent
from jixiao.service.disclosure.accounts import (
    AccountDue,
    Look,
    Publication,
    account_faults,
)
from jixiao.service.disclosure.addresses import host_of
from jixiao.service.disclosure.columns import Column, ColumnLook, ColumnSeen
from jixiao.service.disclosure.faults import Fault, FaultKind
from jixiao.service.disclosure.indicators import Scheme
from jixiao.service.disclosure.site_export import Saved, SiteExport
from jixiao.service.disclosure.site_pages import Link, SitePage, read_page
from jixiao.service.disclosure.wording import Wording
from jixiao.settings import Settings

_ATTACHED = (
    ".pdf", ".ofd", ".doc", ".docx", ".wps", ".xls", ".xlsx", ".et", ".zip", ".rar", ".txt",
    ".rtf", ".odt", ".ods", ".ppt", ".pptx", ".7z",
)  # fmt: skip
_READ = tuple(s for s in _ATTACHED if s not in (".ppt", ".pptx", ".rar", ".7z"))
_SHOWN = 4
"""How many digits of a number of a person are shown at its end."""


class Inspection(msgspec.Struct, frozen=True):
    """What an inspection found: `looked` are the kinds of faults that could be looked for."""

    day: date
    home: str
    pages: int
    attachments: int
    links: int
    outside: int
    columns: tuple[ColumnSeen, ...]
    faults: tuple[Fault, ...]
    looked: tuple[FaultKind, ...]
    notes: tuple[str, ...]

    def of(self, *kinds: FaultKind) -> list[Fault]:
        """Return the faults of some kinds."""
        return [each for each in self.faults if each.kind in kinds]


@dataclass(frozen=True, slots=True)
class Asked:
    """What a site is inspected with: its plan, the scheme, the words, and the day."""

    plan: Sequence[Column]
    scheme: Scheme
    wording: Wording
    day: date
    due: Sequence[AccountDue] = ()
    look: Look | None = None
    more: Mapping[FaultKind, Sequence[Fault]] = field(default_factory=dict)
    """Faults of other logs by the kind that they were looked for."""


def inspect_site(
    export: SiteExport,
    asked: Asked,
    settings: Settings,
    progress: Progress = silent,
) -> Inspection:
    """Inspect an export of a site on a day."""
    work = _Work(export, asked, settings)
    work.read_pages(progress)
    columns = work.columns()
    work.home()
    work.links()
    work.attachments(progress)
    work.texts()
    work.accounts()
    for faults in asked.more.values():
        work.faults += faults
    order = [*FaultKind]
    looked = set(_ALWAYS) | set(asked.more)
    if asked.due and asked.look:
        looked |= {FaultKind.ACCOUNT_MISSING, FaultKind.ACCOUNT_LATE, FaultKind.ACCOUNT_FAULTY}  # fmt: skip
    return Inspection(
        asked.day,
        export.saved[export.home].url,
        len(work.pages),
        len(work.attached),
        work.linked,
        work.outside,
        tuple(columns),
        tuple(sorted(work.faults, key=lambda each: order.index(each.kind))),
        tuple(sorted(looked, key=order.index)),
        tuple(work.notes),
    )


_ALWAYS = (
    FaultKind.SERIOUS, FaultKind.HOME_STALE, FaultKind.NEWS_STALE, FaultKind.NOTICES_STALE,
    FaultKind.POLICIES_STALE, FaultKind.OTHERS_STALE, FaultKind.EMPTY, FaultKind.PERSON,
    FaultKind.UNREADABLE, FaultKind.DEAD_AT_HOME, FaultKind.DEAD, FaultKind.TYPO, FaultKind.UNDATED,
)  # fmt: skip
"""What any export is looked through for."""


class _Work:
    """An inspection under way."""

    def __init__(self, export: SiteExport, asked: Asked, settings: Settings) -> None:
        self.export = export
        self.asked = asked
        self.settings = settings
        self.pages: dict[str, SitePage] = {}
        self.attached: dict[str, Saved] = {}
        self.texts_of: dict[str, str] = {}
        self.faults: list[Fault] = []
        self.notes: list[str] = []
        self.linked = self.outside = 0

    def read_pages(self, progress: Progress) -> None:
        """Read every saved page; one that cannot be read is a note, for nobody can judge it."""
        for number, (address, saved) in enumerate(self.export.saved.items()):
            progress("网页", number, len(self.export.saved))
            if saved.path is None or saved.is_dead:
                continue
            if not saved.is_page:
                if saved.path.suffix.lower() in _ATTACHED:
                    self.attached[address] = saved
                continue
            try:
                content = saved.path.read_bytes()
                page = read_page(content, saved.url, address, self.settings)
            except (JixiaoError, OSError) as error:
                why = str(error).replace(str(saved.path), saved.path.name)
                self.notes.append(f"网页没有读：{saved.url}（{why}）")
                continue
            self.pages[address] = page
            self.texts_of[address] = page.text

    def columns(self) -> list[ColumnSeen]:
        """Look at each planned column."""
        plan = self.asked.plan
        look = ColumnLook(
            self.export, self.pages, plan, self.asked.scheme, self.asked.day
        )
        seen = []
        for column in plan:
            state, faults = look.look(column)
            seen.append(state)
            self.faults += faults
        return seen

    def home(self) -> None:
        """Look when the front page was kept up: by the dates beside its links, and of what they lead to."""
        page = self.pages.get(self.export.home)
        url = self.export.saved[self.export.home].url
        if page is None:
            self._add(
                FaultKind.HOME_STALE, url, "首页没有读出来，没有核对", is_sure=False
            )
            return
        dates = [
            on for on in map(self._dated, page.links) if on and on <= self.asked.day
        ]
        since = self.asked.scheme.limits["home"].since(self.asked.day)
        if not dates:
            says = "首页上的内容都没有日期，说不准什么时候更新"
            self._add(FaultKind.HOME_STALE, url, says, is_sure=False)
        elif max(dates) < since:
            says = f"首页最后更新 {max(dates)}，应在 {since} 以后"
            self._add(FaultKind.HOME_STALE, url, says)

    def _dated(self, link: Link) -> date | None:
        page = self.pages.get(link.address or "")
        return link.on or (page.published if page else None)

    def links(self) -> None:
        """Look at each link once a page; the same dead address counts once on the front page, once elsewhere."""
        reported: set[tuple[bool, str]] = set()
        unsaved: Counter[str] = Counter()
        hosts = {host_of(address) for address in self.export.saved}
        for address, page in self.pages.items():
            is_home = address == self.export.home
            for link in page.links:
                self.linked += 1
                target = link.address or link.url
                if link.address is not None and host_of(link.address) not in hosts:
                    self.outside += 1
                elif (is_home, target) not in reported and not self._is_there(
                    link, unsaved
                ):
                    reported.add((is_home, target))
                    kind = FaultKind.DEAD_AT_HOME if is_home else FaultKind.DEAD
                    self._add(kind, page_url(self.export, address), self._dead(link))
        if unsaved:
            some = "、".join([*unsaved][:_SHOWN])
            self.notes.append(
                f"有 {len(unsaved)} 个本站地址导出里没有，不知道是错链还是没有存：{some}"
                + (" 等" if len(unsaved) > _SHOWN else "")
            )
        if self.outside:
            self.notes.append(f"有 {self.outside} 处链接到别的网站，没有核对")

    def _is_there(self, link: Link, unsaved: Counter[str]) -> bool:
        """Whether a link leads to something, as far as an export can tell."""
        if link.address is None:
            return False
        saved = self.export.saved.get(link.address)
        if saved is None:
            # A folder may be written with or without its last stroke.
            other = link.address.rstrip("/")
            saved = self.export.saved.get(other) or self.export.saved.get(f"{other}/")
        if saved is None:
            if self.export.is_whole:
                return False
            unsaved[link.address] += 1
            return True
        return not saved.is_dead

    def _dead(self, link: Link) -> str:
        saved = self.export.saved.get(link.address or "")
        why = "网址写错" if link.address is None else "导出里没有"
        if saved is not None:
            why = f"状态 {saved.status}" if saved.status else "没有应答"
        return f"“{link.text[:30] or '（没有文字）'}”→ {link.url[:100]}：{why}"

    def attachments(self, progress: Progress) -> None:
        """Read every attachment; its text is looked through with the pages'."""
        for number, (address, saved) in enumerate(self.attached.items()):
            progress("附件", number, len(self.attached))
            path = saved.path
            if path is None or path.suffix.lower() not in _READ:
                self._add(FaultKind.UNREADABLE, saved.url, "这种附件不认得，没有读", is_sure=False)  # fmt: skip
                continue
            try:
                document = open_document(path, self.settings)
            except JixiaoError as error:
                says = str(error).replace(str(path), path.name)
                self._add(FaultKind.UNREADABLE, saved.url, says)
                continue
            text = "\n".join(line.text for line in document.lines)
            if not text.strip():
                says = "没有读出文字，可能是空的或没有识别的扫描件"
                self._add(FaultKind.UNREADABLE, saved.url, says, is_sure=False)
            self.texts_of[address] = text

    def texts(self) -> None:
        """Look for persons and wrong words in every text; the same words on many pages are told once."""
        reported: set[tuple[str, str]] = set()
        for address, text in self.texts_of.items():
            url = page_url(self.export, address)
            for kind, says, key, is_sure in self._in_text(text):
                if (kind, key) not in reported:
                    reported.add((kind, key))
                    self._add(kind, url, says, is_sure=is_sure)

    def _in_text(self, text: str) -> Iterator[tuple[FaultKind, str, str, bool]]:
        for person in persons_in(text):
            number = text[person.start : person.end]
            if person.kind != NAME:
                says = f"{person.kind}（尾号 {number[-_SHOWN:]}）"
                yield FaultKind.PERSON, says, number, person.kind in _SURELY
        for slip in self.asked.wording.slips(text):
            kind = FaultKind.SERIOUS if slip.word.is_serious else FaultKind.TYPO
            says = f"“{slip.word.wrong}”应为“{slip.word.right}”：…{slip.quote}…"
            yield kind, says, slip.quote, True

    def accounts(self) -> None:
        """Look at each budget and final account that has to be public."""
        look, limit = self.asked.look, self.asked.scheme.limits["accounts"]
        if look is None:
            return
        published = [*self._published()]
        is_whole = self.export.is_whole
        for due in self.asked.due:
            self.faults += account_faults(
                due, published, limit, look, day=self.asked.day, is_whole=is_whole
            )

    def _published(self) -> Iterator[Publication]:
        """Yield the pages of the site with their own files, and the attachments by what links call them."""
        for address, page in self.pages.items():
            saved = self.export.saved[address]
            attachments = [self.attached.get(link.address or "") for link in page.links]
            files = [
                each.path for each in attachments if each is not None and each.path
            ]
            if saved.path is not None:
                title = page.title
                yield Publication(
                    title, saved.url, page.published, files or [saved.path]
                )
            for link in page.links:
                attached = self.attached.get(link.address or "")
                if attached is not None and attached.path and link.text:
                    on = link.on or page.published
                    yield Publication(link.text, attached.url, on, [attached.path])

    def _add(
        self, kind: FaultKind, where: str, says: str, *, is_sure: bool = True
    ) -> None:
        self.faults.append(Fault(kind, where, says, is_sure))


_SURELY = ("身份证号", "银行卡号")
"""What is nobody's office number."""


def page_url(export: SiteExport, address: str) -> str:
    """Return an address as the export writes it."""
    saved = export.saved.get(address)
    return saved.url if saved else address


def counted(faults: Iterable[Fault], kinds: Iterable[FaultKind]) -> tuple[int, int]:
    """Return how many faults of some kinds are sure, and how many are not."""
    of_kinds = [each for each in faults if each.kind in set(kinds)]
    sure = sum(each.is_sure for each in of_kinds)
    return sure, len(of_kinds) - sure
