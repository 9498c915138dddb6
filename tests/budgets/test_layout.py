"""A layout's file says only what layouts know."""

import pytest

from jixiao.budgets import layout
from jixiao.errors import FaultyEntry


@pytest.mark.parametrize(
    ("more", "says"),
    [
        ("[concept]\n", "concept 不是已知的项；这里可写 layout、chapters、"),
        ('[narrative]\nrise = ["增加"]\n', "narrative.rise 不是已知的项"),
        (
            '[[tables]]\ncode = "T9"\nsum = []\n',
            "tables.sum 不是已知的项；这里可写 code、",
        ),
    ],
)
def test_a_word_that_is_not_known_is_refused(
    tmp_path, monkeypatch, more: str, says: str
):
    about = '[layout]\ncode = "own"\ntitle = "甲"\nbasis = "乙"\n'
    (tmp_path / "own.toml").write_text(about + more, "utf-8")
    monkeypatch.setattr(layout, "_FOLDER", tmp_path)

    with pytest.raises(FaultyEntry, match=says):
        layout.layouts.__wrapped__()
