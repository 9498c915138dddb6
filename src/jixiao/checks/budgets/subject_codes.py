"""科目编码或名称不对。"""

from collections.abc import Iterator

from jixiao import chinese
from jixiao.budgets import Budget, BudgetRow
from jixiao.checks import check
from jixiao.checks.budget_cells import plain_name, whatever_column
from jixiao.checks.likeness import likeness
from jixiao.checks.standard import Subjects, subjects
from jixiao.findings import Breach, Severity


@check(
    code="BU12",
    title="科目编码或名称不对",
    says="{title}{code} {name}：{reason}",
    suggests="对照当年的政府收支分类科目改正编码和名称",
    severity=Severity.ERROR,
    basis="财预〔2016〕143号",
    rule="B12",
)
def subject_codes(budget: Budget) -> Iterator[Breach]:
    for table in budget.tables:
        kind = "economic" if table.code in _ECONOMIC_TABLES else "function"
        known = subjects(kind, table.fiscal_year or budget.fiscal_year)
        codes = {str(row.subject_code) for row in table.rows if row.subject_code}
        for row in table.rows:
            if not row.subject_code:
                continue
            fault = _code_fault(row.subject_code, codes, kind) or _name_fault(
                row, known
            )
            if fault:
                reason, severity = fault
                yield Breach(
                    whatever_column(row),
                    f"budget.tables.{table.code}",
                    severity,
                    title=table.title,
                    code=row.subject_code,
                    name=row.subject_name,
                    reason=reason,
                )


_ECONOMIC_TABLES = ("T3", "F6")
_LENGTHS = {"function": (3, 5, 7), "economic": (3, 5)}
_NEARLY_RIGHT = 0.9
"""A name so much alike misses a character or two, and is no other subject."""
_Fault = tuple[str, Severity | None]


def _code_fault(code: str, codes: set[str], kind: str) -> _Fault | None:
    """What is wrong with a code's length or its place below the other codes of the table."""
    lengths = _LENGTHS[kind]
    if len(code) not in lengths:
        return f"编码应是 {'、'.join(map(str, lengths))} 位", None
    above = code[:-2]
    level_is_printed = any(len(other) == len(above) for other in codes)
    if len(code) > lengths[0] and level_is_printed and above not in codes:
        return f"表里没有它的上级科目 {above}", None
    return None


def _name_fault(row: BudgetRow, known: Subjects) -> _Fault | None:
    """What is wrong with a code or its name by the year's list of subjects."""
    code, name = str(row.subject_code), plain_name(row)
    subject = known.by_code.get(code)
    if subject is None:
        above = known.missing(code)
        if above is None:
            return None
        return f"“{above.name}”下没有这个编码", Severity.ADVICE
    right = chinese.key(subject.name)
    if right.startswith(name) or name.startswith(right):
        return None
    is_sure = subject.confirmed and likeness(name, right) < _NEARLY_RIGHT
    return f"当年的名称是“{subject.name}”", None if is_sure else Severity.ADVICE
