import pytest

from jixiao.errors import JixiaoError
from jixiao.fund.parameters.typed import scaled


def test_a_typed_number_is_whole_in_its_last_digit():
    assert 220_000_050 == scaled("基金", "2,200,000.5", 2)
    assert 0 == scaled("基金", "0", 2)


@pytest.mark.parametrize("text", ["", "-1", "1.234", "一", "NaN", "1e999999"])
def test_what_is_no_such_number_is_refused(text: str):
    with pytest.raises(JixiaoError, match="最多 2 位小数"):
        scaled("基金", text, 2)
