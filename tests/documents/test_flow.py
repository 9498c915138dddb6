import pytest

from jixiao.documents import Coverage, Document, Flow, Gap, Line, Source


@pytest.fixture
def flow():
    """Make a flow of lines."""

    def make(*lines: str) -> Flow:
        source = Source(path="x", sha256="", format="text")
        numbered = tuple(
            Line(number, text) for number, text in enumerate(lines, start=1)
        )
        return Flow(Document(source=source, lines=numbered))

    return make


def test_white_space_only_parts(flow):
    made = flow("产 出", "", "指\t标")

    assert "产出指标" == made.printed
    assert [Gap.LINE, Gap.SPACE, Gap.LINE, Gap.CELL] == list(made.gaps)
    assert [0, 0, 0, 1] == made.columns


def test_a_stretch_prints_as_one_cell(flow):
    made = flow("召开工作 会议次", "数 3 次")

    assert "召开工作会议次数 3 次" == made.text(0, len(made))


def test_evidence_counts_lines_of_the_file(flow):
    made = flow("", "一", "", "二")

    evidence = made.evidence(0, 2)

    assert ((2, 4), "一 二") == (evidence.lines, evidence.quote)


def test_a_long_quote_is_cut(flow):
    evidence = flow("字" * 500).evidence(0, 500)

    assert evidence.quote
    assert (120, "…") == (len(evidence.quote), evidence.quote[-1])


def test_every_line_is_used_known_or_unread(flow):
    made = flow("名称 甲", "标签", "不明 之物")
    coverage = Coverage(made)

    coverage.label(0, 2)
    coverage.use(2, 3)
    coverage.label(0, 3)
    coverage.label(3, 5)
    coverage.label(5, 7)

    assert {"lines": 3, "used": 1, "labels": 1, "unread": 1} == coverage.count()
    assert [(7, 9)] == list(coverage.unread())
