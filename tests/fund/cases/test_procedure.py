"""A procedure as data: refused where it leads nowhere."""

from pathlib import Path

import pytest

from jixiao.errors import FaultyEntry
from jixiao.fund.cases.procedure import BASE, load_procedure


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        ('to      = "核实中"\nduty    = "录入"', 'to = "别处"\nduty = "录入"', "到了 别处 就没有下一步"),
        ('"工作日"', '"天"', "天 不是已知的项"),
        ('brings = "outcome"', 'brings = "result"', "result 不是已知的项"),
        ("duty = ", "who = ", "who 不是已知的项"),
    ],
)  # fmt: skip
def test_what_is_not_as_it_should_be_is_refused(
    tmp_path: Path, old: str, new: str, message: str
):
    path = tmp_path / "own.toml"
    text = BASE.read_text("utf-8")
    assert old in text
    path.write_text(text.replace(old, new), "utf-8")

    with pytest.raises(FaultyEntry, match=message):
        load_procedure(path)
