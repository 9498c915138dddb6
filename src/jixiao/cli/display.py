"""Readings as tables in the terminal."""

from rich import box
from rich.console import Console
from rich.markup import escape
from rich.table import Table

from jixiao.budgets import Budget, BudgetRow, BudgetTable, layouts
from jixiao.cell_path import CellPath
from jixiao.evidence import Evidence
from jixiao.quantity import Bound, TargetValue
from jixiao.reading import DocumentReading, Reading
from jixiao.targets import (
    Amounts,
    Indicator,
    LowerLevelAmounts,
    SuperiorAmounts,
    TargetTable,
)

_PLAIN_WIDTH = 100
_PARTS = {
    "total": "总额",
    "fiscal_appropriation": "财政拨款",
    "other": "其他",
    "carried_over": "结余结转",
    "central": "中央",
    "region": "自治区",
}
_SIGNS = {
    Bound.AT_LEAST: "≥",
    Bound.AT_MOST: "≤",
    Bound.EXACTLY: "=",
    Bound.ABOUT: "约",
    Bound.ABOVE: ">",
    Bound.BELOW: "<",
}
_UNSURE = "[yellow]？[/]"
_MOST_COLUMNS = 6
_MOST_UNREAD = 20


def show(reading: Reading) -> None:
    """Print every document: its tables, its budget, and what was not read."""
    console = Console(highlight=False, emoji=False)
    if not console.is_terminal:
        console = Console(highlight=False, emoji=False, width=_PLAIN_WIDTH)
    for document in reading.documents:
        _show_document(console, document)
    count = len(reading.documents) + len(reading.failures)
    if count > 1:
        indicators = sum(len(table.indicators) for table in reading.tables)
        failed = f"，{len(reading.failures)} 个读不了" if reading.failures else ""
        console.print(
            f"共 {count} 个文件{failed}：{len(reading.tables)} 个项目，{indicators} 条指标。"
        )


def _show_document(console: Console, document: DocumentReading) -> None:
    count = document.coverage
    console.rule(escape(document.source.path), align="left")
    console.print(
        f"{count.lines} 行：{count.used} 行取值，{count.labels} 行为标签或段落，{count.unread} 行未读。"
    )
    for table in document.tables:
        _show_table(console, table)
    if document.budget:
        _show_budget(console, document.budget)
    for note in document.notes:
        console.print(f"  [yellow]{escape(note.text)}[/]")
    for unread in document.unread[:_MOST_UNREAD]:
        console.print(
            f"  [red]未读[/] {unread.evidence.place}：{escape(unread.evidence.quote or '')}",
            soft_wrap=True,
        )
    if len(document.unread) > _MOST_UNREAD:
        console.print(
            f"  [red]未读[/] 另有 {len(document.unread) - _MOST_UNREAD} 处，见 --json。"
        )


def _show_table(console: Console, table: TargetTable) -> None:
    name = escape(table.project_name or "（未印项目名称）")
    year = f"{table.fiscal_year}年" if table.fiscal_year else "年度不详"
    console.print(f"\n[bold]{name}[/]  {year}")
    console.print(
        f"  表式 {table.dialect}：{escape(table.form_title or '（未印表名）')}",
        soft_wrap=True,
    )
    fields = {
        "主管部门": table.supervising_department,
        "实施单位": table.implementing_unit,
        "项目属性": table.project_nature,
        "项目期": table.term,
    }
    filled = [f"{label} {escape(value)}" for label, value in fields.items() if value]
    console.print("  " + "　".join(filled), soft_wrap=True)
    console.print("  " + escape(_money(table)), soft_wrap=True)
    console.print(_grid(table))
    _show_doubts(console, table)
    if table.empty_rows:
        blank = "、".join(row.aspect or "" for row in table.empty_rows)
        console.print(f"  空行：{blank}")
    for note in table.notes:
        place = (
            f"（{note.evidence.place}）"
            if note.evidence and note.evidence.place
            else ""
        )
        console.print(f"  [yellow]注[/] {escape(note.text)}{place}", soft_wrap=True)


def _show_doubts(console: Console, table: TargetTable) -> None:
    """Count the rows that were not read surely, by the reason; say which fields were not."""
    rows = [row.evidence for row in table.indicators if row.evidence.unsure]
    fields = [name for name, at in table.evidence.items() if at.unsure]
    if rows:
        reasons = "；".join(dict.fromkeys(at.doubt or "识别得不太确定" for at in rows))
        console.print(
            f"  {_UNSURE}{len(rows)} 条指标读得不确定，请对照原件：{escape(reasons)}",
            soft_wrap=True,
        )
    if fields:
        titles = "、".join(CellPath.parse(name).title for name in fields)
        console.print(f"  {_UNSURE}读得不确定，请对照原件：{titles}", soft_wrap=True)


