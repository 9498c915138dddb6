"""部门预算与单位预算混称。"""

import re
from collections.abc import Iterator

from jixiao.checks import Dossier, check
from jixiao.findings import Breach, Severity


@check(
    code="NA14",
    title="部门预算与单位预算混称",
    says="既称“部门预算”（{departments} 处），又称“单位预算”（{units} 处）",
    suggests="按公开的层级统一：含下属单位的称部门预算，单个单位的称单位预算",
    severity=Severity.ADVICE,
    basis="财预〔2016〕143号",
    rule="N14",
)
def department_or_unit(dossier: Dossier) -> Iterator[Breach]:
    _, paper = dossier.narrative()
    departments = [evidence for _, evidence in paper.find(_DEPARTMENT)]
    units = [evidence for _, evidence in paper.find(_UNIT)]
    if departments and units:
        fewer = min(departments, units, key=len)
        yield Breach(fewer, "budget", departments=len(departments), units=len(units))


_DEPARTMENT = re.compile(r"20\d{2}年度?部门预算(?!单位)")
_UNIT = re.compile(r"20\d{2}年度?单位预算")
