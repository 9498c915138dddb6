"""Documents become data: what `jixiao read` gives, in the exchange format."""

from collections.abc import Iterable, Iterator
from pathlib import Path

import msgspec

from jixiao import chinese
from jixiao.budgets import Budget, narrative_alone, read_budget
from jixiao.documents import (
    Coverage,
    Document,
    Flow,
    Section,
    Source,
    Span,
    find_documents,
    find_prose,
)
from jixiao.documents.reader import (
    PathTask,
    is_short_text,
    open_here,
    task_of,
)
from jixiao.documents.worker import Service, Tick, ask, refusing_the_unforeseen
from jixiao.errors import JixiaoError, name_of
from jixiao.evidence import Evidence, Note
from jixiao.settings import Settings
from jixiao.targets import TargetTable, dialect_named
from jixiao.targets.reading import PrintedForm, find_forms, read_tables, unfold

SCHEMA = "jixiao.reading/1"


class Unread(msgspec.Struct, frozen=True, kw_only=True):
    """A stretch of the paper that nothing understood."""

    evidence: Evidence
    reason: str


class LineCount(msgspec.Struct, frozen=True, kw_only=True):
    """The non-blank lines of a document: used by a value, known as labels or prose, unread."""

    lines: int
    used: int
    labels: int
    unread: int


class DocumentReading(msgspec.Struct, frozen=True, kw_only=True):
    """Everything read from one document."""

    source: Source
    tables: tuple[TargetTable, ...]
    budget: Budget | None
    unread: tuple[Unread, ...]
    coverage: LineCount
    sections: tuple[Section, ...]
    notes: tuple[Note, ...]

    @property
    def recognised(self) -> bool:
        """Whether the document held anything that is read here."""
        return bool(self.tables or self.budget)


class Failure(msgspec.Struct, frozen=True, kw_only=True):
    """A file that could not be read, and why, in the user's words."""

    path: str
    reason: str


class Reading(msgspec.Struct, frozen=True, kw_only=True):
    """What was read from one file or many."""

    schema: str = SCHEMA
    documents: tuple[DocumentReading, ...]
    failures: tuple[Failure, ...] = ()

    @property
    def tables(self) -> tuple[TargetTable, ...]:
        """Every target table, in the order of the documents."""
        return tuple(table for document in self.documents for table in document.tables)


def read(
    path: Path | str | Iterable[Path | str], *, dialect: str | None = None
) -> Reading:
    """Read a file, a folder, a glob pattern, or several of them.

    `dialect` is the code of a form to read every table by; without it each is recognised.

    Raises:
        UnreadableFile: a path names nothing, or a file may not be opened.
        UnreadableText, UnknownFormat, DocumentTooLarge: a file is no text that can be read.
        UnknownDialect: no form bears the code.
    """
    paths = [path] if isinstance(path, str | Path) else list(path)
    settings = Settings.load()
    documents = (
        read_document(file, dialect, settings) for file in find_documents(paths)
    )
    return Reading(documents=tuple(documents))


class ReadingTask(PathTask, frozen=True):
    """A file to be read, the form to read it by, and whether the document is wanted too."""

    dialect: str | None = None
    with_document: bool = False


class ReadDocument(msgspec.Struct, frozen=True):
    """What was read from a document, and the document where it is wanted."""

    reading: DocumentReading
    document: Document | None = None


def read_document(
    path: Path | str,
    dialect: str | None = None,
    settings: Settings | None = None,
    *,
    apart: bool = False,
) -> DocumentReading:
    """Read one file in a process of its own; raises as `read` does.

    Short plain text is read here, unless `apart`.
    """
    path, settings = Path(path), settings or Settings.load()
    if not apart and is_short_text(path, settings):
        return _read_here(path, dialect, settings).reading
    task = ReadingTask(**msgspec.structs.asdict(task_of(path)), dialect=dialect)
    return ask(READING, task, name_of(path), settings).reading


