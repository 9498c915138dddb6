"""A bureau's own limits: refused where they are not as they should be."""

from pathlib import Path

import pytest

from jixiao.errors import JixiaoError
from jixiao.fund.audit.limits import read_limits_file

SOUND = """[[limit]]
rule = "AD01"
name = "within_days"
value = 15
since = 2026-01-01
standing = "市县"
basis = "示例市医保发〔2026〕1号"
"""


def test_a_limit_says_who_set_it(tmp_path: Path):
    path = tmp_path / "limits.toml"
    path.write_text(SOUND, "utf-8")

    (limit,) = read_limits_file(path)

    assert "AD01 within_days = 15（市县，示例市医保发〔2026〕1号）" == limit.line


@pytest.mark.parametrize(
    ("changed", "message"),
    [
        (SOUND.replace("AD01", "ZZ01"), "ZZ01 不是已知的项"),
        (SOUND.replace("within_days", "days"), "days 不是已知的项；这里可写 within_days"),
        (SOUND.replace("15", "-1"), "value 不对"),
        (SOUND.replace("市县", "乡镇"), "standing 不对"),
        (SOUND.replace('basis = "示例市医保发〔2026〕1号"\n', ""), "缺少 basis"),
        (SOUND + SOUND.replace("15", "7"), "有两个值在同一天有效：15 和 7"),
    ],
)  # fmt: skip
def test_what_is_not_as_it_should_be_is_refused(
    tmp_path: Path, changed: str, message: str
):
    path = tmp_path / "limits.toml"
    path.write_text(changed, "utf-8")

    with pytest.raises(JixiaoError, match=message):
        read_limits_file(path)
