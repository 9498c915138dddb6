"""The address of a cell of a target table, and the word for it on the form."""

import re
from dataclasses import dataclass, replace
from typing import NewType

RowId = NewType("RowId", str)
"""What an indicator row of a draft is called: it stays with the row, wherever the row stands."""

FIELDS = {
    "project_name": "项目名称", "project_code": "项目编码", "supervising_department": "主管部门",
    "implementing_unit": "实施单位", "project_nature": "项目属性", "term": "项目期",
    "finance_division": "资金主管处室",
    "objective": "年度总体目标", "own_level_objective": "本级绩效目标",
    "objective_achieved": "目标实际完成情况",
}  # fmt: skip
OTHER_FIELDS = "other_fields."
"""Before the printed label of a field that forms have beside those of the exchange format."""
OFTEN_PRINTED = (
    "项目负责人", "联系电话", "立项依据", "项目概况", "资金用途", "预算指标编号", "实施期目标",
)  # fmt: skip
"""The labels of such fields that forms print often."""
AMOUNTS = {
    "funding.project_total": "项目总额", "funding.annual.total": "年度资金总额",
    "funding.annual.fiscal_appropriation": "财政拨款", "funding.annual.other": "其他资金",
    "funding.annual.carried_over": "结余结转", "funding.own_level.total": "本级资金总额",
    "funding.own_level.fiscal_appropriation": "本级财政拨款",
    "funding.own_level.other": "本级其他资金", "funding.own_level.carried_over": "本级结余结转",
    "funding.lower_level.total": "转移下级资金总额", "funding.lower_level.central": "中央资金",
    "funding.lower_level.region": "自治区资金", "funding.from_above.total": "上级补助资金",
    "funding.from_above.central": "其中中央资金",
    "funding.from_above.region": "其中自治区（省）资金",
}  # fmt: skip
EXECUTION = {
    "initial": "年初预算数", "budget": "全年预算数", "executed": "执行数", "expected": "全年预计执行数",
    "weight": "预算执行率分值", "rate": "执行率", "score": "预算执行率得分",
}  # fmt: skip
SOURCES = {
    "fiscal_appropriation": "财政拨款",
    "carried_over": "上年结转",
    "other": "其他资金",
}
"""Where the money that was spent came from."""
COLUMNS = {
    "dimension": "一级指标", "aspect": "二级指标", "name": "三级指标", "target": "指标值",
    "actual": "实际完成值", "expected": "全年预计完成情况", "weight": "分值", "score": "得分",
    "reason": "偏差原因", "causes": "偏差原因类别", "likelihood": "完成目标可能性", "remark": "备注",
}  # fmt: skip
"""The columns of the indicator rows."""
_EXECUTION_BLOCK = "budget_execution"
_BY_POSITION = re.compile(r"indicators\[(\d{1,4})\](?:\.(\w+))?")
_BY_ID = re.compile(r"rows\[([0-9a-z]{1,16})\](?:\.(\w+))?")


@dataclass(frozen=True, slots=True)
class CellPath:
    """The address of a cell of a target table.

    `name` is a field (`project_name`), one by its printed label (`other_fields.联系电话`), an amount
    (`funding.annual.total`), what was spent (`budget_execution.total.executed`) or, where there is a
    `row`, its column; "" is the whole row.
    `row` is the position of an indicator among those of a reading, counted from 0: a reading is
    frozen. In a draft rows come and go, and `row` is the id of one.
    """

    name: str
    row: int | RowId | None = None

    @classmethod
    def in_row(cls, row: int | RowId, column: str = "") -> "CellPath":
        """The cell of an indicator row; without a column the row itself."""
        return cls(column, row)

    @classmethod
    def parse(cls, printed: str) -> "CellPath":
        """Read an address as it is printed; what is none of a row is taken for that of a field."""
        if match := _BY_POSITION.fullmatch(printed):
            return cls(match[2] or "", int(match[1]))
        if match := _BY_ID.fullmatch(printed):
            return cls(match[2] or "", RowId(match[1]))
        return cls(printed)

    def __str__(self) -> str:
        """The address as the exchange format and the pages of the office print it."""
        if self.row is None:
            return self.name
        rows = "indicators" if isinstance(self.row, int) else "rows"
        column = f".{self.name}" if self.name else ""
        return f"{rows}[{self.row}]{column}"

    @property
    def whole_row(self) -> "CellPath":
        """The row that the cell stands in; a field stands for itself."""
        return self if self.row is None else replace(self, name="")

    def moved_to(self, row: int | RowId) -> "CellPath":
        """The cell of the same column in another row, or in this one called otherwise."""
        return replace(self, row=row)

    @property
    def word(self) -> str:
        """What the form prints at the head of the cell: 指标值."""
        if self.row is not None:
            return COLUMNS.get(self.name, self.name) or "指标"
        block, _, column = self.name.rpartition(".")
        if block.startswith(_EXECUTION_BLOCK):
            source = SOURCES.get(block.partition(".")[2], "")
            return f"{source}{EXECUTION.get(column, self.name)}"
        if self.name.startswith(OTHER_FIELDS):
            return self.name.removeprefix(OTHER_FIELDS)
        return FIELDS.get(self.name) or AMOUNTS.get(self.name, self.name)

    @property
    def title(self) -> str:
        """The word for it and, where its position is known, which row it is: 第 3 条 指标值."""
        if not isinstance(self.row, int):
            return self.word
        count = f"第 {self.row + 1} 条"
        return f"{count} {self.word}" if self.name else f"{count}{self.word}"
