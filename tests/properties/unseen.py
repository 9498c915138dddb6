# ruff: noqa: E501
"""Forms no dialect knows, drawn at random, and their true rows.

Wordings, column orders and text layouts are those counted in the reference on variants; the
projects are invented.
"""

from dataclasses import dataclass, field
from random import Random

from tests.properties.unseen_words import (
    DIMENSIONS,
    FIELDS,
    HEADS,
    NAMES,
    OBJECTIVES,
    ORDERS,
    PLACES,
    PRINTED_ASPECTS,
    PRINTED_DIMENSIONS,
    SIGNS,
    TITLES,
)


@dataclass
class Row:
    """One indicator as the table means it."""

    dimension: str
    aspect: str
    name: str
    value: str
    actual: str = ""
    weight: str = ""
    score: str = ""
    reason: str = ""
    sign: str = ""
    number: str = ""
    unit: str = ""
    cells: dict[str, str] = field(default_factory=dict)


@dataclass
class Cell:
    """A printed cell: its text and what it spans."""

    text: str
    rows: int = 1
    columns: int = 1


Grid = list[list[Cell | None]]
"""Rows of cells by column; None where a merged cell goes on."""


@dataclass
class Unseen:
    """A form: lines above and below its grid, and what its rows truly say."""

    kind: str
    order: str
    above: list[str]
    grid: Grid
    below: list[str]
    rows: list[Row]
    fields: dict[str, str]


def unseen(seed: int) -> Unseen:
    """Draw a form."""
    draw = Random(seed)
    kind = draw.choices(["target", "self", "transfer", "department"], [10, 8, 2, 2])[0]
    order = draw.choices([o for _, o in ORDERS[kind]], [n for n, _ in ORDERS[kind]])[0]
    rows = _rows(draw)
    place = draw.choice(PLACES)
    fields = {
        "project": f"{place}{draw.choice(['农村公路养护', '基层动物防疫', '困难学生资助', '河湖管护', '文化下乡'])}项目",
        "department": f"{place}{draw.choice(['县农业农村局', '市教育局', '区水务局'])}",
        "unit": f"{place}{draw.choice(['县农业技术推广站', '市第一中学', '区河道管理处'])}",
        "objective": draw.choice(OBJECTIVES),
        "total": f"{draw.randint(5, 900)}{draw.choice(['', '.5', '.36'])}",
    }
    if order == "flat":
        body, heads = _flat(draw, rows)
    elif order == "areas":
        body, heads = _areas(draw, rows)
    else:
        body, heads = _body(draw, kind, order, rows)
    grid = [*_header(draw, kind, fields, len(body[0])), *heads, *body]
    if kind == "self" and "score" in order and draw.random() < 0.5:
        last: list[Cell | None] = [
            Cell("总分", columns=max(1, len(body[0]) - 2)),
            *[None] * (len(body[0]) - 3),
            Cell("100"),
            Cell("95"),
        ]
        grid.append(last)
    year = draw.choice(["(2021年度)", "( 2023 年度)", "2022年度)", "(2024年)"])
    below = draw.choice(
        [[], ["填表人:王某 联系电话:0000-0000000"], ["注:指标值应量化。"]]
    )
    above = [draw.choice(TITLES[kind]), year]
    return Unseen(kind, order, above, grid, below, rows, fields)


def _value(draw: Random, unit: str) -> tuple[str, str, str]:
    """Draw a value: sign, number, unit."""
    sign = draw.choice(SIGNS)
    if unit == "%":
        return sign, str(draw.choice([100, 100, 95, 98, 90, 85])), "%"
    if unit == "date":
        return (
            "",
            draw.choice(
                ["2021年12月31日前", "2023年12月底前", "2022年12月", "2024年11月30日"]
            ),
            "",
        )
    if not any(
        unit.endswith(u)
        for u in (
            "亩",
            "人",
            "户",
            "批",
            "次",
            "公里",
            "篇",
            "台",
            "个",
            "元",
            "月",
            "年",
            "斤",
        )
    ):
        return "", unit, ""
    number = draw.choice(
        [
            str(draw.randint(1, 30)),
            str(draw.randint(31, 5000)),
            f"{draw.randint(1, 90)}.{draw.randint(1, 9)}",
        ]
    )
    return sign, number, unit


