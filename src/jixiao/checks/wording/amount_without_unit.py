"""金额没有写单位。"""

import re
from collections.abc import Iterator

from jixiao import chinese
from jixiao.checks import check
from jixiao.checks.objectives import objective_texts
from jixiao.findings import Breach, Severity
from jixiao.targets import TargetTable


@check(
    code="WO09",
    title="金额没有写单位",
    says="{count} 处金额没有写单位：{printed}",
    suggests="补上“万元”或“元”",
    severity=Severity.WARNING,
    basis="财预〔2015〕88号",
    rule="G14",
)
def amount_without_unit(table: TargetTable) -> Iterator[Breach]:
    """One finding for a table: the own level's objective repeats the year's."""
    for place, text in objective_texts(table):
        bare = [match[0] for match in _BARE.finditer(chinese.key(text))]
        if bare:
            printed = [f"“{amount}”" for amount in bare]
            yield Breach(
                table.evidence.get(place), place, count=len(bare), printed=printed
            )
            return


_BARE = re.compile(
    r"[\u4e00-\u9fff]{0,6}(?:支出|经费|资金|费用|预算|补助)(?:共计|合计|约|为)?\d+\.\d+(?=[(（,，。；;、])"
)
