"""Findings of many documents, in the exchange format."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path

import msgspec

from jixiao.checks import Beside, Check, Dossier, library, run
from jixiao.documents import Document, Source
from jixiao.errors import JixiaoError, name_of
from jixiao.findings import (
    Finding,
    Severity,
    Silenced,
    Unchecked,
    merge_alike,
)
from jixiao.masking import hide_persons
from jixiao.publication.rulings import Rulings, rulings_for
from jixiao.reading import (
    DocumentReading,
    Failure,
    locate,
    open_and_read,
    read_opened,
    try_document,
)
from jixiao.targets import TargetTable

SCHEMA = "jixiao.report/1"


class DocumentReport(msgspec.Struct, frozen=True, kw_only=True):
    """What was found in one document."""

    source: Source
    findings: tuple[Finding, ...]
    unchecked: tuple[Unchecked, ...]
    silenced: tuple[Silenced, ...] = ()


class Reports(msgspec.Struct, frozen=True, kw_only=True):
    """What was found in one document or many."""

    schema: str = SCHEMA
    documents: tuple[DocumentReport, ...]
    summary: dict[str, int]
    failures: tuple[Failure, ...] = ()


@dataclass(frozen=True, slots=True)
class CheckedDocument:
    """A document with what was read from it and what was found in it."""

    document: Document
    reading: DocumentReading
    report: DocumentReport


def judge_documents(
    paths: Iterable[Path | str],
    checks: Iterable[Check],
    *,
    previous: Iterable[Path | str] = (),
    peers: Iterable[Path | str] = (),
) -> tuple[list[CheckedDocument], list[Failure]]:
    """Read and check documents; one that cannot be read is listed and does not stop the others.

    `previous` are last year's documents, `peers` those of other bureaus.

    Raises:
        JixiaoError: a folder's jixiao.toml is not as it should be.
    """
    entries = list(checks)
    judged: list[CheckedDocument] = []
    failures: list[Failure] = []
    beside = Beside(
        previous=_tables(previous, failures), peers=_tables(peers, failures)
    )
    for located in _once(locate(paths)):
        if isinstance(located, Failure):
            failures.append(located)
            continue
        root, file = located
        rulings = rulings_for(file, root)
        try:
            document, reading = open_and_read(file)
            judged.append(judge(document, entries, rulings, beside, reading))
        except JixiaoError as error:
            failures.append(Failure(path=name_of(file), reason=str(error)))
    return judged, failures


_Located = tuple[Path, Path] | Failure
"""A file under the path that named it, or why there is none."""


def _once(files: Iterable[_Located]) -> Iterator[_Located]:
    """Leave out a file that two of the paths name."""
    seen: set[Path] = set()
    for located in files:
        if isinstance(located, Failure):
            yield located
            continue
        _, file = located
        if file.resolve() not in seen:
            seen.add(file.resolve())
            yield located


def _tables(
    paths: Iterable[Path | str], failures: list[Failure]
) -> tuple[TargetTable, ...] | None:
    """Read the tables of documents set beside others; None where no path was given."""
    tables: list[TargetTable] = []
    all_paths = list(paths)
    for located in _once(locate(all_paths)):
        reading = located if isinstance(located, Failure) else try_document(located[1])
        if isinstance(reading, Failure):
            failures.append(reading)
        else:
            tables += reading.tables
    return tuple(tables) if all_paths else None


def judge(
    document: Document,
    checks: Iterable[Check],
    rulings: Rulings | None = None,
    beside: Beside | None = None,
    reading: DocumentReading | None = None,
) -> CheckedDocument:
    """Check one open document under a folder's rulings, with what is set beside it.

    `reading` is what was read from it; without one it is read here.
    """
    rulings, beside = rulings or Rulings(), beside or Beside()
    reading = reading or read_opened(document)
    if rulings.standards:
        beside = replace(beside, standards=rulings.standards)
    report = run(Dossier(reading, document, beside), checks, rulings.limits)
    once = {code for code, entry in library().items() if entry.once}
    shown, silenced = rulings.split(report.findings)
    report_of_document = DocumentReport(
        source=reading.source,
        findings=tuple(map(hide_persons, merge_alike(shown, once))),
        unchecked=report.unchecked,
        silenced=tuple(map(hide_persons, silenced)),
    )
    return CheckedDocument(document, reading, report_of_document)


def gather(
    judged: Iterable[CheckedDocument], failures: Iterable[Failure] = ()
) -> Reports:
    """The reports of many documents with the sum of their findings."""
    reports = tuple(document.report for document in judged)
    counts = [finding.severity for report in reports for finding in report.findings]
    return Reports(
        documents=reports,
        summary={severity.value: counts.count(severity) for severity in Severity},
        failures=tuple(failures),
    )


def encode_reports(reports: Reports) -> str:
    """Print reports as indented JSON."""
    return msgspec.json.format(msgspec.json.encode(reports), indent=2).decode() + "\n"
