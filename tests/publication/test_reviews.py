"""A reviewer's marks live in a file and find their cause again."""

from pathlib import Path

import pytest

from jixiao.errors import JixiaoError, UnreadableFile
from jixiao.evidence import Evidence
from jixiao.findings import Finding, Severity
from jixiao.publication.reviews import (
    Mark,
    Review,
    Verdict,
    cause_of,
    load_review,
    marked,
)


def finding(message: str, line: int = 1) -> Finding:
    return Finding(
        code="AR01",
        severity=Severity.ERROR,
        title="不符",
        message=message,
        project_name="培训",
        place="funding",
        evidence=(Evidence(lines=(line, line)),),
        facts={},
        basis="",
        suggestion="核对",
    )


def test_a_cause_is_the_same_on_another_line_and_another_with_other_words():
    assert cause_of("甲局", finding("差 2")) == cause_of("甲局", finding("差 2", 9))
    assert cause_of("甲局", finding("差 2")) != cause_of("甲局", finding("差 3"))
    assert cause_of("甲局", finding("差 2")) != cause_of("乙局", finding("差 2"))


def test_only_what_bears_the_verdict_is_given():
    true, other = finding("差 2"), finding("差 3")
    marks = (
        Mark(cause=cause_of("甲局", true), verdict=Verdict.TRUE, note="请改"),
        Mark(cause=cause_of("甲局", other), verdict=Verdict.NO_FAULT),
    )

    pairs = marked("甲局", [true, other], Review(marks=marks), Verdict.TRUE)

    assert [(true, marks[0])] == pairs


def test_a_file_of_marks_is_read(tmp_path: Path):
    path = tmp_path / "意见.json"
    path.write_text(
        '{"schema": "jixiao.review/1", "marks": [{"cause": "a", "verdict": "true"}]}'
    )

    assert {"a": Verdict.TRUE} == {
        cause: mark.verdict for cause, mark in load_review(path).by_cause().items()
    }


@pytest.mark.parametrize(
    "content", ["", "[]", '{"schema": "other/1"}', '{"marks": [{"cause": "a"}]}']
)
def test_what_is_no_file_of_marks_is_refused_in_words(tmp_path: Path, content: str):
    path = tmp_path / "意见.json"
    path.write_text(content)

    with pytest.raises(JixiaoError, match="不是审核意见"):
        load_review(path)


def test_a_file_that_is_not_there_is_named(tmp_path: Path):
    with pytest.raises(UnreadableFile, match="意见"):
        load_review(tmp_path / "意见.json")
