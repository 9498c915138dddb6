"""常见的错字和搭配。"""

from collections.abc import Iterator

from jixiao import chinese
from jixiao.checks import check
from jixiao.checks.objectives import names_and_objective
from jixiao.checks.standard import wordings
from jixiao.evidence import Evidence
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
    slips = wordings("slips", table.fiscal_year)
    places: list[Evidence] = []
    printed: dict[str, None] = {}
    right: dict[str, None] = {}
    for text, evidence in names_and_objective(table):
        for slip in slips:
            if wrong := slip.search(chinese.key(text)):
                places.append(evidence)
                printed[f"“{wrong}”"] = None
                right[f"“{slip.now}”"] = None
    if places:
        yield Breach(
            places,
            "objective",
            count=len(places),
            printed=list(printed),
            right="、".join(right),
        )
