"""Places, organs and topics of a text."""

from pathlib import Path

import pytest

from jixiao.errors import JixiaoError
from jixiao.service.opinion.tags import (
    ORGAN,
    PLACE,
    Named,
    load_topics,
    names_in,
    read_gazetteer,
)

NAMES = [
    Named("甲县", PLACE, ("甲县",)),
    Named("甲县医院", ORGAN, ("甲县医院", "县医院")),
]


@pytest.mark.parametrize(
    ("text", "places", "organs"),
    [
        ("甲县医院停诊", (), ("甲县医院",)), ("甲县的县医院", ("甲县",), ("甲县医院",)),
        ("甲县通知", ("甲县",), ()), ("别处", (), ()),
    ],
)  # fmt: skip
def test_a_longer_name_is_not_named_by_its_part(text, places, organs):
    assert (places, organs) == (
        names_in(text, NAMES, PLACE),
        names_in(text, NAMES, ORGAN),
    )


def test_topics_and_tone_of_a_text():
    topics = load_topics()

    assert ("信息系统",) == topics.of("医保码刷不了")
    assert 1 == topics.tone("投诉系统故障，后来感谢")


@pytest.mark.parametrize(
    ("row", "why"),
    [
        ("甲县,地,", "应写地方或机构"),
        ("甲县,地方,甲", "太短"),
        ("甲县,地方,\n乙县,地方,甲县", "既是甲县"),
    ],
)
def test_a_gazetteer_that_misleads_is_refused(tmp_path: Path, row: str, why: str):
    (tmp_path / "p.csv").write_text(f"名称,种类,别名\n{row}\n", "utf-8")

    with pytest.raises(JixiaoError, match=why):
        read_gazetteer(tmp_path / "p.csv")
