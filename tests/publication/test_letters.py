"""Letters: what they must be told, and what stands on paper."""

import io
from datetime import date

import docx
import pytest

from jixiao.errors import JixiaoError
from jixiao.fund.cases.procedure import load_procedure, procedures
from jixiao.publication.letters import (
    Letter,
    LetterLine,
    letter_docx,
    letter_kinds,
    letter_pdf,
    shortened,
)
from tests.drawn import drawn, few

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


@drawn(one_of=4)
@pytest.mark.parametrize("kind", few([*letter_kinds()], one_of=4))
def test_every_kind_is_written_with_its_facts_and_sums(kind: str):
    facts = {name: f"〔{name}〕" for name in letter_kinds()[kind].needs}

    texts = cells(letter_docx(letter(kind, **facts)))

    whole = "\n".join(texts)
    assert all(fact in whole for fact in facts.values())
    *_, cost, fund = letter_kinds()[kind].heads
    if not (cost or fund):
        assert "合计" not in texts
        return
    # What has no head of its own belongs to the cell before it.
    sums = ["60.01" if cost else "2 行", "30.01" if fund else "60.01"]
    assert ["合计", "2 行", *sums] == texts[-8:-4]
    assert "2026年3月2日" in texts[-1]


def test_what_is_missing_is_named():
    with pytest.raises(
        JixiaoError, match="医保基金使用疑点告知书还缺答复期限（answer_by）"
    ):
        letter_docx(letter("notice", matter="x"))


def test_a_kind_that_is_not_known_is_refused_with_those_that_are():
    with pytest.raises(JixiaoError, match="没有叫 summons 的文书；可用 notice"):
        letter_docx(letter("summons"))


def test_every_letter_that_a_procedure_names_is_there():
    named = {
        step.letter
        for procedure in (load_procedure(), *procedures().values())
        for step in procedure.steps.values()
    }

    assert named - {""} <= set(letter_kinds())


def test_a_long_list_is_shortened_to_the_dearest_and_keeps_its_sum():
    lines = [LetterLine(f"b{n}", "x", 2 * n, n) for n in range(500)]

    printed = shortened(lines)

    assert 200 == len(printed)
    assert ("附表", "其余 301 行，见附表") == (printed[-1].reference, printed[-1].text)
    assert (sum(ln.cost for ln in lines), sum(ln.fund for ln in lines)) == (
        sum(ln.cost for ln in printed),
        sum(ln.fund for ln in printed),
    )
    assert lines[:3] == shortened(lines[:3])


def test_a_letter_is_written_as_pdf_too():
    content = letter_pdf(letter("notice", matter="x", answer_by="2026年3月16日"))

    assert content.startswith(b"%PDF")


def test_who_is_asked_signs_what_was_asked():
    facts = dict.fromkeys(letter_kinds()["interview"].needs, "x。")

    texts = cells(letter_docx(letter("interview", **facts)))

    assert "被询问人（签名、指印）" in texts[-1]
    assert "。。" not in "".join(texts)
