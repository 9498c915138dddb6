"""A document's words as one run, and the lines they stand in."""

import re

from jixiao.checks.paper import Paper
from tests.spec_document import opened


def phrases(
    paper: Paper, pattern: str
) -> list[tuple[tuple[int, int] | None, str | None]]:
    return [
        (evidence.lines, evidence.quote)
        for _, evidence in paper.find(re.compile(pattern))
    ]


def test_a_phrase_broken_over_lines_is_one_phrase():
    paper = Paper(opened("开展医保\n政策宣传"))

    assert [((1, 2), "医保政策")] == phrases(paper, "医保政策")


def test_blank_lines_and_spaces_are_left_out_and_lines_keep_their_numbers():
    paper = Paper(opened("开展 医保\n\n  \n政策宣传"))

    assert "开展医保政策宣传" == paper.text
    assert [((4, 4), "宣传")] == phrases(paper, "宣传")
    assert 1 == paper.line(0)


def test_a_quote_is_printed_as_it_stands_though_its_signs_were_folded():
    paper = Paper(opened("单位：万元（２０２６年）"))

    assert [((1, 1), "（２０２６年）")] == phrases(paper, r"\(2026年\)")


def test_a_pattern_that_stands_nowhere_gives_nothing():
    assert [] == phrases(Paper(opened("开展医保政策宣传")), "设备")


def test_the_words_between_two_lines_are_whole_lines():
    paper = Paper(opened("表\n\n科目 金额\n合计 20\n注"))

    assert "科目金额" == paper.between(2, 4)
    assert "合计20注" == paper.between(4, 9)
    assert "" == paper.between(8, 9)
