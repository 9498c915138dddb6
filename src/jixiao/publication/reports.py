"""Findings of many documents, in the exchange format."""

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

import msgspec

from jixiao.checks import Check, Dossier, run
from jixiao.documents import Document, Source, open_document
from jixiao.errors import JixiaoError, name_of
from jixiao.findings import Finding, Severity, Silenced, Unchecked
from jixiao.publication.rulings import Rulings, rulings_for
from jixiao.reading import DocumentReading, Failure, locate, read_opened

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
class Judged:
    """A document with what was read from it and what was found in it."""

    document: Document
    reading: DocumentReading
    report: DocumentReport


def judge_documents(
    paths: Iterable[Path | str], checks: Iterable[Check]
) -> tuple[list[Judged], list[Failure]]:
    """Read and check documents; one that cannot be read is listed and does not stop the others.

    Raises:
        JixiaoError: a folder's jixiao.toml is not as it should be.
    """
    entries = list(checks)
    judged: list[Judged] = []
    failures: list[Failure] = []
    for item in locate(paths):
        if isinstance(item, Failure):
            failures.append(item)
            continue
        root, file = item
        rulings = rulings_for(file, root)
        try:
            judged.append(judge(open_document(file), entries, rulings))
        except JixiaoError as error:
            failures.append(Failure(path=name_of(file), reason=str(error)))
    return judged, failures


def judge(document: Document, checks: Iterable[Check], rulings: Rulings | None = None) -> Judged:
    """Read and check one open document under a folder's rulings."""
    rulings = rulings or Rulings()
    reading = read_opened(document)
    report = run(Dossier(reading, document), checks, rulings.limits)
    told, silenced = rulings.split(report.findings)
    found = DocumentReport(
        source=reading.source,
        findings=tuple(told),
        unchecked=report.unchecked,
        silenced=tuple(silenced),
    )
    return Judged(document, reading, found)


def gather(judged: Iterable[Judged], failures: Iterable[Failure] = ()) -> Reports:
    """Give the reports of many documents with the sum of their findings."""
    reports = tuple(one.report for one in judged)
    counts = [finding.severity for report in reports for finding in report.findings]
    return Reports(
        documents=reports,
        summary={severity.value: counts.count(severity) for severity in Severity},
        failures=tuple(failures),
    )


def encode_reports(reports: Reports) -> str:
    """Print reports as indented JSON."""
    return msgspec.json.format(msgspec.json.encode(reports), indent=2).decode() + "\n"
