"""引用的文号不对。"""

import re
from collections.abc import Iterator

from jixiao.checks import check
from jixiao.findings import Breach, Severity
from jixiao.targets import TargetTable


@check(
    code="WO07",
    title="引用的文号不对",
    says="“{printed}”{reason}",
    suggests="核对文件的年份和文号，写作“某发〔2024〕12号”",
    severity=Severity.ERROR,
    basis="财预〔2015〕88号",
    rule="G19",
)
def citations(table: TargetTable) -> Iterator[Breach]:
    for place in ("objective", "own_level_objective"):
        objective = getattr(table, place)
        for found in _NUMBER.finditer(objective.text if objective else ""):
            late = table.fiscal_year and int(found["year"]) > table.fiscal_year
            if late:
                reason, severity = f"的年份晚于 {table.fiscal_year} 年度", None
            elif found["open"] not in "〔﹝":
                reason, severity = "的年份应放在六角括号〔〕里", Severity.ADVICE
            else:
                continue
            yield Breach(
                table.evidence.get(place), place, severity, printed=found[0], reason=reason
            )


_NUMBER = re.compile(
    r"[\u4e00-\u9fff]{0,6}(?P<open>[〔﹝\[（(【［])\s*(?P<year>(?:19|20)\d{2})年?\s*[〕﹞\]）)】］]\s*第?\d+\s*号"
)
