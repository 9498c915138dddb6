"""同一指标的单位不同。"""

from collections.abc import Iterator

from jixiao import chinese
from jixiao.checks import Dossier, check
from jixiao.checks.costs import COST
from jixiao.findings import Breach, Severity
from jixiao.targets import Indicator, TargetTable


@check(
    code="CH14",
    title="同一指标的单位不同",
    says="“{name}”在“{one}”里是 {first}，在“{other}”里是 {second}",
    suggests="统一口径；量的不是一回事的，改用不同的名称",
    severity=Severity.WARNING,
    basis="财预〔2021〕101号",
    rule="P06",
)
def one_measure(dossier: Dossier) -> Iterator[Breach]:
    """Each row is compared with the first of its name that another project prints."""
    first_of_name: dict[str, tuple[TargetTable, Indicator]] = {}
    for table in dossier.tables:
        for row in table.indicators:
            name = chinese.key(row.name)
            if _plain_unit(row) is None or row.aspect in COST or len(name) < _LEAST:
                continue
            first_table, first = first_of_name.setdefault(name, (table, row))
            if first_table is not table and _plain_unit(first) != _plain_unit(row):
                yield Breach(
                    (first.evidence, row.evidence),
                    "tables",
                    name=row.name,
                    one=first_table.project_name,
                    first=first.target.text,
                    other=table.project_name,
                    second=row.target.text,
                )


_LEAST = 4
_SAME_UNITS = {"名": "人", "个": "", "项": ""}


def _plain_unit(row: Indicator) -> str | None:
    """The unit of a row without its scale, the words for persons as one; None without a number."""
    value = row.target.in_base_units()
    if value is None:
        return None
    unit = value[1] or ""
    return _SAME_UNITS.get(unit, unit)
