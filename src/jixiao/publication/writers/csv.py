"""Readings as two CSV files for spreadsheets: tables.csv and indicators.csv."""

import csv
import json
from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path

from jixiao.errors import whole, writing
from jixiao.reading import Reading
from jixiao.targets import Execution, Indicator, TargetTable

_FORMULA_STARTS = ("=", "+", "-", "@", "\t")
_SHORTEST_FORMULA = 3
CsvValue = str | int | Decimal | None


def write_csv(reading: Reading, folder: Path) -> list[Path]:
    """Write `tables.csv`, a row a project, `indicators.csv`, a row an indicator, and what they are.

    `datapackage.json` describes both as a Frictionless Data Package.

    UTF-8 with a byte order mark, which spreadsheets need for Chinese. A text that a spreadsheet
    would run as a formula is prefixed with an apostrophe.

    Raises:
        UnreadableFile: the folder cannot be made or written.
    """
    rows = [
        (document.source.path, number, table)
        for document in reading.documents
        for number, table in enumerate(document.tables, start=1)
    ]
    tables = [_table_row(*row) for row in rows]
    indicators = [line for row in rows for line in _indicator_rows(*row)]
    files = {
        "tables.csv": (_TABLE_HEADS, tables),
        "indicators.csv": (_INDICATOR_HEADS, indicators),
    }
    with writing(folder):
        folder.mkdir(parents=True, exist_ok=True)
        for name, (heads, lines) in files.items():
            with (
                whole(folder / name) as half,
                half.open("w", encoding="utf-8-sig", newline="") as file,
            ):
                writer = csv.writer(file)
                writer.writerow(heads)
                writer.writerows([safe_cell(cell) for cell in line] for line in lines)
        descriptor = json.dumps(_descriptor(), ensure_ascii=False, indent=2)
        with whole(folder / _DESCRIPTOR) as half:
            half.write_text(descriptor + "\n", "utf-8")
    return [folder / name for name in (*files, _DESCRIPTOR)]


def _descriptor() -> dict[str, object]:
    """Describe the two files as a Frictionless Data Package, with fiscal column types."""
    resources = []
    for name, heads in (("tables", _TABLE_HEADS), ("indicators", _INDICATOR_HEADS)):
        fields = [_field(head) for head in heads]
        resources.append(
            {
                "name": name,
                "path": f"{name}.csv",
                "format": "csv",
                "mediatype": "text/csv",
                "encoding": "utf-8",
                "schema": {"fields": fields, "missingValues": [""]},
            }
        )
    return {"name": "jixiao-reading", "profile": "data-package", "resources": resources}


_DESCRIPTOR = "datapackage.json"
_FISCAL = {"年度": "date:fiscal-year", "年度资金总额": "value"}
_NUMBERS = ("项目总额", "数值", "换算数值", "分值", "得分", "全年执行数", "执行率")
_WHOLE = ("序号", "年度", "指标数", "空行数", "页数", "表序号", "起始行", "终止行")


def _field(head: str) -> dict[str, str]:
    """A column as the data package describes it."""
    field = {"name": head, "type": _type_of(head)}
    if head in _FISCAL:
        field["columnType"] = _FISCAL[head]
    return field


def _type_of(head: str) -> str:
    if head in _WHOLE:
        return "integer"
    money = head.startswith(("年度", "本级", "转移")) and not head.endswith(
        ("目标", "级")
    )
    return "number" if money or head in _NUMBERS else "string"


def safe_cell(cell: CsvValue) -> CsvValue:
    """A cell that no spreadsheet runs as a formula: a sign alone or with one digit is none."""
    if not isinstance(cell, str) or len(cell) < _SHORTEST_FORMULA:
        return cell
    return f"'{cell}" if cell.startswith(_FORMULA_STARTS) else cell


_TABLE_HEADS = (
    "文件", "序号", "表式", "年度", "项目名称", "主管部门", "部门代码", "实施单位", "项目属性",
    "项目期", "资金主管处室", "金额单位", "项目总额", "年度资金总额", "年度财政拨款", "年度其他资金",
    "年度结余结转", "本级资金总额", "本级财政拨款", "本级其他资金", "本级结余结转", "转移资金总额",
    "转移中央资金", "转移自治区资金", "年度总体目标", "本级目标", "指标数", "空行数", "页数", "备注",
    "全年执行数", "执行率", "目标实际完成情况", "上级补助资金", "其中中央资金",
    "其中自治区（省）资金",
)  # fmt: skip
_INDICATOR_HEADS = (
    "文件", "表序号", "项目名称", "一级指标", "二级指标", "必填", "前缀", "三级指标", "指标值",
    "界限", "数值", "单位", "换算数值", "换算单位", "期限", "定性", "不适用", "起始行", "终止行",
    "实际完成值", "分值", "得分", "偏差原因",
)  # fmt: skip


def _table_row(path: str, number: int, table: TargetTable) -> list[CsvValue]:
    """The cells under _TABLE_HEADS."""
    funding = table.funding
    blocks = (funding.annual, funding.own_level, funding.lower_level)
    amounts = [
        getattr(block, part) for block in blocks for part in block.__struct_fields__
    ]
    execution = table.budget_execution.total if table.budget_execution else Execution()
    return [
        path,
        number,
        table.dialect,
        table.fiscal_year,
        table.project_name,
        table.supervising_department,
        table.department_code,
        table.implementing_unit,
        table.project_nature,
        table.term,
        table.finance_division,
        table.money_unit,
        funding.project_total,
        *amounts,
        table.objective.text if table.objective else None,
        table.own_level_objective.text if table.own_level_objective else None,
        len(table.indicators),
        len(table.empty_rows),
        table.pages,
        "；".join(note.text for note in table.notes),
        execution.executed,
        execution.rate,
        table.objective_achieved,
        funding.from_above.total,
        funding.from_above.central,
        funding.from_above.region,
    ]


def _indicator_rows(
    path: str, number: int, table: TargetTable
) -> Iterator[list[CsvValue]]:
    for indicator in table.indicators:
        yield [path, number, table.project_name, *_indicator_cells(indicator)]


def _indicator_cells(indicator: Indicator) -> list[CsvValue]:
    """The cells under _INDICATOR_HEADS, from 一级指标 on."""
    target = indicator.target
    base, unit = target.in_base_units() or (None, None)
    first, last = indicator.evidence.lines or (None, None)
    return [
        indicator.dimension,
        indicator.aspect,
        _yes(indicator.required),
        indicator.label,
        indicator.name,
        target.text,
        target.bound,
        target.number,
        target.unit,
        None if base is None else format(base.normalize(), "f"),
        unit,
        target.deadline,
        _yes(target.qualitative),
        _yes(indicator.not_applicable),
        first,
        last,
        indicator.actual.text if indicator.actual else None,
        indicator.weight,
        indicator.score,
        indicator.reason,
    ]


def _yes(value: bool | None) -> str | None:
    if value is None:
        return None
    return "是" if value else "否"
