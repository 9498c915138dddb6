"""一个项目有两张表。"""

from collections.abc import Iterator

from jixiao import chinese
from jixiao.checks import Dossier, check
from jixiao.findings import Breach, Severity
from jixiao.targets import TargetTable


@check(
    code="CH16",
    title="一个项目有两张表",
    says="“{name}”有 {count} 张绩效目标表",
    suggests="留下正确的一张；分给几个单位的，在名称里写明",
    severity=Severity.WARNING,
    basis="财预〔2015〕88号",
    rule="P05",
)
def two_tables_for_one(dossier: Dossier) -> Iterator[Breach]:
    groups: dict[tuple[object, ...], list[TargetTable]] = {}
    for table in dossier.tables:
        name = chinese.key(table.project_name or "")
        unit = chinese.key(table.implementing_unit or "")
        # What was promised may stand beside what was achieved of it.
        stage = (table.evaluated, table.monitored)
        if name:
            groups.setdefault((name, table.fiscal_year, unit, stage), []).append(table)
    for tables in groups.values():
        if len(tables) > 1:
            yield Breach(
                (table.evidence.get("project_name") for table in tables),
                "tables",
                name=tables[0].project_name,
                count=len(tables),
            )
