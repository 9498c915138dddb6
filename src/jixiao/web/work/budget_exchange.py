"""Figures exchanged with 预算管理一体化 as tables: what was approved goes out, what was spent comes in.

A project is known by its year and its project code; nothing that somebody typed is overwritten.
"""

import csv
import io
import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from decimal import Decimal

from django.db import transaction

from jixiao.cell_path import CellPath
from jixiao.errors import JixiaoError
from jixiao.money import convert, typed_number
from jixiao.targets import Execution, TargetTable
from jixiao.targets.editing import edit
from jixiao.web.models import Case, Draft
from jixiao.web.people.roster import safe
from jixiao.web.work.drafts import TYPED, renew, rescored

INDICATOR = "预算指标编号"
"""The label under which a table bears the number of its budget indicator."""
HEADS = (
    "年度",
    "单位",
    "项目编码",
    INDICATOR,
    "项目名称",
    "批复预算（元）",
    "执行数（元）",
)
_NEEDED = ("年度", "项目编码", "执行数（元）")
_FORMS = ("evaluation", "monitoring")
_EXECUTED = CellPath("budget_execution.total.executed")


class FaultyExchange(JixiaoError, ValueError):
    """The table cannot be taken; nothing was changed."""


@dataclass(slots=True)
class Taken:
    """How many forms took what was spent, and the rows that none took, each with why."""

    forms: int = 0
    left: list[str] = field(default_factory=list)


def rows_of(year: int) -> Iterator[dict[str, str]]:
    """The approved projects of a year, with what their last form says was spent."""
    cases = Case.objects.filter(year=year, in_force__isnull=False)
    for case in cases.select_related("unit", "in_force").order_by("unit__path", "pk"):
        table = case.in_force.content if case.in_force else None
        if table is None:
            continue
        values = (
            str(year),
            case.unit.name,
            table.project_code or "",
            table.other_fields.get(INDICATOR, ""),
            table.project_name or case.name,
            _printed(case.budget),
            _printed(_spent(case)),
        )
        yield dict(zip(HEADS, values, strict=True))


def _spent(case: Case) -> Decimal | None:
    by_kind = {draft.kind: draft.table for draft in case.drafts.exclude(kind="target")}
    for kind in _FORMS:
        form = by_kind.get(kind)
        if form and form.budget_execution and form.budget_execution.total.executed:
            return form.in_yuan(form.budget_execution.total.executed)
    return None


def _printed(amount: Decimal | None) -> str:
    return "" if amount is None else f"{amount:.2f}"


def as_csv(rows: Iterable[Mapping[str, str]]) -> str:
    """The rows as a CSV that spreadsheets open, and run nothing of."""
    out = io.StringIO()
    out.write("\ufeff")
    writer = csv.writer(out)
    writer.writerow(HEADS)
    writer.writerows([safe(row[head]) for head in HEADS] for row in rows)
    return out.getvalue()


def as_json(rows: Iterable[Mapping[str, str]]) -> str:
    """The rows as JSON: a list of objects under the heads of the CSV."""
    return json.dumps(list(rows), ensure_ascii=False, indent=1)


def read(text: str) -> list[dict[str, str]]:
    """Read rows from a CSV or JSON of the same heads.

    Raises:
        FaultyExchange: it is none, or a head that is needed is not there.
    """
    text = text.lstrip("\ufeff")
    if text.lstrip().startswith("["):
        try:
            rows = json.loads(text)
        except (ValueError, RecursionError) as error:
            message = "不是完整的 JSON。请重新导出。"
            raise FaultyExchange(message) from error
    else:
        rows = list(csv.DictReader(io.StringIO(text)))
    for number, row in enumerate(rows, 1):
        if not isinstance(row, dict) or not set(_NEEDED) <= set(row):
            message = (
                f"第 {number} 行没有 {'、'.join(_NEEDED)} 几栏。请按导出的表头写。"
            )
            raise FaultyExchange(message)
    return [
        {head: str(row.get(head) or "").strip().removeprefix("'") for head in HEADS}
        for row in rows
    ]


def take(rows: Iterable[Mapping[str, str]]) -> Taken:
    """Put what was spent into the forms of the year that are being filled in, where nothing stands yet."""
    taken = Taken()
    with transaction.atomic():
        for number, row in enumerate(rows, 1):
            if why := _take_row(row):
                taken.left.append(f"第 {number} 行 {row['项目编码']}：{why}")
            else:
                taken.forms += 1
    return taken


def _take_row(row: Mapping[str, str]) -> str:
    """Take one row; "" where it was taken, else why not."""
    executed = _amount(row["执行数（元）"])
    if executed is None:
        return f"执行数“{row['执行数（元）'][:20]}”不是金额。"
    drafts = list(_open_forms(row["年度"], row["项目编码"]))
    if not drafts:
        return "没有这个编码的、正在填的监控表或自评表。"
    if len({draft.case_id for draft in drafts}) > 1:
        return "有几个项目是这个编码，分不清是哪一个。"
    return "".join(filter(None, [_put(draft, executed) for draft in drafts]))


def _amount(text: str) -> Decimal | None:
    amount = typed_number(text)
    return amount if amount is not None and amount >= 0 else None


def _open_forms(year: str, code: str) -> Iterator[Draft]:
    """The forms being filled in of the projects of a year that bear a code."""
    if not (year.isascii() and year.isdecimal() and code):
        return
    for kind in _FORMS:
        drafts = Draft.objects.filter(
            kind=kind, case__year=int(year), **{f"case__{kind}__in": TYPED[kind]}
        )
        for draft in drafts.select_related("case__in_force"):
            if draft.table.project_code == code:
                yield draft


def _put(draft: Draft, executed: Decimal) -> str:
    """Put an amount in yuan into a form; why not where another stands there."""
    table: TargetTable = draft.table
    unit = table.money_unit or "元"
    spent = table.budget_execution.total if table.budget_execution else Execution()
    amount = convert(executed, "元", unit)
    if spent.executed is not None and spent.executed != amount:
        return f"表上已填 {spent.executed:f} {unit}，来的是 {amount:f} {unit}，没有改，请核对。"
    if spent.executed is None:
        approved = draft.case.in_force
        filled = edit(table, _EXECUTED, f"{amount.normalize():f}")
        if approved is not None:
            filled = rescored(draft.kind, approved.content, filled)
        renew(draft.case, draft.kind, filled)
    return ""
