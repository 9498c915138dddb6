"""常见的错字和搭配。"""

import re
from collections.abc import Iterator
from typing import NamedTuple

from jixiao import chinese
from jixiao.checks import Dossier, check
from jixiao.checks.in_words import is_rate_in_words
from jixiao.checks.objectives import names_and_objective
from jixiao.checks.standard import wordings
from jixiao.evidence import Evidence
from jixiao.findings import Breach, Severity
from jixiao.targets import TargetTable


@check(
    code="WO12",
    title="常见的错字和搭配",
    says="用字或搭配不当 {count} 处：{printed}",
    suggests="按{right}改正",
    severity=Severity.ADVICE,
    basis="财预〔2015〕88号",
    rule="N13",
)
def common_slips(dossier: Dossier) -> Iterator[Breach]:
    """One finding for a document: each slip with all its places."""
    slips = [*_in_tables(dossier), *_in_prose(dossier)]
    if slips:
        yield Breach(
            [slip.evidence for slip in slips],
            "tables",
            count=len(slips),
            printed=list(dict.fromkeys(f"“{slip.printed}”" for slip in slips)),
            right="、".join(dict.fromkeys(f"“{slip.right}”" for slip in slips)),
        )


class _Slip(NamedTuple):
    printed: str
    right: str
    evidence: Evidence


def _in_tables(dossier: Dossier) -> Iterator[_Slip]:
    for table in dossier.tables:
        rates = [row.evidence for row in table.indicators if is_rate_in_words(row)]
        for text, evidence in names_and_objective(table):
            if evidence in rates:
                continue
            for slip in wordings("slips", table.fiscal_year):
                if wrong := slip.search(chinese.key(text)):
                    yield _Slip(wrong, slip.now, evidence)


def _in_prose(dossier: Dossier) -> Iterator[_Slip]:
    """The slips outside the tables, in lines that are not parted into cells."""
    if dossier.document is None:
        return
    year = dossier.budget.fiscal_year if dossier.budget else None
    of_tables = [_span(table) for table in dossier.tables]
    prose = {
        line.number
        for line in dossier.document.lines
        if "\t" not in line.text
        and not any(line.number in of_table for of_table in of_tables)
    }
    for slip in wordings("slips", year):
        for match, evidence in dossier.paper.find(re.compile(slip.pattern)):
            if evidence.lines and prose.issuperset(_each_line(evidence.lines)):
                yield _Slip(match[0], slip.now, evidence)


def _span(table: TargetTable) -> range:
    """The lines from the first to the last that a table was read from."""
    places = [*table.evidence.values(), *(row.evidence for row in table.indicators)]
    lines = [number for place in places for number in place.lines or ()]
    return _each_line((min(lines), max(lines))) if lines else range(0)


def _each_line(lines: tuple[int, int]) -> range:
    return range(lines[0], lines[1] + 1)
