"""Cells a line whose rows bars end."""

from jixiao.documents.readers.text import read_text
from jixiao.reading import read_opened
from jixiao.settings import Settings
from jixiao.targets import TargetTable

ROWS = [
    ["项目名称", "防火步道", "主管部门", "甲县林业局", "", "", "", ""],
    ["资金情况(万元)", "资金总额", "60", "其中:财政拨款", "60", "", "", ""],
    ["总体目标", "建设防火步道", "", "", "", "", "", ""],
    [
        "绩效指标",
        "一级指标",
        "二级指标",
        "三级指标",
        "指标解释",
        "东坡村",
        "西坡村",
        "北坡村",
    ],
    ["产出指标", "数量指标", "步道长度(公里)", "反映完成情况", "2.5", "3", "2"],
    ["质量指标", "验收合格率(%)", "反映工程质量", "≥98", "≥98", "≥98"],
    [
        "效益指标",
        "社会效益指标",
        "巡护面积(亩)",
        "反映覆盖情况",
        "4200",
        "5100",
        "3000",
    ],
]


def printed(rows: list[list[str]]) -> str:
    """Cells a line, each with its bar; blank ones leave bars, one more of which ends the row."""
    lines = ["附件2", "防火专项资金绩效目标表"]
    for row in rows:
        filled = [cell for cell in row if cell]
        bars = "|" * (len(row) - len(filled) + 1)
        lines += [f"{cell} |" for cell in filled] + [bars + "|"]
    return "\n".join(lines)


def tables(text: str) -> tuple[TargetTable, ...]:
    return read_opened(read_text(text.encode(), "a.txt", "0" * 64, Settings())).tables


def test_bars_that_end_rows_put_their_cells_together():
    (table,) = tables(printed(ROWS))

    assert ("防火步道", "甲县林业局", "60") == (
        table.project_name,
        table.supervising_department,
        str(table.funding.annual.total),
    )
    assert [
        ("数量指标", "步道长度(公里)", "2.5"),
        ("质量指标", "验收合格率(%)", "≥98"),
        ("社会效益指标", "巡护面积(亩)", "4200"),
    ] == [(row.aspect, row.name, row.target.text) for row in table.indicators]


def test_bars_behind_uneven_rows_end_none():
    rows = [row + [""] * (n % 2) * 4 for n, row in enumerate(ROWS)]
    (table,) = tables(printed(rows))

    assert "步道长度(公里)" not in [
        row.name for row in table.indicators if not row.evidence.unsure
    ]
