"""Turns an example of a page into a document, to be read as any other."""

from collections.abc import Iterable

from jixiao.checks import Beside
from jixiao.checks.standard import ExpenditureStandard, read_standards
from jixiao.documents import Document, Line, Source
from jixiao.reading import read_opened
from jixiao.targets import TargetTable, frameworks
from tests.spec_page import Rows

FIELDS = {
    "项目名称": "医保宣传", "主管部门": "示例市医疗保障局", "实施单位": "示例市医保中心",
    "项目属性": "经常性项目", "项目期": "2026年-2026年",
}  # fmt: skip
FUNDING: Rows = [{"年度资金总额": "12", "财政拨款": "12"}]
OBJECTIVE = "宣传医保政策，提高群众知晓率。"
INDICATORS: Rows = [
    {"二级指标": "数量指标", "三级指标": "宣传场次", "指标值": "≥12场"},
    {"二级指标": "质量指标", "三级指标": "讲解合格率", "指标值": "≥95%"},
    {"二级指标": "时效指标", "三级指标": "全部完成时间", "指标值": "2026年11月底前"},
    {"二级指标": "成本指标", "三级指标": "宣传经费", "指标值": "≤12万元"},
    {"二级指标": "社会效益指标", "三级指标": "群众政策知晓率", "指标值": "≥80%"},
    {"二级指标": "服务对象满意度指标", "三级指标": "群众满意度", "指标值": "≥90%"},
]
EVALUATED: Rows = [
    row | {"实际完成值": actual, "分值": points, "得分": points}
    for row, actual, points in zip(
        INDICATORS,
        ["12场", "96%", "2026年11月20日", "12万元", "82%", "91%（问卷300份）"],
        ["20", "10", "10", "10", "30", "10"],
        strict=True,
    )
]
EXECUTION: Rows = [
    {
        "资金": "年度资金总额", "年初预算数": "12", "全年预算数": "12", "全年执行数": "12",
        "分值": "10", "执行率": "100%", "得分": "10",
    }
]  # fmt: skip
MONITORED: Rows = [
    {
        "资金": "年度资金总额",
        "年初预算数": "12",
        "1-7月执行数": "7",
        "1-7月执行率": "58%",
        "全年预计执行数": "12",
    }
]
SO_FAR = ("年初预算数", "1-7月执行数", "1-7月执行率", "全年预计执行数")
TICKED = (
    "1-7月执行情况", "全年预计完成情况", "经费保障", "制度保障", "人员保障", "硬件条件保障", "其他",
    "原因说明", "确定能", "有可能", "完全不可能", "备注",
)  # fmt: skip
FOLLOWED: Rows = [
    row | {"1-7月执行情况": so_far, "全年预计完成情况": expected, "确定能": "√"}
    for row, so_far, expected in zip(
        INDICATORS,
        ["7场", "96%", "", "7万元", "", ""],
        ["12场", "96%", "2026年11月20日", "12万元", "82%", "91%"],
        strict=True,
    )
]
SPENT = ("年初预算数", "全年预算数", "全年执行数", "分值", "执行率", "得分")
TITLES = {
    "T1": "一、财政拨款收支总表", "T2": "二、一般公共预算支出表",
    "T3": "三、一般公共预算基本支出表", "T4": "四、一般公共预算“三公”经费支出表",
    "T5": "五、政府性基金预算支出表", "T6": "六、部门收支总表", "T7": "七、部门收入总表",
    "T8": "八、部门支出总表",
}  # fmt: skip


MORE_TITLES = {"T10": "项目支出表", "T11": "政府采购预算表"}
"""The titles of tables that are printed only where an example names them."""
Block = tuple[str, Rows | str]
"""A block of an example: its name, and its rows or its text."""
_Form = dict[str, Rows | str]
_BESIDE = ("previous", "peers", "standards")
"""The blocks of what is set beside a document, by the beginning of their names."""
_OF_BUDGET = {*TITLES, *MORE_TITLES, "narrative", "titles", "units"}
_PREVIOUS = "previous_"


def document(blocks: list[Block]) -> str:
    """Compose the text: one form for each `fields` block or for what comes without one."""
    forms: list[_Form] = [{}]
    budget: _Form = {}
    for name, block in blocks:
        if name.split("_")[0] in _BESIDE:
            continue
        if name == "fields" and (forms[-1] or len(forms) > 1):
            forms.append({})
        part = budget if name in _OF_BUDGET else forms[-1]
        part[name] = block
    printed = [_form(form) for form in forms if form or not budget]
    return (_budget(budget) if budget else "") + "".join(printed)


def opened(text: str) -> Document:
    """A text as the reader of text files opens it."""
    lines = tuple(Line(number, line) for number, line in enumerate(text.split("\n"), 1))
    return Document(source=Source(path="表.txt", sha256="", format="text"), lines=lines)


def beside(blocks: list[Block]) -> Beside:
    """What the blocks `previous_…`, `peers` and `standards` set beside the document.

    `peers` has a row for each bureau: its name and one indicator.
    """
    by_name = dict(blocks)
    previous = [
        (name.removeprefix(_PREVIOUS), block)
        for name, block in blocks
        if name.startswith(_PREVIOUS)
    ]
    peers = [block for row in by_name.get("peers", []) for block in _form_of_peer(row)]
    standards = by_name.get("standards")
    return Beside(
        previous=_tables(previous) if previous else None,
        peers=_tables(peers) if peers else None,
        standards=read_standards(standards, ExpenditureStandard, "standards")
        if standards is not None
        else None,
    )


