"""人与人次混用。"""

from collections.abc import Iterator

from jixiao.cell_path import CellPath
from jixiao.checks import check
from jixiao.checks.costs import costs
from jixiao.findings import Breach, Severity
from jixiao.targets import TargetTable


@check(
    code="VA09",
    title="人与人次混用",
    says="“{name}”说的是{meant}，指标值单位写作{unit}",
    suggests="按实际统计的口径统一：一人多次的用人次，按人头的用人",
    severity=Severity.WARNING,
    basis="财预〔2021〕101号",
    rule="V13 C05",
)
def persons_and_times(table: TargetTable) -> Iterator[Breach]:
    for index, row in enumerate(table.indicators):
        unit = row.target.unit or ""
        meant = _meant(row.name, unit)
        if meant:
            yield Breach(
                row.evidence,
                CellPath.in_row(index, "target"),
                name=row.name,
                meant=meant,
                unit=unit,
            )
    for cost in costs(table):
        _, _, per = (cost.indicator.target.unit or "").partition("/")
        counted = cost.quantity.target.unit if cost.quantity else None
        if cost.quantity and per in ("次", "人") and counted == "人次":
            yield Breach(
                (cost.indicator.evidence, cost.quantity.evidence),
                cost.place,
                name=cost.indicator.name,
                meant=f"每{per}多少元",
                unit=f"{counted}（数量 {cost.quantity.target.text}）",
            )


def _meant(name: str, unit: str) -> str | None:
    """What a name counts where the unit counts the other of persons and person-times."""
    if "人次" in name and unit in ("人", "名", "万人"):
        return "人次"
    if name.endswith(("人数", "人员数量")) and "人次" in unit:
        return "人数"
    return None
