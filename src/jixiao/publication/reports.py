"""Findings of many documents, in the exchange format."""

from collections.abc import Iterable
from pathlib import Path

import msgspec

from jixiao.checks import Check, Dossier, run
from jixiao.documents import Source, find_documents
from jixiao.errors import JixiaoError, name_of
from jixiao.findings import Finding, Severity, Unchecked
from jixiao.reading import DocumentReading, Failure, try_document

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


def check_documents(paths: Iterable[Path | str], checks: Iterable[Check]) -> Reports:
    """Read and check documents; one that cannot be read is listed and does not stop the others."""
    entries = list(checks)
    failures: list[Failure] = []
    reports: list[DocumentReport] = []
    for path in paths:
        try:
            found = find_documents([path])
        except JixiaoError as error:
            failures.append(Failure(path=name_of(path), reason=str(error)))
            continue
        for result in map(try_document, found):
            if isinstance(result, Failure):
                failures.append(result)
            else:
                reports.append(check_reading(result, entries))
    counts = [finding.severity for report in reports for finding in report.findings]
    return Reports(
        documents=tuple(reports),
        summary={severity.value: counts.count(severity) for severity in Severity},
        failures=tuple(failures),
    )


def check_reading(reading: DocumentReading, checks: Iterable[Check]) -> DocumentReport:
    """Check what was read from one document."""
    report = run(Dossier(reading), checks)
    return DocumentReport(
        source=reading.source, findings=report.findings, unchecked=report.unchecked
    )


def encode_reports(reports: Reports) -> str:
    """Print reports as indented JSON."""
    return msgspec.json.format(msgspec.json.encode(reports), indent=2).decode() + "\n"
