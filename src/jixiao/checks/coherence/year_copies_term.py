"""年度目标照抄实施期目标。"""

import re
from collections.abc import Iterator

from jixiao import chinese
from jixiao.checks import check
from jixiao.checks.objectives import objective_text
from jixiao.findings import Breach, Severity
from jixiao.targets import TargetTable


@check(
    code="CH25",
    title="年度目标照抄实施期目标",
    says="年度目标与实施期目标一字不差：“{term}……”",
    suggests="写明本年度要做到哪一步，数要能从实施期目标里分出来",
    severity=Severity.WARNING,
    basis="财预〔2015〕88号",
    rule="G17",
)
def year_copies_term(table: TargetTable) -> Iterator[Breach]:
    match = _BOTH.fullmatch(chinese.squeeze(objective_text(table)))
    if match:
        yield Breach(
            table.evidence.get("objective"),
            "objective",
            term=match["term"][:_WORDS_SHOWN],
        )


_BOTH = re.compile(
    r"(?:实施期|中长期|中期|长期)(?:绩效)?(?:总体)?目标[:：]?(?P<term>.{10,800}?)"
    r"(?:(?:年度|当年)(?:绩效)?(?:总体)?目标[:：]?)?(?P=term)"
)
_WORDS_SHOWN = 24
