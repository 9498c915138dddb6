"""定性指标没有评定标准。"""

import re
from collections.abc import Iterator

from jixiao import chinese
from jixiao.checks import Dossier, check
from jixiao.checks.in_words import is_rate_in_words, repeats_name
from jixiao.checks.printed_values import quoted
from jixiao.checks.standard import words
from jixiao.findings import Breach, Severity
from jixiao.targets import Indicator


@check(
    code="VA15",
    title="定性指标没有评定标准",
    says="{count} 条{what}没有写明怎样算达到：{names}",
    suggests="写明分档标准，例如优、良、中、差各是什么情形",
    severity=Severity.ADVICE,
    basis="财预〔2021〕101号",
    rule="V04",
)
def words_without_bands(dossier: Dossier) -> Iterator[Breach]:
    """A finding for the outputs' quality of a project, and one for all else of a document.

    Bureaus leave the bands out everywhere or nowhere, and outcomes may be in words (财预〔2021〕101号):
    they are named once. The quality of an output is what the project is accepted by.
    """
    others: list[Indicator] = []
    for table in dossier.tables:
        rows = [row for row in table.indicators if _lacks_bands(row)]
        quality = [row for row in rows if row.aspect == _QUALITY]
        if quality:
            names = [quoted(row) for row in quality]
            yield Breach(
                (row.evidence for row in quality),
                "indicators",
                Severity.WARNING,
                project_name=table.project_name,
                what="质量指标",
                count=len(quality),
                names=names,
            )
        others += [row for row in rows if row.aspect != _QUALITY]
    if others:
        names = [quoted(row) for row in others[:_MOST_NAMES]]
        yield Breach(
            (row.evidence for row in others),
            "tables",
            what="定性指标",
            count=len(others),
            names=names,
        )


_QUALITY = "质量指标"
_MOST_NAMES = 4
_BANDS = re.compile(r"[优良][、/，,;；]?[良中差]|[优良中差]\s*[:：(（]")
"""Grade words beside one another, or with what they mean behind them: one alone is a value."""


def _lacks_bands(row: Indicator) -> bool:
    if row.not_applicable or not row.target.qualitative or _is_told_elsewhere(row):
        return False
    text = chinese.key(row.target.text)
    return not (words("bands").search(text) or _BANDS.search(text))


def _is_told_elsewhere(row: Indicator) -> bool:
    """Whether another check says what is wrong with a value: no number, or the name again."""
    return row.aspect == "数量指标" or is_rate_in_words(row) or repeats_name(row)
