"""过时的说法。"""

from collections.abc import Iterator

from jixiao import chinese
from jixiao.checks import check
from jixiao.checks.objectives import names_and_objective
from jixiao.checks.standard import wordings
from jixiao.evidence import Evidence
from jixiao.findings import Breach, Severity
from jixiao.targets import TargetTable


@check(
    code="WO11",
    title="过时的说法",
    says="“{printed}”{since} 年起改称“{now}”",
    suggests="改用现在的名称",
    severity=Severity.ADVICE,
    basis="财预〔2015〕88号",
    rule="N11",
)
def stale_terms(table: TargetTable) -> Iterator[Breach]:
    texts = list(names_and_objective(table))
    for term in wordings("renamed", table.fiscal_year):
        places: list[Evidence] = []
        printed: dict[str, None] = {}
        for text, evidence in texts:
            if stale := term.search(chinese.key(text)):
                places.append(evidence)
                printed[stale] = None
        if places:
            names = "、".join(printed)
            yield Breach(
                places, "objective", printed=names, since=term.since, now=term.now
            )
