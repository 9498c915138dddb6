"""Final accounts and budgets that do not exist, drawn as grids in the layouts of many provinces.

A drawing knows what it printed: every amount by its table, its row and its column.
"""

import random
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from decimal import Decimal

from jixiao.documents import Cell, Document, Source
from jixiao.documents.assembly import Block, assemble, grid_of

Head = tuple[str, ...]
"""The labels above a column, from the top down."""
Half = tuple[str, Sequence[str], Sequence[tuple[str, str]]]
"""A side of a table, its items, and its columns: the head as printed and the name it means."""
Truth = dict[tuple[str, str, str, str], str]
"""An amount by its table's code, its side, its row (code or name) and its column."""

LEVELS = ("类", "款", "项")
FUNCTIONS = (
    ("208", "社会保障和就业支出"), ("20805", "行政事业单位养老支出"), ("2080505", "机关事业单位基本养老保险缴费支出"),
    ("210", "卫生健康支出"), ("21015", "医疗保障管理事务"), ("2101501", "行政运行"), ("2101506", "医疗保障经办事务"),
    ("221", "住房保障支出"), ("22102", "住房改革支出"), ("2210201", "住房公积金"),
)  # fmt: skip
PAY = (
    ("301", "工资福利支出"), ("30101", "基本工资"), ("30102", "津贴补贴"),
    ("303", "对个人和家庭的补助"), ("30302", "退休费"),
)  # fmt: skip
GOODS = (
    ("302", "商品和服务支出"), ("30201", "办公费"), ("30228", "工会经费"),
    ("310", "资本性支出"), ("31002", "办公设备购置"),
)  # fmt: skip
INCOME = (
    "一、一般公共预算财政拨款收入", "二、政府性基金预算财政拨款收入", "三、国有资本经营预算财政拨款收入",
    "四、上级补助收入", "八、其他收入",
)  # fmt: skip
SPENDING = (
    "一、一般公共服务支出", "二、外交支出", "八、社会保障和就业支出", "九、卫生健康支出",
    "十九、住房保障支出", "二十三、其他支出",
)  # fmt: skip
OFFICIAL = (
    "合计",
    "因公出国（境）费",
    "公务用车购置及运行费·小计",
    "公务用车购置费",
    "公务用车运行费",
    "公务接待费",
)