def _grid(table: TargetTable) -> Table:
    grid = Table(box=box.SIMPLE_HEAD, pad_edge=False)
    grid.add_column("二级指标", min_width=14)
    for head in ("三级指标", "指标值", "读作"):
        grid.add_column(head, overflow="fold")
    evaluated = any(row.actual or row.score is not None for row in table.indicators)
    if evaluated:
        grid.add_column("实际完成", overflow="fold")
        grid.add_column("得分/分值", justify="right", no_wrap=True)
    grid.add_column("位置", justify="right", no_wrap=True, min_width=4)
    for indicator in table.indicators:
        values = (indicator.target, *indicator.target.others)
        grid.add_row(
            (indicator.aspect or indicator.dimension or "").removesuffix("指标"),
            f"{_UNSURE if indicator.evidence.unsure else ''}{escape(indicator.name)}",
            escape(indicator.target.text),
            escape("；".join(filter(None, map(_read_as, values)))),
            *(_evaluated(indicator) if evaluated else ()),
            _brief(indicator.evidence),
        )
    return grid


def _evaluated(indicator: Indicator) -> tuple[str, str]:
    points = [indicator.score, indicator.weight]
    printed = ["—" if point is None else format(point, "f") for point in points]
    return escape(indicator.actual.text if indicator.actual else ""), "/".join(printed)


def _brief(at: Evidence) -> str:
    """The place of a row in few characters: a line's number where the file has lines."""
    if at.cell or at.box or not at.lines:
        return at.place.split("–")[0]
    return str(at.lines[0])


def _read_as(target: TargetValue) -> str:
    sign = _SIGNS.get(target.bound, "") if target.bound else ""
    if target.deadline:
        return f"{sign} {target.deadline}".strip()
    if target.number is None:
        return ""
    return f"{sign} {target.number} {target.unit or ''}".strip()


def _money(table: TargetTable) -> str:
    funding = table.funding
    blocks: dict[str, Amounts | LowerLevelAmounts | SuperiorAmounts] = {
        "年度资金": funding.annual,
        "本级": funding.own_level,
        "转移下级": funding.lower_level,
        "上级补助": funding.from_above,
    }
    printed = (
        [f"项目总额 {funding.project_total}"]
        if funding.project_total is not None
        else []
    )
    for title, block in blocks.items():
        amounts = {part: getattr(block, part) for part in block.__struct_fields__}
        parts = [
            f"{_PARTS[part]} {amount}"
            for part, amount in amounts.items()
            if amount is not None
        ]
        if parts:
            printed.append(f"{title} {'，'.join(parts)}")
    return f"资金（{table.money_unit}）  " + ("；".join(printed) or "未读到金额")


def _show_budget(console: Console, budget: Budget) -> None:
    kind = "部门决算" if "决算" in layouts()[budget.layout].title else "部门预算"
    title = f"{budget.department or ''} {budget.fiscal_year or ''}年{kind}"
    console.print(f"\n[bold]{escape(title.strip())}[/]")
    for table in budget.tables:
        _show_budget_table(console, table)
    facts = "，".join(
        f"{fact.title} {fact.amount}{fact.unit}" for fact in budget.facts.values()
    )
    figures = f"  说明中的数 {len(budget.figures)} 个"
    console.print(figures + (f"；{escape(facts)}" if facts else ""), soft_wrap=True)


def _show_budget_table(console: Console, table: BudgetTable) -> None:
    heading = f"  {table.code} {table.title}（{table.money_unit}）"
    filled = [row for row in table.rows if row.amounts]
    if not filled:
        console.print(f"{escape(heading)}：无数据")
        return
    console.print(escape(heading), soft_wrap=True)
    columns_filled = {column for row in filled for column in row.amounts}
    columns = [column for column in table.columns if column in columns_filled]
    if len(columns) > _MOST_COLUMNS:
        for row in filled:
            _show_wide_row(console, row)
    else:
        console.print(_budget_grid(filled, columns))
    for note in table.notes:
        console.print(f"  [yellow]注[/] {escape(note.text)}", soft_wrap=True)


def _budget_grid(rows: list[BudgetRow], columns: list[str]) -> Table:
    """The rows of a budget's table; a side or a subject that no row prints has no column."""
    sides = [row.side or "" for row in rows]
    subjects = [f"{row.subject_code or ''} {row.subject_name}".strip() for row in rows]
    grid = Table(box=box.SIMPLE_HEAD, pad_edge=False)
    heads: list[list[str]] = []
    for head, cells, width in (("收支", sides, 4), ("科目", subjects, 20)):
        if any(cells):
            grid.add_column(head, overflow="fold", min_width=width)
            heads.append(cells)
    for column in columns:
        grid.add_column(escape(column), justify="right", overflow="fold")
    for at, row in enumerate(rows):
        names = [escape(cells[at]) for cells in heads]
        mark = "" if row.sure else _UNSURE
        first, *amounts = *names, *(row.amounts.get(column, "") for column in columns)
        grid.add_row(mark + first, *amounts)
    return grid


def _show_wide_row(console: Console, row: BudgetRow) -> None:
    """Print a row of many columns as a line for each group of them."""
    groups: dict[str, list[str]] = {}
    for column, amount in row.amounts.items():
        group, _, rest = column.partition("·")
        groups.setdefault(group if rest else "", []).append(f"{rest or group} {amount}")
    mark = "" if row.sure else _UNSURE
    if row.subject_name or mark:
        console.print(f"    {mark}{escape(row.subject_name)}")
    for group, amounts in groups.items():
        name = f"{group}：" if group else ""
        console.print(f"    {escape(name + '，'.join(amounts))}", soft_wrap=True)
    console.print()
