"""单位名称不一致。"""

import re
from collections.abc import Iterator

from jixiao import chinese
from jixiao.checks import Dossier, check
from jixiao.evidence import Evidence
from jixiao.findings import Breach, Severity


@check(
    code="CH06",
    title="单位名称不一致",
    says="“{name}”也写作“{other}”",
    suggests="统一用批准的全称",
    severity=Severity.WARNING,
    basis="财预〔2015〕88号",
    rule="P08",
)
def one_name(dossier: Dossier) -> Iterator[Breach]:
    for name, at in _department_names(dossier).items():
        short = _shortened(name)
        places_of: dict[str, list[Evidence]] = {}
        for match, evidence in dossier.paper.find(short) if short else ():
            places_of.setdefault(match[0], []).append(evidence)
        for other, places in places_of.items():
            yield Breach((at, *places), "tables", name=name, other=other)


def _department_names(dossier: Dossier) -> dict[str, Evidence | None]:
    """The departments by their names, with the first place of each."""
    names: dict[str, Evidence | None] = {}
    for table in dossier.tables:
        if table.supervising_department:
            name = chinese.key(table.supervising_department)
            names.setdefault(name, table.evidence.get("supervising_department"))
    if dossier.budget and dossier.budget.department:
        names.setdefault(chinese.key(dossier.budget.department), None)
    return names


def _shortened(name: str) -> re.Pattern[str] | None:
    """Match the name with characters left out of 医疗保障局; 医保局 is the usual short form."""
    place, office, _ = name.partition("医疗保障局")
    if not office or len(place) < _SHORTEST_PLACE:
        return None
    return re.compile(re.escape(place) + r"(?:医疗障?局|医疗保局|医障局|疗?保障局)")


_SHORTEST_PLACE = 2
