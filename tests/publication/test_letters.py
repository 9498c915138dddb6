"""Letters: what they must be told, and what stands on paper."""

import io
from datetime import date

import docx
import pytest

from jixiao.errors import JixiaoError
from jixiao.publication.letters import Letter, LetterLine, letter_docx, letter_kinds

LINES = [
    LetterLine("b1", "同一小时重复收费", 6000, 3000),
    LetterLine("b2", "同上", 1, 1),
]


def letter(kind: str, **facts: str) -> Letter:
    return Letter(
        kind, "案件编号 2026-00001", date(2026, 3, 2), "示例医院", "示例市医疗保障局", "依据", facts, LINES
    )  # fmt: skip


def cells(content: bytes) -> list[str]:
    (table,) = docx.Document(io.BytesIO(content)).tables
    return [cell.text for row in table.rows for cell in row.cells]


@pytest.mark.parametrize("kind", letter_kinds())
def test_every_kind_is_written_with_its_facts_and_sums(kind: str):
    facts = {name: f"〔{name}〕" for name in letter_kinds()[kind].needs}

    texts = cells(letter_docx(letter(kind, **facts)))

    whole = "\n".join(texts)
    assert all(fact in whole for fact in facts.values())
    assert ["合计", "2 行", "60.01", "30.01"] == texts[-8:-4]
    assert "2026年3月2日" in texts[-1]


def test_what_is_missing_is_named():
    with pytest.raises(JixiaoError, match="医保基金使用疑点告知书还缺 answer_by"):
        letter_docx(letter("notice", matter="x"))


def test_a_kind_that_is_not_known_is_refused_with_those_that_are():
    with pytest.raises(JixiaoError, match="没有叫 summons 的文书；可用 notice"):
        letter_docx(letter("summons"))
