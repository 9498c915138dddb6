"""Findings of many documents, in the exchange format."""

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

import msgspec

from jixiao.checks import Check, Dossier, run
from jixiao.documents import Document, Source, find_documents, open_document
from jixiao.errors import JixiaoError, name_of
from jixiao.findings import Finding, Severity, Unchecked
from jixiao.reading import DocumentReading, Failure, read_opened

SCHEMA = "jixiao.report/1"


class DocumentReport(msgspec.Struct, frozen=True, kw_only=True):
    """What was found in one document."""

    source: Source
    findings: tuple[Finding, ...]
    unchecked: tuple[Unchecked, ...]


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
    """Read and check documents; one that cannot be read is listed and does not stop the others."""
    entries = list(checks)
    judged: list[Judged] = []
    failures: list[Failure] = []
    for path in paths:
        try:
            found = find_documents([path])
        except JixiaoError as error:
            failures.append(Failure(path=name_of(path), reason=str(error)))
            continue
        for file in found:
            try:
                judged.append(judge(open_document(file), entries))
            except JixiaoError as error:
                failures.append(Failure(path=name_of(file), reason=str(error)))
    return judged, failures


def judge(document: Document, checks: Iterable[Check]) -> Judged:
    """Read and check one open document."""
    reading = read_opened(document)
    report = run(Dossier(reading, document), checks)
    found = DocumentReport(
        source=reading.source, findings=report.findings, unchecked=report.unchecked
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
