"""Tables without upright rules."""

import pytest

from jixiao import chinese
from jixiao.documents.document import Grid, Source
from jixiao.documents.reader import read_bytes
from jixiao.documents.readers.alignment import aligned_tables
from jixiao.documents.readers.glyphs import Glyph, Run
from jixiao.documents.ruling import Stroke
from jixiao.reading import read_opened
from jixiao.settings import Settings
from tests.properties.unseen import unseen
from tests.properties.unseen_prints import as_pdf

SOURCE = Source(path="form.pdf", sha256="0" * 64, format="pdf")


def line(y: float, **words: str) -> list[Glyph]:
    """Words at their x: line(10, x0="一级指标")."""
    return [
        Glyph(letter, int(x[1:]) + 10 * n, y, int(x[1:]) + 10 * n + 10, y + 10)
        for x, word in words.items()
        for n, letter in enumerate(word)
    ]


def texts(grid: Grid) -> list[tuple[int, int, int, int, str]]:
    return [(c.row, c.column, c.row_span, c.column_span, c.text) for c in grid.cells]


@pytest.mark.parametrize(
    "how",
    [
        pytest.param("stroke: none,", marks=pytest.mark.slow),
        pytest.param("stroke: none, align: center,", marks=pytest.mark.slow),
        "stroke: (x: none, y: 0.5pt),",
    ],
)
def test_forms_printed_without_rules_are_read(how: str):
    rows = exact = 0
    for form in map(unseen, range(10)):
        reading = read_opened(read_bytes(as_pdf(form, how), SOURCE, Settings()))
        read = {
            (chinese.key(i.name), chinese.key(i.target.text), i.aspect or "")
            for table in reading.tables
            for i in table.indicators
        }
        rows += len(form.rows)
        exact += sum(
            (chinese.key(r.name), chinese.key(r.value), r.aspect) in read
            for r in form.rows
        )

    assert exact >= 0.98 * rows


def test_wrapped_lines_stand_closer_than_rows():
    lines = [
        line(0, x0="级别", x100="名称", x300="值"),
        line(30, x0="产出", x100="宣传资料", x300="3份"),
        line(42, x100="发放"),
        line(72, x100="培训", x300="2次"),
        line(102, x100="检查", x300="5次"),
    ]

    (table,) = aligned_tables(lines, [], 1)

    assert (0, 5) == (table.first, table.end)
    assert (1, 1, 1, 1, "宣传资料\n发放") in texts(table.grid)
    assert 4 == table.grid.rows


def test_a_level_rule_merges_what_it_leaves_out():
    lines = [
        line(0, x0="级别", x100="名称", x300="值"),
        line(20, x100="宣传", x300="3份"),
        line(30, x0="产出"),
        line(40, x100="培训", x300="2次"),
        line(60, x0="效益", x100="满意", x300="5分"),
    ]
    rules = [
        Stroke(upright=False, at=y, low=x, high=400)
        for y, x in ((15, 0), (35, 90), (55, 0))
    ]

    (table,) = aligned_tables(lines, rules, 1)

    assert (1, 0, 2, 1, "产出") in texts(table.grid)
    assert (2, 1, 1, 1, "培训") in texts(table.grid)


def test_a_head_over_several_columns_spans_them():
    lines = [
        line(0, x0="级别", x100="名称", x300="各地指标值共三栏"),
        line(20, x0="产出", x100="宣传", x300="3份", x400="4份", x500="5份"),
        line(40, x0="产出", x100="培训", x300="2次", x400="4次", x500="6次"),
        line(60, x0="效益", x100="满意", x300="5分", x400="5分", x500="5分"),
    ]

    (table,) = aligned_tables(lines, [], 1)

    assert 5 == table.grid.columns
    assert (1, 3, 1, 1, "4份") in texts(table.grid)


@pytest.mark.parametrize(
    "lines",
    [
        [line(20 * n, x0="左边一栏文字", x300="右边一栏文字") for n in range(8)],
        [line(20 * n, x0="一整行的文字没有分栏") for n in range(8)],
        [
            line(0, x0="甲", x100="乙", x200="丙"),
            line(20, x0="很长的一行压过了所有的空白处啊啊啊"),
        ],
        [
            line(0, x0="甲", x100="乙", x200="丙"),
            line(900, x0="甲", x100="乙", x200="丙"),
        ],
    ],
    ids=["two columns", "prose", "crossed", "far apart"],
)
def test_what_is_no_table_stays_lines(lines: list[list[Glyph]]):
    assert [] == list(aligned_tables(lines, [], 1))


def three_line_table() -> list[list[Glyph]]:
    return [
        line(0, x175="预算数", x375="决算数"),
        line(20, x40="项目", x130="合计", x230="接待", x330="合计", x430="接待"),
        *(
            line(
                y, x0="基本工资支出", x130="1.00", x230="2.00", x330="3.00", x430="4.00"
            )
            for y in range(40, 140, 20)
        ),
    ]


def test_rows_between_two_rules_are_rows():
    rules = [Stroke(upright=False, at=at, low=0, high=520) for at in (-5, 35, 145)]

    (table,) = aligned_tables(three_line_table(), rules, 1)

    assert 7 == table.grid.cells[-1].row + 1
    assert all("\n" not in cell.text for cell in table.grid.cells)


def test_groups_above_the_heads_belong_to_the_table():
    (table,) = aligned_tables(three_line_table(), [], 1)

    groups = [(c.column, c.column_span) for c in table.grid.cells if c.row == 0]
    assert [(1, 2), (3, 2)] == groups


