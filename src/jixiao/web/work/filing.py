"""What the office makes is filed by itself: approved targets, self-evaluations, closed cases, briefs.

Each is filed once, under what it was made from and what it says: what is approved anew is filed anew,
and what was filed stays.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from jixiao import cycle
from jixiao.web.models import Case, Organisation, Table
from jixiao.web.work.fund_cases import LEDGER, moment

if TYPE_CHECKING:
    from jixiao.fund.cases import Case as FundCase
    from jixiao.service.archives.papers import NewPaper

BY = "本系统"
_BRIEFS = "briefs"
_TARGET, _SELF, _CASE, _BRIEF = "绩效目标批复", "绩效自评", "办结的案件", "基金运行简报"


@dataclass(frozen=True, slots=True)
class Filed:
    """What was filed just now, and what could not be, each with the reason."""

    numbers: Sequence[str]
    refused: Sequence[str]


def file_what_was_made(place: Organisation, folder: Path) -> Filed:
    """File what a place and those below it made since the last time."""
    from jixiao.errors import JixiaoError  # noqa: PLC0415 — beside what is used only here
    from jixiao.service.archives.archive import open_archive  # noqa: PLC0415 — loads the engine
    from jixiao.service.archives.retention import schedules_of  # noqa: PLC0415

    numbers: list[str] = []
    refused: list[str] = []
    schedules = schedules_of(folder)
    with open_archive(folder) as archive:
        known = archive.sources()
        for paper in (
            *_projects(place, known),
            *_closed(place, folder, known),
            *_briefs(folder),
        ):
            try:
                number = archive.file(paper, schedules, by=BY, at=moment())
            except JixiaoError as error:
                refused.append(f"{paper.title}：{error}")
                continue
            numbers += [number] if number else []
    return Filed(numbers, refused)


def _projects(place: Organisation, known: frozenset[str]) -> Iterator["NewPaper"]:
    """Yield approved targets and confirmed self-evaluations of the projects of a place."""
    for case in Case.objects.filter(department__path__startswith=place.path):
        state = cycle.replay(case.ledger())
        forms = ((_TARGET, state.approved), (_SELF, state.evaluated))
        for kind, digest in forms:
            source = f"project/{case.key}/{kind}/{digest}"
            table = Table.objects.filter(digest=digest).first() if digest else None
            if table is not None and source not in known:
                yield _form_paper(case, kind, table, source)


def _form_paper(case: Case, kind: str, table: Table, source: str) -> "NewPaper":
    from jixiao.publication import form_bytes  # noqa: PLC0415 — loads the writers
    from jixiao.service.archives.papers import NewPaper  # noqa: PLC0415

    form = "mof_self_2020" if kind == _SELF else None
    content = form_bytes([table.content], "pdf", form)
    title = f"{case.year} 年 {case.name} {kind}"
    made_on = moment().date()
    return NewPaper(
        title, kind, case.year, _pages(content), str(case.department), made_on, source, content, ".pdf"
    )  # fmt: skip


def _closed(
    place: Organisation, folder: Path, known: frozenset[str]
) -> Iterator["NewPaper"]:
    """Yield the cases of the ledger that are closed; one opened and closed again is filed again."""
    from jixiao.fund.cases import open_ledger  # noqa: PLC0415 — loads the ledger
    from jixiao.fund.cases.procedure import CLOSED  # noqa: PLC0415

    if not (folder / LEDGER).is_file():
        return
    with open_ledger(folder / LEDGER) as ledger:
        for listed in ledger.cases():
            if listed.state != CLOSED:
                continue
            case = ledger.case(listed.code)
            source = f"case/{case.code}/{case.events[-1].digest}"
            if source not in known:
                yield _case_paper(place, case, source)


def _case_paper(place: Organisation, case: "FundCase", source: str) -> "NewPaper":
    from jixiao.publication.case_file import case_file  # noqa: PLC0415 — loads the writers
    from jixiao.service.archives.papers import NewPaper  # noqa: PLC0415

    content = case_file(case, place.name)
    last = case.events[-1].at.date()
    title = f"{case.code} {case.title} {case.subject}"
    return NewPaper(
        title, _CASE, last.year, _pages(content), place.name, last, source, content, ".pdf"
    )  # fmt: skip


def _briefs(folder: Path) -> Iterator["NewPaper"]:
    from jixiao.service.archives.papers import NewPaper  # noqa: PLC0415 — loads the engine

    for path in sorted((folder / _BRIEFS).glob("*/brief.docx")):
        month = path.parent.name
        first = date.fromisoformat(f"{month}-01")
        title = f"{month} 基金运行简报"
        content = path.read_bytes()
        yield NewPaper(title, _BRIEF, first.year, 0, "", first, f"brief/{month}", content, ".docx")  # fmt: skip


def _pages(content: bytes) -> int:
    import pypdfium2  # noqa: PLC0415 — loads its library

    document = pypdfium2.PdfDocument(content)
    try:
        return len(document)
    finally:
        document.close()
