"""目标里的科目名称不对。"""

import re
from collections.abc import Iterator

from jixiao import chinese
from jixiao.checks import check
from jixiao.checks.objectives import objective_text
from jixiao.checks.standard import subjects
from jixiao.findings import Breach, Severity
from jixiao.targets import TargetTable


@check(
    code="WO10",
    title="目标里的科目名称不对",
    says="“{printed}”与科目 {code} 的名称“{name}”不符",
    suggests="按当年的政府收支分类科目写",
    severity=Severity.WARNING,
    basis="财预〔2015〕88号",
    rule="B12",
)
def subject_named(table: TargetTable) -> Iterator[Breach]:
    subjects_of_year = subjects("function", table.fiscal_year).by_code
    text = chinese.key(objective_text(table))
    for match in _CITED.finditer(text):
        code = match["code"]
        subject = subjects_of_year.get(code)
        if subject is None or not subject.confirmed:
            continue
        name = chinese.key(subject.name).removesuffix("支出")
        before = _TAIL.sub("", match["words"])
        if not before.endswith(name):
            shown = before[-len(name) - 2 :]
            yield Breach(
                table.evidence.get("objective"),
                "objective",
                printed=f"{shown}({code})",
                code=subject.code,
                name=subject.name,
            )


_CITED = re.compile(r"(?P<words>[\u4e00-\u9fff]{4,30})\((?P<code>\d{7})\)")
_TAIL = re.compile(r"(?:支出|项目|科目|经费)+$")
