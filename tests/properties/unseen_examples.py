"""Made-up forms with the right answer beside them, where the folder exists, and how a reading scores."""

import json
import re
from dataclasses import dataclass, field
from decimal import Decimal
from pathlib import Path
from typing import Any

from jixiao import chinese
from jixiao.documents.readers.text import read_text
from jixiao.reading import DocumentReading, read_opened
from jixiao.settings import Settings
from jixiao.targets import Indicator

FOLDER = Path(__file__).parents[3] / "shared/examples/forms"
_NUMBER = re.compile(r"^\d[、.]")
_MARK = re.compile(r"\((?:\d+分?|必填.*|选填)\)$")
_POINTS = ("weight", "score")


@dataclass
class Score:
    """What of one document is right: rows, rows that are none, and values of the header."""

    rows: int = 0
    right: int = 0
    extra: int = 0
    wrong_and_sure: int = 0
    right_and_unsure: int = 0
    header_wrong: list[str] = field(default_factory=list)


def names() -> list[str]:
    """The names of the documents; none where the folder is not there."""
    return sorted(path.stem for path in FOLDER.glob("*.txt"))


def score(name: str) -> Score:
    """Read a document and compare it with its answer."""
    answer = json.loads((FOLDER / f"{name}.expected.json").read_text())
    content = (FOLDER / f"{name}.txt").read_bytes()
    reading = read_opened(read_text(content, name, "0" * 64, Settings()))
    left = [row for table in reading.tables for row in table.indicators]
    result = Score(rows=len(answer["rows"]))
    for row in answer["rows"]:
        match = next((read for read in left if _is_row(row, read)), None)
        if match:
            left.remove(match)
            result.right += 1
            result.right_and_unsure += match.evidence.unsure
    result.extra = len(left)
    result.wrong_and_sure = sum(not read.evidence.unsure for read in left)
    result.header_wrong = [
        key
        for key, value in answer.get("header", {}).items()
        if _header(reading, key) not in (value, _squeezed(value))
    ]
    return result


def _squeezed(value: object) -> object:
    return chinese.key(value) if isinstance(value, str) else value


def _is_row(row: dict[str, Any], read: Indicator) -> bool:
    actual = read.actual.text if read.actual else ""
    points = (
        _number(row[part]) == getattr(read, part) for part in _POINTS if part in row
    )
    return (
        _is_name(row, read)
        and chinese.key(row["target"]) == chinese.key(read.target.text)
        and _is_level(row.get("level1"), read.dimension_label, read.dimension)
        and _is_level(row.get("level2"), read.aspect_label, read.aspect)
        and chinese.key(row.get("actual", actual)) == chinese.key(actual)
        and all(points)
    )


def _number(text: str) -> Decimal | None:
    return Decimal(text) if text else None


def _is_name(row: dict[str, Any], read: Indicator) -> bool:
    name = chinese.key(read.name)
    if not row["name"]:
        labels = (read.aspect_label, row.get("level2"))
        return name in {"", *(chinese.key(label or "") for label in labels)}
    return chinese.key(row["name"]).lstrip("★*") == name.lstrip("★*")


def _is_level(printed: str | None, label: str | None, word: str | None) -> bool:
    return not printed or _bare(printed) in (_bare(label), _bare(word))


def _bare(label: str | None) -> str:
    return _MARK.sub("", _NUMBER.sub("", chinese.key(label or "")))


def _header(reading: DocumentReading, key: str) -> object:
    """What was read of the header: the amount as printed, a department with the code beside it."""
    if key == "projects":
        return [table.project_name for table in reading.tables]
    table = next(iter(reading.tables), None)
    if table is None:
        return None
    if key == "annual_total":
        total = table.funding.annual.total
        executed = table.budget_execution
        if total is None and executed:
            total = executed.total.budget
        return None if total is None else f"{total:f}"
    value = getattr(table, key)
    if key == "supervising_department" and table.department_code:
        return f"[{table.department_code}]{value}"
    return chinese.key(value) if value else value