def open_and_read(
    path: Path | str, settings: Settings | None = None
) -> tuple[Document, DocumentReading]:
    """Read one file as `read_document` does, and give the document too."""
    path, settings = Path(path), settings or Settings.load()
    if is_short_text(path, settings):
        answer = _read_here(path, None, settings)
    else:
        task = ReadingTask(**msgspec.structs.asdict(task_of(path)), with_document=True)
        answer = ask(READING, task, name_of(path), settings)
    assert answer.document is not None  # noqa: S101 — it was asked for
    return answer.document, answer.reading


def _read_here(path: Path, dialect: str | None, settings: Settings) -> ReadDocument:
    with refusing_the_unforeseen(name_of(path)):
        document = open_here(path, settings)
        return ReadDocument(read_opened(document, dialect), document)


def _read_task(task: ReadingTask, settings: Settings, tick: Tick) -> ReadDocument:
    document = open_here(Path(task.path), settings, task.name, tick)
    reading = read_opened(document, task.dialect)
    return ReadDocument(reading, document if task.with_document else None)


READING = Service(f"{__name__}:READING", ReadingTask, ReadDocument, _read_task)
"""Read a file and what it promises."""


def read_opened(document: Document, dialect: str | None = None) -> DocumentReading:
    """Read a document that is open already; nothing in it raises."""
    chosen = dialect_named(dialect) if dialect else None
    document = unfold(document)
    flow = Flow(document)
    coverage = Coverage(flow)
    forms = find_forms(flow, coverage, chosen)
    if chosen is None:
        forms = _without_narrative(flow, forms)
    tables = read_tables(flow, coverage, forms)
    budgets = (read_budget(flow, coverage, span) for span in _between(flow, forms))
    budget = next(filter(None, budgets), None)
    sections = find_prose(flow, coverage) if tables or budget else ()
    notes = document.notes
    if any(chinese.is_traditional(line.text) for line in document.lines):
        text = "文中有繁体字，标签对照简体读取，值照原文抄录"
        notes = (*notes, Note(code="traditional_characters", text=text))
    if not (tables or budget):
        how = f"按表式 {dialect} " if dialect else ""
        text = (
            f"{how}没有找到绩效目标表或部门预算；全文列为未读。请确认文件，"
            "或为它写一种表式（jixiao new dialect），写明项目名称和指标各栏的标签。"
        )
        notes = (*notes, Note(code="nothing_recognised", text=text))
    return DocumentReading(
        source=document.source,
        tables=tables,
        budget=budget,
        unread=tuple(
            Unread(evidence=flow.evidence(*span), reason="不是已知的标签、值或段落")
            for span in coverage.unread()
        ),
        coverage=LineCount(**coverage.count()),
        sections=sections,
        notes=notes,
    )


def _without_narrative(flow: Flow, forms: list[PrintedForm]) -> list[PrintedForm]:
    """The forms that are none of a department's prose: it says 指标 and 完成 too, without a form's title."""
    narrative = narrative_alone(flow, (0, len(flow)))
    if narrative is None:
        return forms
    return [form for form in forms if form.form_title or form.start < narrative[0]]


def _between(flow: Flow, forms: list[PrintedForm]) -> Iterator[Span]:
    """Yield the stretches of a document that no form takes."""
    at = 0
    for form in forms:
        if form.title[0] > at:
            yield at, form.title[0]
        at = form.tail
    if at < len(flow):
        yield at, len(flow)


def locate(paths: Iterable[Path | str]) -> Iterator[tuple[Path, Path] | Failure]:
    """Yield each file with the path that names it; a path that names nothing is a failure."""
    for path in paths:
        try:
            files = find_documents([path])
        except JixiaoError as error:
            yield Failure(path=name_of(path), reason=str(error))
        else:
            yield from ((Path(path), file) for file in files)


def try_document(
    path: Path | str, dialect: str | None = None, *, apart: bool = False
) -> DocumentReading | Failure:
    """Read one file of many: a file that cannot be read is a result, not an exception."""
    try:
        return read_document(path, dialect, apart=apart)
    except JixiaoError as error:
        return Failure(path=name_of(path), reason=str(error))
