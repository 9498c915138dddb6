"""收回的问卷多于发出的。"""

import re
from collections.abc import Iterator

from jixiao import chinese
from jixiao.cell_path import CellPath
from jixiao.checks import check
from jixiao.checks.amounts import NUMBER, read_number
from jixiao.evidence import Evidence
from jixiao.findings import Breach, Severity
from jixiao.targets import TargetTable


@check(
    code="EV36",
    title="收回的问卷多于发出的",
    says="“{printed}”：发出 {sent} 份，收回 {returned} 份，收回的不会多于发出的",
    suggests="核对发出和收回的份数，改正写错的一处",
    severity=Severity.WARNING,
    basis="财预〔2020〕10号",
    rule="E14",
)
def more_came_back(table: TargetTable) -> Iterator[Breach]:
    for place, evidence, text in _texts(table):
        for match in _SENT_AND_BACK.finditer(chinese.key(text)):
            sent, returned = read_number(match["sent"]), read_number(match["back"])
            if returned > sent:
                yield Breach(
                    evidence, place, printed=match[0], sent=sent, returned=returned
                )


def _texts(table: TargetTable) -> Iterator[tuple[str, Evidence | None, str]]:
    """What may tell of a survey: the cells of a row, and what the year achieved."""
    for index, row in enumerate(table.indicators):
        actual = row.actual.text if row.actual else ""
        cells = (row.name, actual, row.reason or "", row.remark or "")
        yield str(CellPath.in_row(index, "actual")), row.evidence, ";".join(cells)
    at = table.evidence.get("objective_achieved")
    yield "objective_achieved", at, table.objective_achieved or ""


_SENT_AND_BACK = re.compile(
    rf"发[放出送](?:问卷|调查问卷|调查表)?[^\d,，。；;]{{0,6}}(?P<sent>{NUMBER})份[^\d。；;]{{0,8}}"
    rf"[收回]{{2}}[^\d,，。；;]{{0,8}}(?P<back>{NUMBER})份"
)
