"""指标编号不连续。"""

import re
from collections.abc import Iterator

from jixiao.checks import check
from jixiao.findings import Breach, Severity
from jixiao.targets import Indicator, TargetTable


@check(
    code="WO08",
    title="指标编号不连续",
    says="编号的次序乱或有缺号：{numbers}",
    suggests="按 1、2、3 重新编号",
    severity=Severity.ADVICE,
    basis="财预〔2015〕88号",
    rule="I21",
)
def indicator_numbers(table: TargetTable) -> Iterator[Breach]:
    groups: dict[str | None, list[tuple[int, Indicator]]] = {}
    for row in table.indicators:
        if found := _NUMBER.search(row.label or ""):
            groups.setdefault(row.aspect, []).append((int(found[0]), row))
    wrong = {
        aspect: own
        for aspect, own in groups.items()
        if [number for number, _ in own] != list(range(own[0][0], own[0][0] + len(own)))
    }
    if wrong:
        told = [f"{a} {'、'.join(str(n) for n, _ in own)}" for a, own in wrong.items()]
        at = (own[0][1].evidence for own in wrong.values())
        yield Breach(at, "indicators", numbers="；".join(told))


_NUMBER = re.compile(r"\d+")
