"""A framework's file says only what frameworks know."""

import pytest

from jixiao.errors import FaultyEntry
from jixiao.targets import framework

ABOUT = '[framework]\ncode = "own"\ntitle = "甲"\nbasis = "乙"\n'
LEVELS = "[dimensions]\n[aspects]\n"


@pytest.mark.parametrize(
    ("text", "says"),
    [
        (
            ABOUT + LEVELS + "[aspect]\n",
            "aspect 不是已知的项；这里可写 framework、dimensions、aspects、made",
        ),
        (
            ABOUT + 'marks = "丙"\n' + LEVELS,
            "framework.marks 不是已知的项；这里可写 code、",
        ),
    ],
)
def test_a_word_that_is_not_known_is_refused(
    tmp_path, monkeypatch, text: str, says: str
):
    (tmp_path / "own.toml").write_text(text, "utf-8")
    monkeypatch.setattr(framework, "_FOLDER", tmp_path)

    with pytest.raises(FaultyEntry, match=says):
        framework.frameworks.__wrapped__()


@pytest.mark.parametrize(
    ("word", "level"),
    [
        ("项目产出", "产出指标"),
        ("履职效果目标", "效益指标"),
        ("预期效益类", "效益指标"),
    ],
)
def test_words_that_bureaus_make_for_a_dimension_are_known(word: str, level: str):
    assert level == framework.frameworks()["mof_2015"].dimension_words[word]


def test_a_stem_alone_opens_names_and_is_no_level():
    words = framework.frameworks()["mof_2015"].aspect_words

    assert "时效指标" == words["任务进度"]
    assert "服务质量" not in words
