"""栏目要求代码，没有填。"""

import re
from collections.abc import Iterable, Iterator

from jixiao import chinese
from jixiao.checks import Dossier, check
from jixiao.evidence import Evidence
from jixiao.findings import Breach, Severity
from jixiao.targets import TargetTable


@check(
    code="CO18",
    title="栏目要求代码，没有填",
    says="{count} 处栏目写着“{label}”，只填了名称，没有代码：{names}",
    suggests="补填部门（单位）代码",
    severity=Severity.ADVICE,
    basis="财预〔2015〕88号",
    rule="G01",
)
def code_asked(dossier: Dossier) -> Iterator[Breach]:
    """One finding for a document: its form asks for the codes in every table alike."""
    places: list[Evidence] = []
    labels: dict[str, None] = {}
    names: dict[str, None] = {}
    for value in _values_without_code(dossier.tables):
        for match, evidence in dossier.paper.find(_asked_before(value)):
            places.append(evidence)
            labels[match["label"]] = None
            names[value] = None
    if places:
        yield Breach(
            places,
            "tables",
            count=len(places),
            label="、".join(labels),
            names=list(names),
        )


_CODE = re.compile(r"\d{3}")
_LABEL = r"(?P<label>(?:主管部门|主管单位|实施单位|项目单位)[及和与、(]{1,2}代码\)?)"


def _values_without_code(tables: Iterable[TargetTable]) -> list[str]:
    """The departments and units of tables that are printed without a code."""
    values: list[str] = []
    for table in tables:
        if table.supervising_department and not table.department_code:
            values.append(table.supervising_department)
        if table.implementing_unit:
            values.append(table.implementing_unit)
    return [value for value in dict.fromkeys(values) if not _CODE.search(value)]


def _asked_before(value: str) -> re.Pattern[str]:
    """A label that asks for a code with a value right behind it."""
    return re.compile(rf"{_LABEL}[:|]{{0,3}}{re.escape(chinese.key(value))}")
