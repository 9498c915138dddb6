"""What runs along pages stands apart from their text, and on the first page only."""

from jixiao.documents.assembly import grid_of
from jixiao.documents.document import Cell
from jixiao.documents.readers.running_heads import PageBlocks, part_margins

TABLE = grid_of([Cell(text="甲"), Cell(text="乙", column=1)])


def line(text: str, top: float) -> Cell:
    return Cell(text=text, box=(50.0, top, 200.0, top + 10))


def parted(*pages: list) -> list[PageBlocks]:
    blocks = [PageBlocks(list(page), frozenset()) for page in pages]
    part_margins(blocks)
    return blocks


def test_a_running_head_and_numbers_of_pages_stand_apart():
    first, second = parted(
        [line("绩效目标公开", 20), TABLE, line("— 1 —", 800)],
        [line("绩效目标公开", 21), TABLE, line("— 2 —", 800)],
    )

    assert [[TABLE], [TABLE]] == [first.blocks, second.blocks]
    assert ["绩效目标公开"] == [cell.text for cell in first.heads]
    assert [] == second.heads
    assert ["— 2 —"] == [cell.text for cell in second.feet]


def test_titles_and_units_that_pages_repeat_stay():
    for text in ("项目支出绩效目标表", "单位：万元", "（元）", "（2024年度）"):
        pages = parted(*([line(text, 20), TABLE] for _ in range(2)))

        assert all(page.blocks[0] is not TABLE for page in pages)


def test_lines_in_other_places_stay():
    pages = parted([line("公开", 20), TABLE], [line("公开", 90), TABLE])

    assert all(not page.heads for page in pages)
