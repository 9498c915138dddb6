"""几个项目的目标用同一句话。"""

import re
from collections.abc import Iterator

from jixiao import chinese
from jixiao.checks import Dossier, check
from jixiao.checks.objectives import objective_text
from jixiao.findings import Breach, Severity
from jixiao.targets import TargetTable


@check(
    code="WO04",
    title="几个项目的目标用同一句话",
    says="“{phrase}”在 {count} 个项目的目标里一字不差",
    suggests="各写各的项目做到什么",
    severity=Severity.WARNING,
    basis="财预〔2015〕88号",
    rule="G18",
)
def stock_phrases(dossier: Dossier, *, least: int, shortest: int) -> Iterator[Breach]:
    users: dict[str, list[TargetTable]] = {}
    for table in dossier.tables:
        phrases = _ENDS.split(chinese.key(objective_text(table)))
        for phrase in dict.fromkeys(phrases):
            if len(phrase) >= shortest:
                users.setdefault(phrase, []).append(table)
    for phrase, tables in users.items():
        if len(tables) >= least:
            yield Breach(
                (table.evidence.get("objective") for table in tables),
                "tables",
                phrase=phrase,
                count=len(tables),
            )


_ENDS = re.compile(r"[，。；;,.!！：:]")