def test_a_head_in_the_middle_of_its_column_stands_over_amounts_at_its_side():
    lines = [
        line(0, x0="项目", x150="本年支出"),
        line(20, x0="名称", x110="合计", x260="基本", x410="项目"),
        *(
            line(y, x0="行", x150="1.00", x300="2.00", x450="3.00")
            for y in (40, 60, 80)
        ),
    ]

    (table,) = aligned_tables(lines, [], 1)

    columns = {c.text: c.column for c in table.grid.cells}
    assert columns["合计"] == columns["1.00"]
    assert columns["项目"] == columns["3.00"]


def test_two_rows_of_amounts_between_two_rules_are_two_rows():
    body = [line(y, x0="单位", x100="1.00", x200="2.00", x300="3.00") for y in (40, 60)]
    above = [line(y, x0="名称", x100="合计", x200="基本", x300="项目") for y in (0, 20)]
    rules = [Stroke(upright=False, at=at, low=0, high=330) for at in (-5, 35, 75)]

    (table,) = aligned_tables([*above, *body], rules, 1)

    assert [1, 2] == [c.row for c in table.grid.cells if c.text == "1.00"]


def test_a_head_between_two_lines_of_heads_belongs_to_them():
    lines = [
        line(0, x20="科目"),
        line(8, x240="决算数"),
        line(16, x0="编码", x80="名称"),
        *(line(y, x0="301", x80="工资", x240="1.00") for y in (40, 60, 80, 100)),
    ]

    (table,) = aligned_tables(lines, [], 1)

    columns = {c.text: c.column for c in table.grid.cells}
    assert columns["决算数"] == columns["1.00"]


def test_a_total_over_codes_and_names_does_not_end_a_table():
    lines = [
        line(0, x0="编码", x80="名称", x240="决算数"),
        *(line(y, x0="301", x80="工资", x240="1.00") for y in (20, 40, 60, 80)),
        line(100, x20="人员经费合计", x240="4.00"),
    ]

    (table,) = aligned_tables(lines, [], 1)

    assert [(0, 2), (2, 1)] == [
        (c.column, c.column_span) for c in table.grid.cells[-2:]
    ]


def test_a_numbered_item_close_behind_an_amount_is_a_cell_of_its_own():
    lines = [
        line(0, x0="收入", x100="预算数", x145="支出", x300="合计"),
        *(
            line(y, x0="项目", x100="4.00", x144="（一）外交", x300="1.00")
            for y in (20, 40, 60, 80)
        ),
    ]

    (table,) = aligned_tables(lines, [], 1)

    texts_of_cells = {c.text for c in table.grid.cells}
    assert {"4.00", "（一）外交"} <= texts_of_cells


def test_an_item_left_of_its_head_is_no_part_of_the_amounts_before_it():
    heads = line(0, x0="收入", x200="预算数", x400="项目", x520="合计")
    counts = line(10, x0="栏次", x220="1", x290="栏次", x530="2")
    body = [
        line(y, x0="行", x210="40.00", x290="（一）外交", x530="1.00")
        for y in range(30, 130, 20)
    ]

    (table,) = aligned_tables([heads, counts, *body], [], 1)

    columns = {c.text: c.column for c in table.grid.cells}
    assert columns["项目"] == columns["（一）外交"]
    assert columns["预算数"] == columns["40.00"]


def test_a_run_of_an_amount_and_an_item_is_two_cells():
    def run(text: str, left: float, y: float) -> Run:
        lefts = [left + 5 * n for n in range(len(text))]
        rights = [side + 5 for side in lefts]
        return Run(
            text, left, y, rights[-1], y + 10,
            level=y + 5, size=10, lefts=lefts, rights=rights,
        )  # fmt: skip

    heads = [
        run("收入", 0, 0),
        run("预算数", 100, 0),
        run("支出", 150, 0),
        run("合计", 300, 0),
    ]
    body = [
        [run("行", 0, y), run("24.78一、外交支出", 100, y), run("1.00", 300, y)]
        for y in range(30, 130, 20)
    ]

    (table,) = aligned_tables([heads, *body], [], 1)

    assert {"24.78", "一、外交支出"} <= {c.text for c in table.grid.cells}


def test_dashes_beside_amounts_are_no_column_of_their_own():
    heads = line(0, x0="项目", x160="决算数", x320="基本支出")
    body = [
        *(line(y, x0="行", x120="-", x340="2.00") for y in (20, 40, 60)),
        *(line(y, x0="行", x180="99.00", x340="2.00") for y in (80, 100)),
    ]

    (table,) = aligned_tables([heads, *body], [], 1)

    assert 3 == table.grid.columns


def test_wrapped_cells_between_two_rules_are_one_row():
    lines = [
        line(0, x0="名称", x100="目标", x200="实际"),
        line(20, x0="一", x100="目标的上半句", x200="完成"),
        line(32, x100="下半句"),
        line(50, x0="二", x100="短", x200="完成"),
        line(70, x0="三", x100="短", x200="完成"),
    ]
    rules = [
        Stroke(upright=False, at=at, low=0, high=260) for at in (-5, 15, 45, 65, 85)
    ]

    (table,) = aligned_tables(lines, rules, 1)

    assert (1, 1, 1, 1, "目标的上半句\n下半句") in texts(table.grid)


def test_one_row_of_wrapped_cells_is_a_table():
    lines = [line(0, x0="目标的上半句子", x120="已完成"), line(12, x0="下半句")]
    rules = [Stroke(upright=False, at=at, low=0, high=260) for at in (-5, 25)]

    (table,) = aligned_tables(lines, rules, 1)

    assert ["目标的上半句子\n下半句", "已完成"] == [
        cell.text for cell in table.grid.cells
    ]
