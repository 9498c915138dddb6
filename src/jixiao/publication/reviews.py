"""What a reviewer says of findings, kept in a file and carried to the next reading by cause."""

import hashlib
from collections.abc import Iterable
from enum import StrEnum
from pathlib import Path

import msgspec

from jixiao.errors import JixiaoError, UnreadableFile, name_of, reason_of
from jixiao.findings import Finding
from jixiao.reading import DocumentReading

SCHEMA = "jixiao.review/1"
_LENGTH = 16


class Verdict(StrEnum):
    """What a reviewer says of a finding."""

    TRUE = "true"
    NO_FAULT = "no_fault"
    MENDED = "mended"

    @property
    def word(self) -> str:
        """The word officials read."""
        return _WORDS[self]


_WORDS = {
    Verdict.TRUE: "属实",
    Verdict.NO_FAULT: "不是问题",
    Verdict.MENDED: "已改",
}


class Mark(msgspec.Struct, frozen=True, kw_only=True):
    """A verdict on one cause, with a note; `about` is the finding's message, for the reader."""

    cause: str
    verdict: Verdict
    note: str = ""
    about: str = ""


class Review(msgspec.Struct, frozen=True, kw_only=True):
    """The marks of a reviewer."""

    schema: str = SCHEMA
    marks: tuple[Mark, ...] = ()

    def by_cause(self) -> dict[str, Mark]:
        """The marks by their cause; of two of one cause the later."""
        return {mark.cause: mark for mark in self.marks}


def load_review(path: Path) -> Review:
    """Read the marks of a reviewer.

    Raises:
        UnreadableFile: the file cannot be opened.
        JixiaoError: it holds no marks; the message says how to get such a file.
    """
    try:
        content = path.read_bytes()
    except OSError as error:
        message = f"不能读取 {name_of(path)}：{reason_of(error)}。请检查路径和权限。"
        raise UnreadableFile(message) from error
    try:
        review = msgspec.json.decode(content, type=Review)
    except (msgspec.DecodeError, UnicodeDecodeError) as error:
        raise JixiaoError(_not_marks(path)) from error
    if review.schema != SCHEMA:
        raise JixiaoError(_not_marks(path))
    return review


def _not_marks(path: Path) -> str:
    return (
        f"{name_of(path)} 不是审核意见。请用报告网页里“保存意见”得到的文件，"
        "不要自己改写。"
    )


def unit_of(reading: DocumentReading) -> str:
    """The unit that a document is of; empty where it names none."""
    if reading.budget and reading.budget.department:
        return reading.budget.department
    names = (
        table.supervising_department or table.implementing_unit
        for table in reading.tables
    )
    return next(filter(None, names), "")


def cause_of(unit: str, finding: Finding) -> str:
    """The key of a finding's cause: the same words of the same check, project and unit.

    Neither the file's name nor lines are part of it, so a mended document keeps its marks.
    """
    words = (unit, finding.project_name or "", finding.code, finding.message)
    digest = hashlib.sha256("\n".join(words).encode())
    return digest.hexdigest()[:_LENGTH]


def marked(
    unit: str, findings: Iterable[Finding], review: Review, verdict: Verdict
) -> list[tuple[Finding, Mark]]:
    """The findings of a unit that bear a verdict, each with its mark."""
    marks = review.by_cause()
    pairs = ((finding, marks.get(cause_of(unit, finding))) for finding in findings)
    return [
        (finding, mark) for finding, mark in pairs if mark and mark.verdict is verdict
    ]
