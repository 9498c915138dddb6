"""Public worked examples, rules, lives and slips: at the counter and in batch each has its answer.

The cases lie beside the project, and their README tells the shape of an answer; where they are not
there is nothing to ask. A policy that has to say more than it did when the case was written is
given the words here, never another answer.
"""

import json
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

import jixiao
from jixiao.errors import JixiaoError
from jixiao.fund.benefits import load_policies
from jixiao.fund.intake import load, reasons
from jixiao.fund.resettling.resettlement import resettle
from jixiao.fund.store.opening import open_engine
from tests.conftest import SHARED
from tests.drawn import drawn

CASES = SHARED / "examples" / "fund"
FROM_ABOVE, FROM_FIRST_YUAN = (
    f'bands_from = "{origin}"\nratio = ' for origin in ("起付线以上", "第一元")
)
ABOVE_LIMIT = 'base = "超限额"\ntiers = '
REWRITTEN: Mapping[str, Sequence[tuple[str, str]]] = {
    "w03_beijing_naive": [("ratio = ", FROM_FIRST_YUAN)],
    "w03_beijing_shifted": [("ratio = ", FROM_ABOVE)],
    "w03c_beijing_two_stays": [
        ("ratio = ", FROM_FIRST_YUAN), ("28700", "30000"), ("38700", "40000"),
    ],
    "w03d_beijing_large": [("ratio = ", FROM_ABOVE), ("tiers = ", ABOVE_LIMIT)],
    "r04_large_above_cap": [("tiers = ", ABOVE_LIMIT)],
}  # fmt: skip
"""What stands in a policy, and what has to stand there since bands and bases must be said."""
SOME_IN_BATCH = {"s05_batch_missing_level", "t02_typo_ratio_level"}
"""In batch these are always asked; the others cost seconds together and are asked when it is slow."""


def names_of_cases(file: str) -> list[str]:
    return [path.parent.name for path in sorted(CASES.glob(f"*/{file}"))]


def expected_of(case: str) -> dict[str, Any]:
    return json.loads((CASES / case / "expected.json").read_text("utf-8"))


def is_sent_in_batch(case: str) -> bool:
    return expected_of(case).get("batch", True)


@dataclass(frozen=True)
class Answer:
    """What came of a case: the payments of its claims in yuan, what was said, and whether refused."""

    payments: Sequence[Mapping[str, Decimal]]
    words: str = ""
    is_refusal: bool = False


def fits(expected: Mapping[str, Any], answer: Answer) -> bool:
    """Whether an answer is one of those that are right."""
    if "either" in expected:
        return any(fits(reading, answer) for reading in expected["either"])
    if expected.get("refused"):
        names = (name.split("|") for name in expected["names"])
        is_named = all(any(n in answer.words for n in either) for either in names)
        return answer.is_refusal and is_named
    is_paid = not answer.is_refusal and len(expected["amounts"]) == len(answer.payments)
    return is_paid and all(
        payment.get(field, Decimal(0)) == Decimal(yuan)
        for amounts, payment in zip(expected["amounts"], answer.payments, strict=True)
        for field, yuan in (amounts or {}).items()
        if yuan is not None
    )


def policies_of(case: str, folder: Path) -> tuple[str, Path | None]:
    """Return the policy of a case, and a folder where it stands in the words of today."""
    files = sorted((CASES / case / "policies").glob("*.toml"))
    for file in files:
        text = file.read_text("utf-8")
        for words, rewritten in REWRITTEN.get(case, ()):
            assert words in text
            text = text.replace(words, rewritten)
        folder.mkdir(exist_ok=True)
        (folder / file.name).write_text(text, "utf-8")
    code = expected_of(case).get("policy") or files[0].stem
    return code, folder if files else None


def at_the_counter(case: str, folder: Path) -> Answer:
    claims = json.loads((CASES / case / "claims.json").read_text("utf-8"))
    code, policies = policies_of(case, folder / "policies")
    try:
        with jixiao.counter(
            folder / "ledger", policy=code, policies=policies
        ) as window:
            return Answer([window.settle(claim).amounts for claim in claims])
    except JixiaoError as refusal:
        return Answer([], str(refusal), is_refusal=True)


def in_batch(case: str, folder: Path) -> Answer:
    code, policies = policies_of(case, folder / "policies")
    loads = [load(path, folder) for path in sorted((CASES / case).glob("*.csv"))]
    try:
        policy = load_policies(policies)[code]
    except JixiaoError as refusal:
        return Answer([], str(refusal), is_refusal=True)
    with open_engine(folder) as engine:
        notes = resettle(engine, [policy]).notes
        rows = engine.fetch(engine.table("resettled")).to_pylist()
    rows.sort(key=lambda row: row["setl_id"])
    rejected = [
        reason.reason for each in loads for reason in reasons(folder, each.number)
    ]
    words = "\n".join([*notes, *rejected])
    return Answer([dict(in_yuan_of(row)) for row in rows], words, not rows)


def in_yuan_of(row: Mapping[str, Any]) -> Iterator[tuple[str, Decimal]]:
    """Amounts of the store as yuan."""
    for name, fen in row.items():
        if isinstance(fen, int):
            yield name, Decimal(fen) / 100


@drawn(one_of=4)
@pytest.mark.parametrize("case", names_of_cases("claims.json"))
def test_a_case_at_the_counter_has_its_answer(case: str, tmp_path: Path):
    assert fits(expected_of(case), at_the_counter(case, tmp_path))


@pytest.mark.parametrize(
    "case",
    [
        pytest.param(case, marks=[] if case in SOME_IN_BATCH else pytest.mark.slow)
        for case in names_of_cases("SETL_D.csv")
        if is_sent_in_batch(case)
    ],
)
def test_a_case_in_batch_has_its_answer(case: str, tmp_path: Path):
    expected = expected_of(case)
    answer = in_batch(case, tmp_path)

    assert fits(expected, answer)
    assert all(re.search(pattern, answer.words) for pattern in expected.get("told", ()))
