# ruff: noqa: E501
"""Forms no dialect knows, drawn at random: their true rows, and the ways their text is printed.

Wordings, column orders and text layouts are those counted in the reference on variants; the
projects are invented.
"""

from collections.abc import Callable
from dataclasses import dataclass, field
from html import escape
from io import BytesIO
from random import Random

import docx
import typst
import xlsxwriter

from jixiao.publication.writers.fonts import folders
from jixiao.settings import Settings
from tests.documents.sheets import typst_text

NAMES = {
    "数量指标": [
        ("新建高标准农田面积", "亩"), ("培训村级防疫员人数", "人"), ("改造农村危房户数", "户"),
        ("采购试剂批次", "批"), ("发放补助人数", "人次"), ("修建生产道路长度", "公里"),
        ("完成课题研究报告数量", "篇"), ("巡查河道次数", "次"), ("购置专用设备数量", "台"),
        ("义务教育阶段受益学生数", "人"), ("监测点位数", "个"), ("造林面积", "万亩"),
    ],
    "质量指标": [
        ("项目验收合格率", "%"), ("设备质量达标率", "%"), ("补助资金精准发放率", "%"),
        ("培训人员考核通过率", "%"), ("检测数据准确率", "%"), ("项目档案规范性", "规范"),
    ],
    "时效指标": [
        ("项目完成及时率", "%"), ("资金拨付到位时间", "date"), ("工程按期完工率", "%"),
        ("任务完成时间", "date"), ("补助发放及时性", "及时"),
    ],
    "成本指标": [
        ("每亩补助标准", "元/亩"), ("项目总成本", "万元"), ("人均培训费用", "元/人"),
        ("设备采购成本", "万元"), ("生活补助标准", "元/人·月"),
    ],
    "经济效益指标": [("带动农户增收", "万元"), ("节约办公成本", "明显"), ("粮食综合产能增加", "万公斤")],
    "社会效益指标": [
        ("受益村组数量", "个"), ("提高群众健康水平", "有所提高"), ("保障单位正常运转", "有效保障"),
        ("带动就业人数", "人"),
    ],
    "生态效益指标": [("改善农村人居环境", "明显改善"), ("森林覆盖率", "%"), ("水质达标率", "%")],
    "可持续影响指标": [
        ("工程设计使用年限", "年"), ("长效管护机制", "健全"), ("对行业发展的影响", "长期"),
    ],
    "服务对象满意度指标": [("受益群众满意度", "%"), ("服务对象满意度", "%"), ("参训学员满意度", "%")],
}  # fmt: skip
DIMENSIONS = {
    "产出指标": ["数量指标", "质量指标", "时效指标", "成本指标"],
    "效益指标": ["经济效益指标", "社会效益指标", "生态效益指标", "可持续影响指标"],
    "满意度指标": ["服务对象满意度指标"],
}
PRINTED_DIMENSIONS = {
    "产出指标": ["产出指标"] * 6
    + ["项目完成指标", "产出指标(50分)", "预期产出指标", "产 出 指 标"],
    "效益指标": ["效益指标"] * 6 + ["项目效益指标", "效益指标(30分)", "效果指标"],
    "满意度指标": ["满意度指标"] * 6 + ["满意度指标(10分)"],
}
PRINTED_ASPECTS = {
    "服务对象满意度指标": ["服务对象满意度指标"] * 4
    + ["社会公众或服务对象满意度指标", "服务对象 满意度指标"],
    "经济效益指标": ["经济效益指标"] * 4 + ["经济效益 指标"],
    "社会效益指标": ["社会效益指标"] * 4 + ["社会效益 指标"],
    "生态效益指标": ["生态效益指标"] * 4 + ["生态效益"],
    "可持续影响指标": ["可持续影响指标"] * 4 + ["可持续影响 指标"],
}
SIGNS = ["≥"] * 12 + [""] * 14 + ["=", "=", ">=", "≧", "≤", "不低于"]
FIELDS = {
    "project": ["项目名称"] * 8 + ["专项名称", "项目支出名称", "转移支付(项目)名称", "专项资金名称", "二级项目名称"],
    "department": ["主管部门"] * 6 + [
        "主管部门及代码", "项目主管部门", "业务主管部门", "省级主管部门", "主管部门(单位)名称", "中央主管部门", "地方主管部门",
    ],
    "unit": ["实施单位"] * 6 + ["项目实施单位", "资金使用单位", "项目单位", "预算单位", "填报单位", "项目执行单位"],
    "objective": ["年度总体目标", "年度目标", "总体目标", "绩效目标", "年度绩效目标", "年度总体绩效目标"],
}  # fmt: skip
TITLES = {
    "target": [
        "项目支出绩效目标表",
        "项目支出绩效目标申报表",
        "绩效目标申报表",
        "财政项目支出绩效目标审批表",
        "预算项目绩效目标表",
    ],
    "self": [
        "项目支出绩效自评表",
        "绩效自评表",
        "绩效目标自评表",
        "项目支出绩效自评表",
    ],
    "department": [
        "部门整体支出绩效目标申报表",
        "部门整体支出绩效目标表",
        "部门整体绩效目标表",
    ],
    "transfer": [
        "专项转移支付绩效目标表",
        "中央对地方专项转移支付区域绩效目标表",
        "区域绩效目标表",
    ],
}
HEADS = {
    "dimension": ["一级指标"] * 9 + ["绩效指标分类", "一级 指标"],
    "aspect": ["二级指标"] * 9 + ["评价内容"],
    "name": ["三级指标"] * 8 + ["指标内容", "指标名称", "三级指标内容"],
    "value": ["指标值"] * 6
    + ["年度指标值", "目标值", "指标值及单位", "当年度指标值", "年度目标指标值"],
    "self value": ["年度指标值"] * 4
    + ["年初目标值(A)", "目标值", "指标值", "计划指标值"],
    "actual": ["实际完成值"] * 5
    + ["全年实际值", "全年实际完成值", "全年完成值", "实际完成值(B)", "完成情况"],
    "weight": ["分值"] * 5 + ["权重", "指标权重(分)", "分值权重"],
    "score": ["得分"] * 6 + ["自评得分", "指标得分(分)"],
    "reason": ["偏差原因分析及改进措施"] * 4
    + ["未完成原因及拟采取的改进措施", "未完成原因分析", "产生差异的原因"],
    "sign": ["计算符号", "指标方向"],
    "unit": ["计量单位", "度量单位", "单位"],
    "explanation": ["指标解释", "指标说明", "指标描述"],
    "note": ["备注", "绩效标准", "指标说明"],
    "nature": ["指标性质"],
}
ORDERS = {
    "target": [
        (17, "name value"), (5, "name value note"), (5, "name explanation value"),
        (4, "name sign value unit"), (2, "name unit sign value"), (1, "name unit value"),
        (2, "name value weight explanation"), (1, "name nature value unit explanation"),
        (4, "twice"), (3, "flat"), (3, "areas"),
    ],
    "self": [
        (9, "name value actual weight score reason"), (5, "name weight value actual score reason"),
        (4, "name value actual score"), (6, "name value actual"),
    ],
    "transfer": [(4, "name value"), (2, "name value actual"), (2, "areas")],
    "department": [(4, "name value"), (2, "name value note")],
}  # fmt: skip
PLACES = ["青山", "临河", "东湖", "安化", "平川", "清源", "长岭", "白水"]
OBJECTIVES = [
    "目标1:完成年度建设任务,改善基础设施条件;目标2:按时足额发放补助,群众满意度进一步提高。",
    "保障单位日常运转,完成年度重点工作任务,提升公共服务水平。",
    "1.完成道路维修15公里;2.开展技术培训3期,培训200人次;3.资金支付进度达到序时要求。",
]


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
                sign, number, own = _value(draw, unit)
                row = Row(
                    dimension,
                    aspect,
                    name,
                    f"{sign}{number}{own}",
                    sign=sign,
                    number=number,
                    unit=own,
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
                            f"{number}{own}",
                            f"{number}{own}",
                            f"{own and number}{own}" or number,
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
    words = {key: draw.choice(found) for key, found in FIELDS.items()}

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


Layout = Callable[[Unseen], str]


def _texts(grid: Grid, merged: str) -> list[list[str]]:
    """Print each row's cells: merged ones left `out`, `blank`, or `again` in every place."""
    shown: dict[int, tuple[str, int]] = {}
    lines = []
    for row in grid:
        texts = []
        text = ""
        left = 0
        for column, cell in enumerate(row):
            above = shown.get(column)
            if cell is not None:
                text, left = cell.text, cell.columns
                for at in range(column, column + cell.columns):
                    shown[at] = (cell.text, cell.rows)
                texts.append(text)
            elif left > 1:
                left -= 1
                texts += {"out": [], "blank": [""], "again": [text]}[merged]
            elif above and above[1] > 1:
                shown[column] = (above[0], above[1] - 1)
                texts += {"out": [], "blank": [""], "again": [above[0]]}[merged]
            else:
                texts += [] if merged == "out" else [""]
        lines.append(texts)
    return lines


def piped(form: Unseen) -> str:
    """Cells joined by “ | ”, merged places blank."""
    rows = [" | ".join(texts) + " |" for texts in _texts(form.grid, "blank")]
    return "\n".join([*form.above, *rows, *form.below])


def piped_runs(form: Unseen) -> str:
    """Cells joined by “ | ”, a run of ||| at each row's end instead of merged places."""
    width = len(form.grid[0])
    lines = _texts(form.grid, "out")
    rows = [" | ".join(texts) + " " + "|" * (width - len(texts) + 1) for texts in lines]
    return "\n".join([*form.above, *rows, *form.below])


def piped_again(form: Unseen) -> str:
    """Cells joined by “ | ”, a merged cell printed in every place it covers."""
    rows = ["| " + " | ".join(texts) + " |" for texts in _texts(form.grid, "again")]
    return "\n".join([*form.above, *rows, *form.below])


def cell_lines(form: Unseen) -> str:
    """One cell a line, each ending with |; blank cells are lines of | alone."""
    rows = [
        f"{text} |" if text else "|"
        for texts in _texts(form.grid, "out")
        for text in texts
    ]
    return "\n".join([*form.above, *rows, *form.below])


def paragraphs(form: Unseen) -> str:
    """One cell a paragraph, blank cells blank lines."""
    rows = [text for texts in _texts(form.grid, "out") for text in texts]
    return "\n".join([*form.above, *rows, *form.below])


def paragraphs_blank(form: Unseen) -> str:
    """One cell a paragraph, merged places too are blank lines, paragraphs parted by blank lines."""
    rows = [text for texts in _texts(form.grid, "blank") for text in texts]
    return "\n\n".join([*form.above, *rows, *form.below])


def spaced(form: Unseen) -> str:
    """Cells of a row joined by one space, merged cells left out."""
    rows = [" ".join(t for t in texts if t) for texts in _texts(form.grid, "out")]
    return "\n".join([*form.above, *rows, *form.below])


def one_line(form: Unseen) -> str:
    """The whole table in one line, cells joined by one space."""
    rows = [" ".join(t for t in texts if t) for texts in _texts(form.grid, "out")]
    return " ".join([*form.above, *rows, *form.below])


def glued(form: Unseen) -> str:
    """The whole table in one line without any separator."""
    rows = ["".join(t for t in texts if t) for texts in _texts(form.grid, "out")]
    return "".join([*form.above, *rows, *form.below])


def tabbed(form: Unseen) -> str:
    """Cells parted by tabs, merged places blank."""
    rows = ["\t".join(texts) for texts in _texts(form.grid, "blank")]
    return "\n".join([*form.above, *rows, *form.below])


LAYOUTS: dict[str, Layout] = {
    layout.__name__: layout
    for layout in (
        tabbed,
        piped,
        piped_runs,
        piped_again,
        cell_lines,
        paragraphs,
        paragraphs_blank,
        spaced,
        one_line,
        glued,
    )
}


def as_html(form: Unseen) -> bytes:
    """A saved page with merged cells."""
    rows = "".join(
        "<tr>"
        + "".join(
            f"<td rowspan={c.rows} colspan={c.columns}>{escape(c.text)}</td>"
            for c in row
            if c
        )
        + "</tr>"
        for row in form.grid
    )
    lines = (
        "".join(f"<p>{escape(line)}</p>" for line in part)
        for part in (form.above, form.below)
    )
    above, below = lines
    return f"<html><body>{above}<table border=1>{rows}</table>{below}</body></html>".encode()


def as_docx(form: Unseen) -> bytes:
    document = docx.Document()
    for line in form.above:
        document.add_paragraph(line)
    width = len(form.grid[0])
    table = document.add_table(len(form.grid), width, "Table Grid")
    places = [table.rows[row].cells for row in range(len(form.grid))]
    for row, cells in enumerate(form.grid):
        for column, cell in enumerate(cells):
            if cell:
                last = places[row + cell.rows - 1][column + cell.columns - 1]
                whole = (
                    places[row][column].merge(last)
                    if cell.rows + cell.columns > 2
                    else places[row][column]
                )
                whole.text = cell.text
    for line in form.below:
        document.add_paragraph(line)
    stream = BytesIO()
    document.save(stream)
    return stream.getvalue()


def as_xlsx(form: Unseen) -> bytes:
    stream = BytesIO()
    with xlsxwriter.Workbook(stream) as book:
        sheet = book.add_worksheet("目标表")
        for row, line in enumerate(form.above):
            sheet.write_string(row, 0, line)
        top = len(form.above)
        for row, cells in enumerate(form.grid, start=top):
            for column, cell in enumerate(cells):
                if cell and cell.rows + cell.columns > 2:
                    right, bottom = column + cell.columns - 1, row + cell.rows - 1
                    sheet.merge_range(row, column, bottom, right, cell.text)
                elif cell:
                    sheet.write_string(row, column, cell.text)
        for row, line in enumerate(form.below, start=top + len(form.grid)):
            sheet.write_string(row, 0, line)
    return stream.getvalue()


def as_pdf(form: Unseen, how: str = "") -> bytes:
    """A page set by typst; `how` are arguments of its table."""
    cells = [
        f"table.cell(rowspan: {c.rows}, colspan: {c.columns})[#{typst_text(c.text)}]"
        for row in form.grid
        for c in row
        if c
    ]
    lines = [
        "".join(f"#par({typst_text(line)})\n" for line in part)
        for part in (form.above, form.below)
    ]
    width = len(form.grid[0])
    source = (
        "#set page(width: 21cm, height: 29.7cm, margin: 2cm)\n"
        '#set text(font: "Noto Sans CJK SC", size: 9pt)\n'
        f"{lines[0]}#table(columns: (1fr,) * {width}, {how} {', '.join(cells)})\n{lines[1]}"
    )
    return typst.Compiler(source.encode(), font_paths=folders(Settings())).compile()


FILES = {"html": as_html, "docx": as_docx, "xlsx": as_xlsx, "pdf": as_pdf}
