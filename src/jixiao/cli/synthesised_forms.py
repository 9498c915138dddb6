"""Self-evaluation forms of counties that do not exist, as each would send its own."""

import csv
from collections.abc import Mapping, Sequence
from decimal import Decimal
from pathlib import Path

from msgspec.structs import replace

from jixiao.evidence import Evidence
from jixiao.fund.synthesis.region import FUND, YEAR
from jixiao.publication import write_form
from jixiao.quantity import read_value
from jixiao.targets import (
    BudgetExecution,
    Execution,
    Indicator,
    Objective,
    TargetTable,
)
from jixiao.targets.editing import blank

FORM = "mof_self_2020"
_ASPECTS = {
    "救助人数": ("产出指标", "数量指标"),
    "救助资金按时支付率": ("产出指标", "时效指标"),
    "平均支付用时": ("产出指标", "时效指标"),
    "住户走访人次": ("效益指标", "社会效益指标"),
}
_SIDES = {"1": "≥", "2": "≤"}
_PERCENT = 100


def write_county_forms(folder: Path) -> None:
    """Write each county's form from its own extracts and the money in the answers."""
    money = {row["区划代码"]: row for row in _rows(folder / "answers" / "money.csv")}
    for path in sorted(folder.glob("*/extracts/DIVISION_RESULT.csv")):
        place = path.parent.parent
        if place.name in money:
            table = _form(place.name, _rows(path), money[place.name])
            write_form([table], place / "self.xlsx", FORM)


def _rows(path: Path) -> Sequence[Mapping[str, str]]:
    with path.open(encoding="utf-8-sig", newline="") as file:
        return [*csv.DictReader(file)]


def _form(
    code: str, results: Sequence[Mapping[str, str]], money: Mapping[str, str]
) -> TargetTable:
    received, spent = Decimal(money["收到"]), Decimal(money["支出"])
    rate = (spent * _PERCENT / received).quantize(Decimal("0.01")) if received else None
    whole = Execution(initial=received, budget=received, executed=spent, rate=rate)
    return replace(
        blank(YEAR, f"{code} 医保中心", f"{code} 医疗保障局"),
        dialect=FORM,
        project_name=FUND,
        money_unit="元",
        indicators=tuple(_indicator(row) for row in results),
        objective=Objective(text="按时足额支付医疗救助资金。"),
        objective_achieved="医疗救助资金已支付。",
        budget_execution=BudgetExecution(total=whole, fiscal_appropriation=whole),
    )


def _indicator(row: Mapping[str, str]) -> Indicator:
    dimension, aspect = _ASPECTS[row["指标名称"]]
    unit = row["计量单位"]
    target = f"{_SIDES[row['目标方向']]}{row['目标值']}{unit}"
    return Indicator(
        dimension=dimension,
        dimension_label=None,
        aspect=aspect,
        aspect_label=None,
        required=None,
        name=row["指标名称"],
        label=None,
        target=read_value(target, YEAR)[0],
        not_applicable=False,
        evidence=Evidence(),
        actual=read_value(f"{row['完成值']}{unit}", YEAR)[0],
        weight=Decimal(20),
    )
