"""Turns an example of a page into a document, to be read as any other."""

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
TITLES = {
    "T1": "一、财政拨款收支总表", "T2": "二、一般公共预算支出表",
    "T3": "三、一般公共预算基本支出表", "T4": "四、一般公共预算“三公”经费支出表",
    "T5": "五、政府性基金预算支出表", "T6": "六、部门收支总表", "T7": "七、部门收入总表",
    "T8": "八、部门支出总表",
}  # fmt: skip


def document(given: list[tuple[str, Rows | str]]) -> str:
    """Compose the text: one form for each `fields` block or for what comes without one."""
    forms: list[dict[str, Rows | str]] = [{}]
    budget: dict[str, Rows | str] = {}
    own = [
        item for item in given if item[0].split("_")[0] not in ("previous", "peers", "standards")
    ]
    for name, block in own:
        if name == "fields" and (forms[-1] or len(forms) > 1):
            forms.append({})
        (budget if name in TITLES or name in ("narrative", "titles") else forms[-1])[name] = block
    printed = [_form(form) for form in forms if form or not budget]
    return (_budget(budget) if budget else "") + "".join(printed)


def beside(given: list[tuple[str, Rows | str]]) -> Beside:
    """Give what the blocks `previous_…`, `peers` and `standards` set beside the document.

    `peers` has a row for each bureau: its name and one indicator.
    """
    blocks = dict(given)
    before = [(name[9:], block) for name, block in given if name.startswith("previous_")]
    peers = [
        block
        for row in blocks.get("peers", [])
        for block in (
            ("fields", [{"主管部门": row["主管部门"]}]),
            ("indicators", [{k: v for k, v in row.items() if k != "主管部门"}]),
        )
    ]
    return Beside(
        previous=_tables(before) if before else None,
        peers=_tables(peers) if peers else None,
        standards=read_standards(blocks["standards"], ExpenditureStandard, "standards")
        if "standards" in blocks
        else None,
    )


def _tables(given: list[tuple[str, Rows | str]]) -> tuple[TargetTable, ...]:
    lines = tuple(Line(number, line) for number, line in enumerate(document(given).split("\n"), 1))
    source = Source(path="旁.txt", sha256="", format="text")
    return read_opened(Document(source=source, lines=lines)).tables


def _form(form: dict[str, Rows | str]) -> str:
    fields = dict(FIELDS)
    for row in form.get("fields", []):
        fields |= row
    year = fields.pop("年度", "2026")
    unit = fields.pop("单位", "万元")
    lines = ["项目支出绩效目标表", f"({year}年)", f"单位：{unit}"]
    lines += [f"{label}\t{value}" for label, value in fields.items()]
    for row in form.get("funding", FUNDING):
        lines += [f"{label}\t{value}" for label, value in row.items()]
    lines += [f"年度总体目标\t{str(form.get('objective', OBJECTIVE)).replace(chr(10), '')}"]
    rows = form.get("indicators", INDICATORS)
    beside = [name for name in ("实际完成值",) if any(name in row for row in rows)]
    lines += ["\t".join(["一级指标\t二级指标\t三级指标\t指标值", *beside])]
    of = frameworks()["mof_2015"].dimension_of
    for row in rows:
        dimension = row.get("一级指标") or of.get(row["二级指标"].split("（")[0], "")
        own = [dimension, row["二级指标"], row["三级指标"], row["指标值"]]
        lines.append("\t".join([*own, *(row.get(name, "") for name in beside)]))
    return "\n".join(lines) + "\n"


def _budget(budget: dict[str, Rows | str]) -> str:
    lines = ["示例市医疗保障局2026年部门预算"]
    for code in str(budget.get("titles", " ".join(TITLES))).split():
        lines += [TITLES[code], "单位：万元"]
        rows = budget.get(code, [])
        lines += ["\t".join(rows[0])] if rows else []
        lines += ["\t".join(row.values()) for row in rows]
    if "narrative" in budget:
        lines += ["示例市医疗保障局2026年部门预算情况说明", str(budget["narrative"])]
    return "\n".join(lines) + "\n"
