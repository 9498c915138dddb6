"""情况说明里的科目名称与表不同。"""

import re
from collections.abc import Iterator

from jixiao import chinese
from jixiao.checks import Dossier, check
from jixiao.checks.likeness import likeness
from jixiao.findings import Breach, Severity


@check(
    code="NA39",
    title="情况说明里的科目名称与表不同",
    says="情况说明写“{said}”，表里的科目是“{name}”",
    suggests="按表改正科目名称",
    severity=Severity.WARNING,
    basis="财预〔2016〕143号",
    rule="B12",
)
def subject_misprinted(dossier: Dossier) -> Iterator[Breach]:
    """Only where the table's own name is nowhere in the narrative: else it may be another subject."""
    budget, paper = dossier.narrative()
    names = {
        chinese.key(row.subject_name)
        for printed in budget.tables
        for row in printed.rows
        if row.subject_name and row.subject_code
    }
    for match, evidence in paper.find(_ITEM):
        said = match["item"]
        if not names or said.replace("其它", "其他") in names:
            continue
        name = max(names, key=lambda each: likeness(each, said))
        if likeness(name, said) >= _ALIKE and f"{name}(项)" not in paper.text:
            yield Breach(evidence, "budget.figures", said=said, name=name)


_ITEM = re.compile(r"\(款\)(?P<item>[^(),，。;；\d]{3,40})\(项\)")
_ALIKE = 0.8
