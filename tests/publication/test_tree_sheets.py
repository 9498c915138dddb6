"""What goes on paper of a division and its children, and on their map."""

import pytest

from jixiao.errors import JixiaoError
from jixiao.fund.parameters import load_parameter_sets
from jixiao.publication.tree_sheets import tiles_of, tree_sheets
from jixiao.service.tree.gathered import gather
from jixiao.service.tree.matrix import overview
from tests.service.tree.bookings import CITY, EAST
from tests.service.tree.packages import DAY
from tests.service.tree.test_gathered import a_city, received

TERMS = load_parameter_sets()["sample"].on(DAY)


@pytest.fixture
def seen(tmp_path):
    received(tmp_path, EAST)
    with a_city(tmp_path) as records:
        gathered = gather(records, tmp_path, DAY, 2026)
    return gathered, overview(gathered, CITY, TERMS)


def test_a_matrix_the_gaps_and_a_page_for_each_child(seen):
    sheets = tree_sheets(*seen)

    assert ["990100 示例市 2026 年指标汇总", f"要核对的 {len(seen[1].gaps)} 处"] == [
        sheet.titles[0] for sheet in sheets[:2]
    ]
    assert 3 == len(sheets[2:])
    east = [cell.text for cell in sheets[2].grid.cells]
    assert "2027-01-05 09:00 打，2027-01-08 收，按时" in east
    assert "90 %（90/100）" in east
    assert "收到 60.00　安排 0.00　下达 0.00　支出 59.99　结余 0.01（元）" in east
    assert "没有收到" in [cell.text for cell in sheets[3].grid.cells]


def test_tiles_are_of_a_rate_that_is_there(seen):
    title, tiles = tiles_of(*seen, None)

    assert title.startswith("达标率")
    assert ["90%", "没有报", "没有报"] == [tile.words for tile in tiles]
    with pytest.raises(JixiaoError, match="可画的：达标率"):
        tiles_of(*seen, "救助人数")
