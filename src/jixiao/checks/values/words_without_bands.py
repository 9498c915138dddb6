"""定性指标没有评定标准。"""

from collections.abc import Iterator

from jixiao.checks import Dossier, check
from jixiao.checks.printed_values import quoted
from jixiao.checks.standard import words
from jixiao.findings import Breach, Severity
from jixiao.targets import Indicator


@check(
    code="VA15",
    title="定性指标没有评定标准",
    says="{count} 条定性指标没有写明怎样算达到：{names}",
    suggests="写明分档标准，例如优、良、中、差各是什么情形",
    severity=Severity.ADVICE,
    basis="财预〔2021〕101号",
    rule="V04",
)
def words_without_bands(dossier: Dossier) -> Iterator[Breach]:
    """One finding for a document: bureaus leave the bands out everywhere or nowhere."""
    every_row = [row for table in dossier.tables for row in table.indicators]
    rows = [row for row in every_row if _lacks_bands(row)]
    if rows:
        names = [quoted(row) for row in rows[:_MOST_NAMES]]
        yield Breach(
            (row.evidence for row in rows), "tables", count=len(rows), names=names
        )


_MOST_NAMES = 4


def _lacks_bands(row: Indicator) -> bool:
    if row.not_applicable or not row.target.qualitative:
        return False
    return not words("bands").search(row.target.text)
