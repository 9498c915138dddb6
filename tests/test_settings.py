import pytest

from jixiao.errors import JixiaoError
from jixiao.settings import Settings


def test_the_environment_sets_limits():
    settings = Settings.load({"JIXIAO_LONGEST_LINE": "500"})

    assert (500, Settings().largest_document) == (
        settings.longest_line,
        settings.largest_document,
    )


@pytest.mark.parametrize("text", ["", "0", "-1", "1.5", "大"])
def test_a_limit_that_is_no_number_is_named(text: str):
    with pytest.raises(JixiaoError, match="JIXIAO_LARGEST_DOCUMENT"):
        Settings.load({"JIXIAO_LARGEST_DOCUMENT": text})