def _form_of_peer(row: dict[str, str]) -> list[Block]:
    indicator = {head: cell for head, cell in row.items() if head != "主管部门"}
    return [("fields", [{"主管部门": row["主管部门"]}]), ("indicators", [indicator])]


def _tables(blocks: list[Block]) -> tuple[TargetTable, ...]:
    return read_opened(opened(document(blocks))).tables


def _fields(form: _Form) -> dict[str, str]:
    fields = dict(FIELDS)
    for row in form.get("fields", []):
        fields |= row
    return fields


def _head(title: str, form: _Form) -> list[str]:
    """The head of a form of the year: it prints neither the project's nature nor its term."""
    fields = _fields(form)
    year = fields.pop("年度", "2026")
    printed = [
        f"{label}\t{value}"
        for label, value in fields.items()
        if label not in _OF_TARGETS
    ]
    return [title, f"（{year}年度）", *printed]


_OF_TARGETS = ("项目属性", "项目期")


def _row(row: dict[str, str], columns: Iterable[str]) -> list[str]:
    """The levels, the name and the target of a row, and its further columns."""
    levels = [_dimension(row), row["二级指标"], row["三级指标"], row["指标值"]]
    return [*levels, *(row.get(column, "") for column in columns)]


def _is_evaluated(form: _Form) -> bool:
    scored = any("得分" in row or "分值" in row for row in form.get("indicators", []))
    return scored or bool({"execution", "achieved", "total"} & set(form))


def _evaluation(form: _Form) -> str:
    """Print a self-evaluation form as mof_self_2020 does; `total` is the row of sums."""
    lines = _head("项目支出绩效自评表", form)
    lines += [
        "项目资金（万元）\t\t年初预算数\t全年预算数（A）\t全年执行数（B）\t分值\t执行率（B/A）\t得分"
    ]
    for row in form.get("execution", EXECUTION):
        lines += [
            "\t".join(["", row["资金"], *(row.get(name) or "—" for name in SPENT)])
        ]
    achieved = str(form.get("achieved", "已全部完成。"))
    lines += ["年度总体目标\t预期目标\t\t\t实际完成情况"]
    lines += [f"\t{form.get('objective', OBJECTIVE)}\t\t\t{achieved}"]
    lines += [
        "绩效指标\t一级指标\t二级指标\t三级指标\t年度指标值\t实际完成值\t分值\t得分\t偏差原因分析及改进措施"
    ]
    columns = ("实际完成值", "分值", "得分", "偏差原因")
    for row in form.get("indicators", EVALUATED):
        lines += ["\t".join(["", *_row(row, columns)])]
    for row in form.get("total", []):
        lines += ["总分\t\t\t\t\t\t" + "\t".join(row.values())]
    return "\n".join(lines) + "\n"


def _is_monitored(form: _Form) -> bool:
    return "monitored" in form or any(
        "1-7月执行情况" in row for row in form.get("indicators", [])
    )


def _monitoring(form: _Form) -> str:
    """Print a monitoring form as mof_monitor_2019 does."""
    lines = _head("项目支出绩效目标执行监控表", form)
    lines += ["\t".join(["项目资金（万元）", "", *SO_FAR])]
    for row in form.get("monitored", MONITORED):
        lines += [
            "\t".join(["", row["资金"], *(row.get(name) or "—" for name in SO_FAR)])
        ]
    lines += [f"年度总体目标\t{form.get('objective', OBJECTIVE)}"]
    lines += [
        "绩效指标\t一级指标\t二级指标\t三级指标\t年度指标值\t" + "\t".join(TICKED)
    ]
    for row in form.get("indicators", FOLLOWED):
        lines += ["\t".join(["", *_row(row, TICKED)])]
    return "\n".join(lines) + "\n"


def _dimension(row: dict[str, str]) -> str:
    dimension_of = frameworks()["mof_2015"].dimension_of
    aspect = row["二级指标"].split("（")[0]
    return row.get("一级指标") or dimension_of.get(aspect, "")


def _form(form: _Form) -> str:
    if _is_evaluated(form):
        return _evaluation(form)
    if _is_monitored(form):
        return _monitoring(form)
    fields = _fields(form)
    year = fields.pop("年度", "2026")
    unit = fields.pop("单位", "万元")
    lines = ["项目支出绩效目标表", f"({year}年)", f"单位：{unit}"]
    lines += [f"{label}\t{value}" for label, value in fields.items()]
    for row in form.get("funding", FUNDING):
        lines += [f"{label}\t{value}" for label, value in row.items()]
    lines += [
        f"年度总体目标\t{str(form.get('objective', OBJECTIVE)).replace(chr(10), '')}"
    ]
    rows = form.get("indicators", INDICATORS)
    columns = ["实际完成值"] if any("实际完成值" in row for row in rows) else []
    lines += ["\t".join(["一级指标\t二级指标\t三级指标\t指标值", *columns])]
    lines += ["\t".join(_row(row, columns)) for row in rows]
    return "\n".join(lines) + "\n"


def _budget(budget: _Form) -> str:
    lines = ["示例市医疗保障局2026年部门预算"]
    units = dict(unit.split("=") for unit in str(budget.get("units", "")).split())
    for code in str(budget.get("titles", " ".join(TITLES))).split():
        lines += [(TITLES | MORE_TITLES)[code], f"单位：{units.get(code, '万元')}"]
        rows = budget.get(code, [])
        lines += ["\t".join(rows[0])] if rows else []
        lines += ["\t".join(row.values()) for row in rows]
    if "narrative" in budget:
        lines += ["示例市医疗保障局2026年部门预算情况说明", str(budget["narrative"])]
    return "\n".join(lines) + "\n"
