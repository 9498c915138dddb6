"""Every promise finds its measure, or the record that would answer it is named."""

import pytest

from jixiao.measures.answerable import promises, wanted_records
from jixiao.measures.matching import State
from jixiao.reading import read
from tests.checks.forms import row, table
from tests.conftest import SEEDS


def only(name: str, value: str, aspect: str, dimension: str = "产出指标"):
    promised = row(name, value, aspect, dimension=dimension)
    (promise,) = promises([table([promised])])
    return promise


def test_a_measure_is_named_with_the_tables_it_is_asked_of():
    promise = only("医保信息系统正常运行率", "≥90%", "质量指标")

    assert State.BOUND is promise.state
    assert promise.answered_by.startswith("SY01")
    assert "信息系统事件表（INCIDENT）" in promise.needs


def test_a_promise_in_words_names_what_would_answer_it():
    promise = only(
        "困难群众医疗费用负担减轻程度", "有所缓解", "社会效益指标", "效益指标"
    )

    assert State.PERSON is promise.state
    assert "救助台账" in promise.needs


def test_what_no_word_names_goes_by_its_level_and_what_nothing_names_is_said():
    by_level = only("某某事项", "良好", "社会效益指标", "效益指标")
    nowhere = only("某某事项", "良好", "别的指标", "别的")

    assert "评估或调查的书面材料" in by_level.needs
    assert not nowhere.is_named


def test_what_does_not_apply_needs_nothing():
    (promise,) = promises(
        [table([row("不适用", "无", "生态效益指标", not_applicable=True)])]
    )

    assert ("", True) == (promise.needs, promise.is_named)


def test_each_record_says_what_must_be_kept():
    assert all(record.paper for record in wanted_records())


@pytest.mark.slow
@pytest.mark.skipif(not SEEDS.is_dir(), reason="the sample documents are not beside the project")  # fmt: skip
def test_every_row_of_the_samples_is_answered_or_its_record_named():
    listed = [
        each
        for path in sorted(SEEDS.glob("*.txt"))
        for each in promises(read(path).tables)
    ]

    assert len(listed) > 300
    assert [] == [each.indicator.name for each in listed if not each.is_named]
