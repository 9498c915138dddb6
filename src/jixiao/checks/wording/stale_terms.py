"""过时的说法。"""

from collections.abc import Iterator

from jixiao import chinese
from jixiao.checks import check
from jixiao.checks.standard import wordings
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
    terms = wordings("renamed", table.fiscal_year)
    texts = [(row.name, row.evidence) for row in table.indicators]
    if table.objective and (at := table.evidence.get("objective")):
        texts.append((table.objective.text, at))
    for term in terms:
        found = [(hit, at) for text, at in texts if (hit := term.search(chinese.key(text)))]
        if found:
            printed = "、".join(dict.fromkeys(hit for hit, _ in found))
            at_all = (at for _, at in found)
            yield Breach(at_all, "objective", printed=printed, since=term.since, now=term.now)