@dataclass
class Drawer:
    """Draws one document; what it chooses depends on `seed` alone."""

    seed: int
    truth: Truth = field(default_factory=dict)

    def __post_init__(self) -> None:
        draw = self._draw = random.Random(self.seed)
        self._three_columns = draw.random() < 0.5
        self._levels_beside_counts = draw.random() < 0.4
        self._own_level_only = draw.random() < 0.3
        self._numbered = draw.random() < 0.5
        self._counted = draw.random() < 0.5
        self._in_sheet = draw.random() < 0.3
        self._repeats_heads = draw.random() < 0.5
        self._unit = draw.choice(["万元", "元"])
        self._blank = draw.choice(["", "", "0.00", "—", "-"])
        self._year = draw.choice([2021, 2023, 2024])
        self._page = 1

    def accounts(self) -> Document:
        """Final accounts, in the form of a sheet or of pages with rules."""
        blocks: list[Block] = [
            *self._lines("示例市医疗保障局", f"{self._year}年度部门决算", "目录"),
            *self._lines("一、收入支出决算总表", "二、收入决算表", "三、支出决算表"),
            *self._lines(f"第二部分 {self._year}年度部门决算表"),
        ]
        tables = [self._overview(), self._income(), self._spending(), self._granted()]
        tables += [self._general(), self._basic(), self._official(), self._fund()]
        for table in tables:
            blocks += table
        return assemble(Source(path="示例.pdf", sha256="", format="pdf"), blocks)

    def budget(self) -> Document:
        """A budget instead of final accounts."""
        title = f"{self._year}年部门预算"
        blocks: list[Block] = self._lines(
            "示例市医疗保障局", title, "第二部分 部门预算表"
        )
        tables = [self._all_money(), self._all_income(), self._all_spending()]
        tables += [self._granted_budget(), self._general_budget(), self._basic_budget()]
        tables += [self._official_budget(), self._state_capital()]
        for table in tables:
            blocks += table
        return assemble(Source(path="示例.pdf", sha256="", format="pdf"), blocks)

    def _all_money(self) -> list[Block]:
        word = self._draw.choice(
            ["预算数", "金额", f"{self._year}年预算数", "本年预算"]
        )
        sides = (
            ("收入", INCOME, [(word, "预算数")]),
            ("支出", SPENDING, [(word, "预算数")]),
        )
        title = self._title(
            "部门收支总表", "收支总表", "收支预算总表", "部门收支总体情况表"
        )
        return self._halves("T6", title, sides, numbered=False)

    def _all_income(self) -> list[Block]:
        money = [
            ("合计", "合计"),
            ("上年结转", "上年结转"),
            ("一般公共预算", "财政拨款·一般公共预算"),
            ("财政专户管理资金", "财政专户管理资金"),
            ("单位资金", "单位资金"),
        ]
        columns = [
            (("财政拨款", head) if "·" in name else (head,), name)
            for head, name in money
        ]
        title = self._title("部门收入总表", "收入总表", "收入预算总表")
        return self._subjects("T7", title, columns)

    def _all_spending(self) -> list[Block]:
        names = ["合计", "基本支出", "项目支出", "事业单位经营支出", "上缴上级支出"]
        known = {"事业单位经营支出": "经营", "上缴上级支出": "上缴上级"}
        columns = [((name,), known.get(name, name)) for name in names]
        title = self._title("部门支出总表", "支出总表", "支出预算总表")
        return self._subjects("T8", title, columns)

    def _granted_budget(self) -> list[Block]:
        names = {
            "合计": "小计",
            "一般公共预算": "一般公共预算财政拨款支出",
            "政府性基金预算": "政府性基金预算财政拨款支出",
            "国有资本经营预算": "国有资本经营预算",
        }
        sides = (
            ("收入", INCOME[:3], [("预算数", "预算数")]),
            ("支出", SPENDING, list(names.items())),
        )
        title = self._title("财政拨款收支总表", "财政拨款收支总体情况表")
        return self._halves("T1", title, sides, numbered=False)

    def _general_budget(self) -> list[Block]:
        now, then = self._year, self._year - 1
        parts = ("合计", "基本支出", "项目支出")
        heads = [(part,) for part in parts]
        if self._draw.random() < 0.5:
            heads = [
                (f"{then}年执行数",),
                *((f"{now}年预算数", part) for part in parts),
            ]
        names = ["上年执行数", "合计", "基本支出", "项目支出"][-len(heads) :]
        title = self._title(
            "一般公共预算支出表", "一般公共预算支出预算表", "一般公共预算财政拨款支出表"
        )
        return self._subjects("T2", title, list(zip(heads, names, strict=True)))

    def _basic_budget(self) -> list[Block]:
        top = self._draw.choice([(), ("基本支出",), (f"{self._year}年基本支出",)])
        heads = [(*top, head) for head in ("合计", "人员经费", "公用经费")]
        names = ["合计", "人员支出", "日常公用支出"]
        title = self._title("一般公共预算基本支出表", "一般公共预算基本支出预算表")
        columns = list(zip(heads, names, strict=True))
        return self._subjects("T3", title, columns, PAY + GOODS)

    def _official_budget(self) -> list[Block]:
        years = self._draw.choice([
            {"": "本年预算数"},
            {f"{self._year - 1}年预算数": "上年预算数", f"{self._year}年预算数": "本年预算数"},
        ])  # fmt: skip
        heads, names = [], []
        for printed, meant in years.items():
            for item in OFFICIAL:
                group = ("公务用车购置及运行费",) if "公务用车" in item else ()
                year = (printed,) if printed else ()
                heads.append((*year, *group, item.split("·")[-1]))
                names.append(f"{meant}·{item}")
        amounts = [self._figure() for _ in heads]
        self._tell("T4", "", "", names, amounts)
        title = self._title(
            "一般公共预算“三公”经费支出表", "“三公”经费支出预算表", "三公经费支出表"
        )
        return self._table(title, heads, [amounts])

    def _state_capital(self) -> list[Block]:
        names = ["合计", "基本支出", "项目支出"]
        title = self._title("国有资本经营预算支出表", "国有资本经营预算财政拨款支出表")
        return self._subjects("T9", title, [((name,), name) for name in names])

    def _lines(self, *texts: str) -> list[Cell]:
        return [Cell(text=text, page=self._page) for text in texts]

    def _figure(self) -> str:
        amount = Decimal(self._draw.randint(1, 9_999_999)) / 100
        if self._draw.random() < 0.35:
            return self._blank
        return f"{amount:,.2f}" if self._draw.random() < 0.7 else f"{amount:.2f}"

    def _title(self, *titles: str) -> list[str]:
        title = self._draw.choice(titles)
        before = self._draw.choice(
            ["", "", "示例市医疗保障局", f"{self._year}年度", "表3 "]
        )
        about = self._draw.choice(
            [f"单位：{self._unit}", f"公开03表 金额单位：{self._unit}"]
        )
        return [before + title, about]

    def _code_heads(self) -> list[Head]:
        top = self._draw.choice(["项目", "科目"])
        code = self._draw.choice(
            ["功能分类科目编码", "科目编码", "支出功能分类科目编码"]
        )
        if not self._three_columns:
            return [(top, code), (top, "科目名称")]
        levels = [()] * 3 if self._counts_levels else [(level,) for level in LEVELS]
        return [*((top, code, *level) for level in levels), (top, "科目名称")]

    @property
    def _counts_levels(self) -> bool:
        """Whether 类 款 项 stand beside 栏次, in the row that counts the columns."""
        return self._three_columns and self._counted and self._levels_beside_counts

    def _code_cells(self, code: str) -> list[str]:
        if not self._three_columns:
            return [code]
        parts = [code[:3], code[3:5], code[5:7]]
        if self._own_level_only:
            last = max(at for at, part in enumerate(parts) if part)
            parts = [part if at == last else "" for at, part in enumerate(parts)]
        return parts

    def _subjects(
        self,
        code: str,
        title: list[str],
        columns: Sequence[tuple[Head, str]],
        subjects: Sequence[tuple[str, str]] = FUNCTIONS,
    ) -> list[Block]:
        """A table of subjects; `columns` are the heads as printed and the names they mean."""
        heads = [*self._code_heads(), *(head for head, _ in columns)]
        blank = [""] * (len(heads) - len(columns) - 1)
        total = [*blank, "合计"] if self._draw.random() < 0.5 else ["合计", *blank]
        labels = [("合计", total)]
        labels += [(code, [*self._code_cells(code), name]) for code, name in subjects]
        rows = []
        for row, cells in labels:
            amounts = [self._figure() for _ in columns]
            self._tell(code, "", row, [name for _, name in columns], amounts)
            rows.append([*cells, *amounts])
        return self._table(title, heads, rows)

    def _tell(
        self,
        code: str,
        side: str,
        row: str,
        names: Iterable[str],
        amounts: Iterable[str],
    ) -> None:
        for name, amount in zip(names, amounts, strict=True):
            if amount not in ("", "—", "-"):
                self.truth[code, side, row, name] = amount

    def _income(self) -> list[Block]:
        names = [
            "本年收入合计",
            "财政拨款收入",
            "上级补助收入",
            "事业收入",
            "经营收入",
            "附属单位上缴收入",
            "其他收入",
        ]
        heads = [(name,) for name in names]
        if self._draw.random() < 0.3:
            heads[0] = ("合计",)
        return self._subjects(
            "F2",
            self._title("收入决算表", "部门收入决算表"),
            list(zip(heads, names, strict=True)),
        )

    def _spending(self) -> list[Block]:
        names = [
            "本年支出合计",
            "基本支出",
            "项目支出",
            "上缴上级支出",
            "经营支出",
            "对附属单位补助支出",
        ]
        return self._subjects(
            "F3",
            self._title("支出决算表", "部门支出决算表"),
            [((name,), name) for name in names],
        )

    def _general(self) -> list[Block]:
        heads = self._draw.choice(
            [
                [
                    ("本年支出", "小计"),
                    ("本年支出", "基本支出"),
                    ("本年支出", "项目支出"),
                ],
                [("合计",), ("基本支出",), ("项目支出",)],
            ]
        )
        names = ["小计", "基本支出", "项目支出"]
        return self._subjects(
            "F5",
            self._title("一般公共预算财政拨款支出决算表"),
            list(zip(heads, names, strict=True)),
        )

    def _fund(self) -> list[Block]:
        names = [
            "年初结转和结余", "本年收入", "本年支出·小计", "本年支出·基本支出",
            "本年支出·项目支出", "年末结转和结余",
        ]  # fmt: skip
        columns = [(tuple(name.split("·")), name) for name in names]
        title = self._title("政府性基金预算财政拨款收入支出决算表")
        return self._subjects("F8", title, columns)

    def _overview(self) -> list[Block]:
        word = self._draw.choice(["决算数", "金额"])
        sides = (
            ("收入", INCOME, [(word, "决算数")]),
            ("支出", SPENDING, [(word, "支出决算数")]),
        )
        title = self._title("收入支出决算总表", "收支决算总表")
        return self._halves("F1", title, sides, numbered=self._numbered)

    def _granted(self) -> list[Block]:
        names = (
            "合计", "一般公共预算财政拨款", "政府性基金预算财政拨款", "国有资本经营预算财政拨款",
        )  # fmt: skip
        word = self._draw.choice(["决算数", "金额"])
        sides = (
            ("收入", INCOME[:3], [(word, "金额")]),
            ("支出", SPENDING, [(name, name) for name in names]),
        )
        title = self._title("财政拨款收入支出决算总表")
        return self._halves("F4", title, sides, numbered=self._numbered)

    def _halves(
        self, code: str, title: list[str], sides: Sequence[Half], *, numbered: bool
    ) -> list[Block]:
        heads: list[Head] = []
        for side, _, columns in sides:
            number = [(side, "行次")] if numbered else []
            heads += [(side, "项目"), *number, *((side, head) for head, _ in columns)]
        rows = []
        for place in range(len(SPENDING) + 1):
            row: list[str] = []
            for half in sides:
                row += self._half_row(code, half, place, numbered=numbered)
            rows.append(row)
        return self._table(title, heads, rows)

    def _half_row(
        self, code: str, half: Half, place: int, *, numbered: bool
    ) -> list[str]:
        side, items, columns = half
        names = [*items, *[""] * (len(SPENDING) - len(items)), "总计"]
        name = names[place]
        amounts = [self._figure() if name else "" for _ in columns]
        self._tell(code, side, name, [meant for _, meant in columns], amounts)
        if not numbered:
            return [name, *amounts]
        number = str(place + 1 + (40 if side == "支出" else 0))
        column = "行次" if side == "收入" else "支出行次"
        if name:
            self.truth[code, side, name, column] = number
        return [name, number, *amounts]

    def _basic(self) -> list[Block]:
        word = self._draw.choice(["决算数", "金额"])
        halves = (("人员经费", PAY), ("公用经费", GOODS))
        heads = [
            (half, head)
            for half, _ in halves
            for head in ("科目编码", "科目名称", word)
        ]
        rows = []
        for pair in zip(*(subjects for _, subjects in halves), strict=True):
            row = []
            for code, name in pair:
                amount = self._figure()
                self._tell("F6", "", code, ["决算数"], [amount])
                row += [code, name, amount]
            rows.append(row)
        amounts = [self._figure(), self._figure()]
        for half, amount in zip(("人员经费合计", "公用经费合计"), amounts, strict=True):
            self._tell("F6", "", half, ["决算数"], [amount])
        rows.append(["人员经费合计", "", amounts[0], "公用经费合计", "", amounts[1]])
        return self._table(
            self._title("一般公共预算财政拨款基本支出决算表"), heads, rows
        )

    def _official(self) -> list[Block]:
        paired = self._draw.random() < 0.5
        order = [(year, item) for item in OFFICIAL for year in ("预算数", "决算数")]
        if not paired:
            order = [(year, item) for year in ("预算数", "决算数") for item in OFFICIAL]
        heads = []
        for year, item in order:
            group = ("公务用车购置及运行维护费",) if "公务用车" in item else ()
            leaf = item.split("·")[-1]
            heads.append((*group, leaf, year) if paired else (year, *group, leaf))
        amounts = [self._figure() for _ in order]
        self._tell("F7", "", "", [f"{year}·{item}" for year, item in order], amounts)
        title = self._title(
            "财政拨款“三公”经费支出决算表", "一般公共预算财政拨款“三公”经费支出决算表"
        )
        return self._table(title, heads, [amounts])

    def _table(
        self, title: list[str], heads: list[Head], rows: list[list[str]]
    ) -> list[Block]:
        """The title and the grid, cut over two pages where it is long."""
        cut = self._draw.randint(3, len(rows)) if len(rows) > 5 else len(rows)
        blocks: list[Block] = []
        for part, body in enumerate(filter(None, (rows[:cut], rows[cut:]))):
            self._page += 1
            printed = heads if part == 0 or self._repeats_heads else []
            above = title if part == 0 else []
            if not self._in_sheet:
                blocks += self._lines(*above)
            blocks.append(self._grid(above if self._in_sheet else [], printed, body))
        remark = ["注：本表反映部门本年度的情况。"] if self._draw.random() < 0.5 else []
        return [*blocks, *self._lines(*remark)]

    def _grid(self, above: list[str], heads: list[Head], body: list[list[str]]):
        width = len(body[0])
        cells = [self._cell(text, row, 0, 1, width) for row, text in enumerate(above)]
        first = len(above)
        for cell in _head_cells(heads):
            row, column, row_span, column_span, text = cell
            cells.append(self._cell(text, first + row, column, row_span, column_span))
        first += max(map(len, heads), default=0)
        if heads and self._counted:
            is_of_subjects = self._counts_levels and len(set(heads[:3])) == 1
            before = [*LEVELS, "栏次"] if is_of_subjects else ["栏次"]
            numbers = [*before, *map(str, range(1, width - len(before) + 1))]
            cells += [
                self._cell(text, first, column) for column, text in enumerate(numbers)
            ]
            first += 1
        for row, texts in enumerate(body):
            cells += [
                self._cell(text, first + row, column)
                for column, text in enumerate(texts)
            ]
        edges = () if self._in_sheet else [40.0 * at for at in range(width + 1)]
        return grid_of(cells, self._page, edges)

    def _cell(
        self, text: str, row: int, column: int, row_span: int = 1, column_span: int = 1
    ) -> Cell:
        box = (
            40.0 * column,
            20.0 * row,
            40.0 * (column + column_span),
            20.0 * (row + row_span),
        )
        ref = f"决算!{chr(65 + column)}{row + 1}" if self._in_sheet else None
        return Cell(
            text=text, row=row, column=column, row_span=row_span, column_span=column_span,
            page=None if self._in_sheet else self._page, box=None if self._in_sheet else box, ref=ref,
        )  # fmt: skip


def _head_cells(heads: list[Head]) -> Iterator[tuple[int, int, int, int, str]]:
    """The merged cells of heads: (row, column, rows, columns, text)."""
    depth = max(map(len, heads), default=0)
    for row in range(depth):
        column = 0
        while column < len(heads):
            head = heads[column]
            is_lowest = row == len(head) - 1
            end = column + 1
            while end < len(heads) and _is_same(head, heads[end], row):
                end += 1
            if row < len(head):
                rows = depth - row if is_lowest else 1
                yield row, column, rows, end - column, head[row]
            column = end


def _is_same(head: Head, other: Head, row: int) -> bool:
    """Whether one cell goes over both: a group, or two heads alike."""
    return head == other or (
        row < len(head) - 1 and other[: row + 1] == head[: row + 1]
    )
