"""Wrong words are found whole, and not inside right ones."""

from pathlib import Path

import pytest

from jixiao.errors import JixiaoError
from jixiao.service.disclosure.wording import WrongWord, load_wording, with_own


@pytest.mark.parametrize(
    ("text", "wrong"),
    [
        ("会议部暑工作", ["部暑"]), ("部 \n暑", ["部暑"]), ("天气预报消息", []),
        ("医药费报消", ["报消"]), ("预报消息和报消", ["报消"]), ("医疗保障", []),
    ],
)  # fmt: skip
def test_slips_are_found_with_their_words(text: str, wrong: list[str]):
    assert wrong == [slip.word.wrong for slip in load_wording().slips(text)]


def test_no_word_of_the_package_is_its_own_right_writing():
    assert all(word.wrong != word.right for word in load_wording().words)


def test_own_words_are_added_and_may_be_grave(tmp_path: Path):
    (tmp_path / "w.csv").write_text("错误,正确,例外,严重\n王县涨,王县长,,是\n", "utf-8")
    wording = with_own(load_wording(), tmp_path / "w.csv")

    assert WrongWord("王县涨", "王县长", (), is_serious=True) == wording.words[-1]


def test_own_words_that_are_no_correction_are_refused(tmp_path: Path):
    (tmp_path / "w.csv").write_text("错误,正确\n甲,甲\n", "utf-8")

    with pytest.raises(JixiaoError, match="和正确的一样"):
        with_own(load_wording(), tmp_path / "w.csv")
