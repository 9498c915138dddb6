"""单位成本高于支出标准。"""

import re
from collections.abc import Iterator
from decimal import Decimal
from itertools import product

from jixiao import chinese
from jixiao.checks import Dossier, check
from jixiao.checks.costs import costs
from jixiao.checks.standard import ExpenditureStandard
from jixiao.findings import Breach, Severity
from jixiao.targets import Indicator


@check(
    code="VA16",
    title="单位成本高于支出标准",
    says="“{name} {stated}”高于支出标准 {most}{unit}（{source}）",
    suggests="按标准核减，或说明超出标准的依据；当地标准不同的，写明当地的",
    severity=Severity.WARNING,
    basis="财预〔2021〕101号",
    rule="C07",
)
def above_standard(dossier: Dossier) -> Iterator[Breach]:
    standards = dossier.standards()
    for table in dossier.tables:
        in_force = [
            standard for standard in standards if standard.holds(table.fiscal_year)
        ]
        unit_costs = [cost for cost in costs(table) if cost.per_unit]
        for cost, standard in product(unit_costs, in_force):
            row = cost.indicator
            if _is_of(row, standard) and cost.yuan > standard.yuan:
                yield Breach(
                    row.evidence,
                    cost.place,
                    _severity(cost.yuan, standard),
                    project_name=table.project_name,
                    name=row.name,
                    stated=row.target.text,
                    most=standard.most,
                    unit=standard.unit,
                    source=standard.basis,
                )


def _severity(price: Decimal, standard: ExpenditureStandard) -> Severity | None:
    """A published standard has classes: advice, unless even the highest class is less."""
    above_all = standard.highest is not None and price > standard.highest
    return None if standard.confirmed or above_all else Severity.ADVICE


def _is_of(row: Indicator, standard: ExpenditureStandard) -> bool:
    """Whether a price is of a standard's item and for the same: 元/人天 is no price of a session.

    A price that does not say for what is compared with standards that were given, not published.
    """
    if standard.item not in row.name:
        return False
    _, _, per = str(row.target.unit).partition("/")
    priced = _measures(per) or _measures("".join(_EACH.findall(chinese.key(row.name))))
    return priced == _measures(standard.unit.partition("/")[2]) or (
        not priced and standard.confirmed
    )


_MEASURE = re.compile(r"学时|课时|[人名天日场次期个家册份年月]")
_EACH = re.compile(r"(?<=每)(?:学时|课时|[\u4e00-\u9fff])|人天")
_ALIKE = {"名": "人", "日": "天", "课时": "学时"}


def _measures(per: str) -> frozenset[str]:
    """What a price is for each of: 人天 and 人·日 are of a person and a day."""
    return frozenset(_ALIKE.get(measure, measure) for measure in _MEASURE.findall(per))
