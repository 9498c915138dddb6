"""定性指标没有评定标准。"""

from collections.abc import Iterator

from jixiao.checks import Dossier, check
from jixiao.checks.standard import words
from jixiao.findings import Breach, Severity


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
    rows = [
        row
        for table in dossier.tables
        for row in table.indicators
        if row.target.qualitative
        and not row.not_applicable
        and not words("bands").search(row.target.text)
    ]
    if rows:
        names = [f"“{row.name} {row.target.text}”" for row in rows[:4]]
        yield Breach((row.evidence for row in rows), "tables", count=len(rows), names=names)
