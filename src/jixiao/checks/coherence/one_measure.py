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
    seen: dict[str, tuple[TargetTable, Indicator]] = {}
    for table in dossier.tables:
        for row in table.indicators:
            value = row.target.in_base_units()
            name = chinese.key(row.name)
            if value is None or row.aspect in COST or len(name) < _LEAST:
                continue
            before = seen.setdefault(name, (table, row))
            other = before[1].target.in_base_units()
            if other and before[0] is not table and _unit(other[1]) != _unit(value[1]):
                yield Breach(
                    (before[1].evidence, row.evidence),
                    "tables",
                    name=row.name,
                    one=before[0].project_name,
                    first=before[1].target.text,
                    other=table.project_name,
                    second=row.target.text,
                )


_LEAST = 4


def _unit(unit: str | None) -> str:
    """Give a unit, the words for persons as one."""
    return {"名": "人", "个": "", "项": ""}.get(unit or "", unit or "")
