"""所有项目都填一次性。"""

from collections.abc import Iterator

from jixiao.checks import Dossier, check
from jixiao.findings import Breach, Severity


@check(
    code="TI10",
    title="所有项目都填一次性",
    says="{count} 个项目的属性都是“{nature}”",
    suggests="逐个核对：年年安排的写经常性，几年完成的写延续性",
    severity=Severity.WARNING,
    basis="财预〔2015〕88号",
    rule="G12",
)
def all_one_off(dossier: Dossier, *, least: int) -> Iterator[Breach]:
    natures = [table.project_nature or "" for table in dossier.tables]
    if len(natures) < least or len(set(natures)) != 1 or "一次性" not in natures[0]:
        return
    yield Breach(
        (table.evidence.get("project_nature") for table in dossier.tables),
        "tables",
        count=len(dossier.tables),
        nature=natures[0],
    )
