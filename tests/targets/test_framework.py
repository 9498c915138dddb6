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
            "aspect 不是已知的项；这里可写 framework、dimensions、aspects",
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