def _rows(draw: Random) -> list[Row]:
    rows = []
    for dimension, aspects in DIMENSIONS.items():
        kept = [a for a in aspects if draw.random() < 0.75] or aspects[:1]
        for aspect in kept:
            many = draw.choices([1, 2, 3], [6, 3, 1])[0]
            for name, unit in draw.sample(NAMES[aspect], min(many, len(NAMES[aspect]))):
                sign, number, value_unit = _value(draw, unit)
                row = Row(
                    dimension,
                    aspect,
                    name,
                    f"{sign}{number}{value_unit}",
                    sign=sign,
                    number=number,
                    unit=value_unit,
                )
                row.cells["explanation"] = draw.choice(
                    [
                        "反映工作完成数量",
                        "考核资金使用的效果",
                        "实际完成数与计划数的比率",
                    ]
                )
                row.cells["note"] = draw.choice(["", "", "计划标准", "行业标准"])
                row.cells["nature"] = (
                    "定量" if number.replace(".", "").isdigit() else "定性"
                )
                row.weight = draw.choice(["5", "10", "8", "6", "12.5"])
                row.score = draw.choice(
                    [row.weight, row.weight, str(float(row.weight) / 2)]
                )
                met = number.replace(".", "").isdigit()
                row.actual = (
                    draw.choice(
                        [
                            f"{number}{value_unit}",
                            f"{number}{value_unit}",
                            f"{value_unit and number}{value_unit}" or number,
                        ]
                    )
                    if met
                    else draw.choice(
                        ["达成预期指标", number, "已完成", "部分达成预期指标"]
                    )
                )
                row.reason = draw.choice(
                    ["", "", "", "无", "受天气影响,进度滞后,下年加快实施"]
                )
                rows.append(row)
    return rows


def _body(draw: Random, kind: str, order: str, rows: list[Row]) -> tuple[Grid, Grid]:
    """Set the rows under heads; level cells span their rows."""
    twice = order == "twice"
    columns = ["name", "value"] if twice else order.split()
    sidebar = draw.random() < 0.6
    splitsign = "sign" in columns
    dims = {d: draw.choice(PRINTED_DIMENSIONS[d]) for d in DIMENSIONS}
    prefix = draw.random() < 0.15
    words = {}
    for role in ("dimension", "aspect", *columns):
        key = "self value" if role == "value" and kind == "self" else role
        words[role] = draw.choice(HEADS[key])
    if splitsign or "unit" in columns:
        words["value"] = "指标值"
    if "explanation" in columns and words["explanation"] == words.get("note"):
        words["note"] = "备注"
    levels = [Cell(words["dimension"]), Cell(words["aspect"])]
    side: list[Cell | None] = (
        [Cell(draw.choice(["绩效指标", "绩效指标", "绩 效 指 标"]), rows=len(rows) + 1)]
        if sidebar
        else []
    )
    head: list[Cell | None] = [*side, *levels, *(Cell(words[c]) for c in columns)]
    if twice:
        head += [Cell(words["aspect"]), *(Cell(words[c]) for c in columns)]
    body: Grid = []
    count = {}
    for index, row in enumerate(rows):
        first_d = index == 0 or rows[index - 1].dimension != row.dimension
        first_a = index == 0 or rows[index - 1].aspect != row.aspect
        count[row.aspect] = 1 if first_a else count[row.aspect] + 1
        aspect = draw.choice(PRINTED_ASPECTS.get(row.aspect, [row.aspect]))
        line: list[Cell | None] = [None] * len(side)
        line.append(
            Cell(
                dims[row.dimension],
                rows=sum(r.dimension == row.dimension for r in rows),
            )
            if first_d
            else None
        )
        many = sum(r.aspect == row.aspect for r in rows)
        line.append(Cell(aspect, rows=many) if first_a else None)
        cells = _cells(row, columns, f"指标{count[row.aspect]}:" if prefix else "")
        line += cells
        if twice:
            line.append(Cell(aspect, rows=many) if first_a else None)
            line += [Cell(cell.text) for cell in cells]
        body.append(line)
    return body, [head]


def _flat(draw: Random, rows: list[Row]) -> tuple[Grid, Grid]:
    """Set the rows without levels: a number, the name, its unit, sign and value."""
    for row in rows:
        row.dimension = row.aspect = ""
    head: list[Cell | None] = [
        Cell(word)
        for word in (
            "序号",
            "指标名称",
            "计量单位",
            draw.choice(HEADS["sign"]),
            "指标值",
        )
    ]
    body: Grid = [
        [Cell(str(i)), *_cells(row, ["name", "unit", "sign", "value"], "")]
        for i, row in enumerate(rows, 1)
    ]
    return body, [head]


