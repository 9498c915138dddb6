"""Readings against truth that people made by reading the paper, not by saving the output.

Truth holds names by their first and last characters and length, so that the facts of the sample
documents can be compared without repeating them.
"""

import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from jixiao.budgets import Budget
from jixiao.reading import DocumentReading, read_document
from jixiao.targets import EmptyRow, Indicator, ObjectiveItem, TargetTable
from tests.conftest import EXAMPLES, SEEDS

TRUTH = Path(__file__).parent / "truth"
ASPECTS = {
    "数量指标": "QUANTITY", "质量指标": "QUALITY", "时效指标": "TIMELINESS", "成本指标": "COST",
    "经济效益指标": "ECONOMIC", "社会效益指标": "SOCIAL", "生态效益指标": "ECOLOGICAL",
    "可持续影响指标": "SUSTAINABILITY", "服务对象满意度指标": "USER_SATISFACTION",
    "经济成本指标": "ECONOMIC_COST",
}  # fmt: skip
FIELDS = (
    "project_name", "supervising_department", "department_code", "implementing_unit",
    "project_nature", "term", "finance_division", "form_title", "money_unit",
)  # fmt: skip
REQUIRED = {True: "required", False: "optional", None: "-"}


def squeeze(value: object) -> str | None:
    return None if value is None else re.sub(r"\s", "", str(value))


def gist(name: str) -> str:
    plain = re.sub(r"\s", "", name) or "-"
    return plain if len(plain) <= 4 else f"{plain[:2]}…{plain[-2:]}#{len(plain)}"


def words(text: str) -> str:
    plain = re.sub(r"\s", "", text) or "-"
    return plain if any(c.isdigit() for c in plain) else gist(plain)


def indicator_line(indicator: Indicator) -> str:
    target, lines = indicator.target, indicator.evidence.lines or ("-",)
    others = ";".join(squeeze(other.text) or "" for other in target.others)
    cells = (
        lines[0], ASPECTS[indicator.aspect or ""], REQUIRED[indicator.required],
        squeeze(indicator.label) or "-", gist(indicator.name), words(target.text),
        target.bound or "-", target.number or "-", target.unit or "-", target.deadline or "-",
        others or "-", "n/a" if indicator.not_applicable else "-",
    )  # fmt: skip
    return " | ".join(map(str, cells))


def empty_line(row: EmptyRow) -> str:
    lines = row.evidence.lines or ("-",)
    return f"{lines[0]} | {ASPECTS[row.aspect or '']} | {REQUIRED[row.required]}"


def project(table: TargetTable) -> dict[str, Any]:
    funding = {"project_total": table.funding.project_total}
    for block in ("annual", "own_level", "lower_level"):
        amounts = getattr(table.funding, block)
        funding |= {
            f"{block}.{p}": getattr(amounts, p) for p in amounts.__struct_fields__
        }
    text = squeeze(table.objective.text) if table.objective else ""
    items = table.objective.items if table.objective else ()
    numbers = [leaf.number for leaf in _leaves(items)]
    return {
        **{name: squeeze(getattr(table, name)) for name in FIELDS},
        "fiscal_year": table.fiscal_year,
        "funding": {k: str(v) for k, v in funding.items() if v is not None},
        "objective": [(text or "")[:10], (text or "")[-10:], numbers],
        "indicators": [indicator_line(i) for i in table.indicators],
        "empty_rows": [empty_line(row) for row in table.empty_rows],
    }


def _leaves(items: tuple[ObjectiveItem, ...]) -> Iterator[ObjectiveItem]:
    """The innermost numbered parts, as people counted them."""
    for item in items:
        yield from _leaves(item.items) if item.items else [item]


def budget_lines(budget: Budget) -> dict[str, list[str]]:
    return {
        table.code: [
            " | ".join(
                [row.subject_code or "-", gist(row.subject_name), *row.amounts.values()]
            )
            for row in table.rows
            if row.amounts
        ]
        for table in budget.tables
    }


def compare_figures(lines: list[str], budget: Budget) -> None:
    """The truth says on which line a number stands; the evidence spans the clause that ends there."""
    assert len(lines) == len(budget.figures)
    for line, figure in zip(lines, budget.figures, strict=True):
        number, amount, unit = line.split(" | ")
        assert (amount, unit) == (figure.amount, figure.unit)
        assert figure.evidence.lines
        assert figure.evidence.lines[0] <= int(number) <= figure.evidence.lines[1]


def compare(truth: dict[str, Any], reading: DocumentReading) -> None:
    assert len(truth["projects"]) == len(reading.tables)
    for expected, table in zip(truth["projects"], reading.tables, strict=True):
        assert expected == project(table)
    if "budget" in truth:
        assert reading.budget
        assert truth["budget"]["tables"] == budget_lines(reading.budget)
        compare_figures(truth["budget"]["figures"], reading.budget)
    assert reading.unread == ()


def seed_truths() -> list[Path]:
    return sorted((TRUTH / "seeds").glob("*.json"))


@pytest.mark.skipif(
    not SEEDS.is_dir(), reason="the sample documents are not beside the project"
)
@pytest.mark.parametrize("path", seed_truths(), ids=lambda path: path.stem[:3])
def test_a_sample_reads_as_people_read_it(path: Path):
    truth = json.loads(path.read_text("utf-8"))

    compare(truth, read_document(SEEDS / f"{path.stem}.txt"))


@pytest.mark.parametrize(
    "path", sorted((TRUTH / "examples").glob("*.json")), ids=lambda p: p.stem
)
def test_an_example_reads_as_people_read_it(path: Path):
    truth = json.loads(path.read_text("utf-8"))
    (document,) = (EXAMPLES / path.stem).glob("*.txt")

    compare(truth, read_document(document))


def test_every_truth_is_of_an_example_of_a_known_form():
    truths = {path.stem for path in (TRUTH / "examples").glob("*.json")}

    assert truths <= {path.name for path in EXAMPLES.iterdir()}


def test_the_samples_hold_what_their_truth_counts():
    truths = [json.loads(path.read_text("utf-8")) for path in seed_truths()]
    projects = [project for truth in truths for project in truth["projects"]]

    assert (23, 314, 10) == (
        len(projects),
        sum(len(project["indicators"]) for project in projects),
        sum(len(project["empty_rows"]) for project in projects),
    )
