"""常见的错字和搭配。"""

from collections.abc import Iterator

from jixiao import chinese
from jixiao.checks import check
from jixiao.checks.standard import wordings
from jixiao.findings import Breach, Severity
from jixiao.targets import TargetTable


@check(
    code="WO12",
    title="常见的错字和搭配",
    says="{count} 处：{printed}",
    suggests="按{right}改正",
    severity=Severity.ADVICE,
    basis="财预〔2015〕88号",
    rule="N13",
)
def common_slips(table: TargetTable) -> Iterator[Breach]:
    texts = [(row.name, row.evidence) for row in table.indicators]
    if table.objective and (at := table.evidence.get("objective")):
        texts.append((table.objective.text, at))
    found = [
        (printed, slip.now, at)
        for text, at in texts
        for slip in wordings("slips", table.fiscal_year)
        if (printed := slip.search(chinese.key(text)))
    ]
    if found:
        yield Breach(
            (at for *_, at in found),
            "objective",
            count=len(found),
            printed=[f"“{printed}”" for printed in dict.fromkeys(p for p, *_ in found)],
            right="、".join(f"“{now}”" for now in dict.fromkeys(now for _, now, _ in found)),
        )