def _areas(draw: Random, rows: list[Row]) -> tuple[Grid, Grid]:
    """Set the rows with a value for the whole and one for each of two areas."""
    places = draw.sample(PLACES, 2)
    body, heads = _body(draw, "target", "name value", rows)
    last = heads[0][-1]
    assert last
    last.columns = 3
    for cell in heads[0][:-1]:
        assert cell
        cell.rows = cell.rows + 1 if cell.text.replace(" ", "") == "绩效指标" else 2
    heads[0] += [None, None]
    sub: list[Cell | None] = [None] * (len(heads[0]) - 3)
    heads.append(
        [
            *sub,
            Cell(draw.choice(["全省", "合计", "全市"])),
            *(Cell(f"{p}县") for p in places),
        ]
    )
    for line, row in zip(body, rows, strict=True):
        line += [Cell(row.value), Cell(row.value)]
    return body, heads


def _cells(row: Row, columns: list[str], prefix: str) -> list[Cell]:
    unit_apart = "unit" in columns
    sign_apart = "sign" in columns
    texts = {
        "name": prefix + row.name,
        "value": ("" if sign_apart else row.sign) + row.number + ("" if unit_apart else row.unit),
        "sign": row.sign,
        "unit": row.unit,
        "actual": row.actual, "weight": row.weight, "score": row.score, "reason": row.reason,
        **row.cells,
    }  # fmt: skip
    return [Cell(texts[c]) for c in columns]


def _header(draw: Random, kind: str, fields: dict[str, str], width: int) -> Grid:
    words = {key: draw.choice(choices) for key, choices in FIELDS.items()}

    def line(*cells: tuple[str, int]) -> list[Cell | None]:
        row: list[Cell | None] = []
        for text, columns in cells:
            row += [Cell(text, columns=columns), *[None] * (columns - 1)]
        return row

    rest = width - 2
    if kind == "department":
        return [
            line(("部门(单位)名称", 2), (fields["department"], rest)),
            line(
                ("年度主要任务", 1),
                ("任务名称", 1),
                ("主要内容", 1),
                ("预算金额(万元)", rest - 1),
            ),
            line(
                ("", 1),
                ("道路养护", 1),
                ("完成日常养护", 1),
                (fields["total"], rest - 1),
            ),
            line(("", 1), ("公用经费", 1), ("保障单位运转", 1), ("32", rest - 1)),
            line(
                (draw.choice(["年度总体目标", "整体绩效目标", "部门整体绩效目标"]), 2),
                (fields["objective"], rest),
            ),
        ]
    half = max(1, rest // 3)
    rows = [
        line((words["project"], 2), (fields["project"], rest)),
        line((words["department"], 2), (fields["department"], half), (words["unit"], 1), (fields["unit"], rest - half - 1))
        if rest - half - 1 >= 1 else line((words["department"], 2), (fields["department"], rest)),
    ]  # fmt: skip
    if kind == "self" and width >= 7:
        rows += [
            line(
                ("项目资金(万元)", 2),
                ("", 1),
                ("年初预算数", 1),
                ("全年预算数", 1),
                ("全年执行数", 1),
                ("执行率", width - 6),
            ),
            line(
                ("", 2),
                ("年度资金总额", 1),
                (fields["total"], 1),
                (fields["total"], 1),
                (fields["total"], 1),
                ("100%", width - 6),
            ),
            line(
                ("", 2),
                ("其中:财政拨款", 1),
                (fields["total"], 1),
                (fields["total"], 1),
                (fields["total"], 1),
                ("100%", width - 6),
            ),
        ]
    else:
        if kind == "transfer":
            finance, tier = draw.choice(
                [("省级财政部门", "省级主管部门"), ("市级财政部门", "市级主管部门")]
            )
            rows.append(line((finance, 2), ("某省财政厅", half), (tier, rest - half)))
        rows += [
            line(
                ("资金情况(万元)", 2), ("年度资金总额", 1), (fields["total"], rest - 1)
            ),
            line(("", 2), ("其中:财政拨款", 1), (fields["total"], rest - 1)),
            line(("", 2), ("其他资金", 1), ("0", rest - 1)),
        ]
    if kind == "self" and width >= 6:
        left = (width - 1) // 2
        rows += [
            line(
                (words["objective"], 1),
                ("预期目标", left),
                ("实际完成情况", width - 1 - left),
            ),
            line(
                ("", 1),
                (fields["objective"], left),
                ("已完成年度各项任务。", width - 1 - left),
            ),
        ]
    else:
        rows.append(line((words["objective"], 2), (fields["objective"], rest)))
    return rows
