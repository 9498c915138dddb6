"""主管部门和实施单位不在一个县。"""

from collections.abc import Iterator

from jixiao import chinese
from jixiao.checks import check
from jixiao.checks.counties import COUNTY_OF_BUREAU
from jixiao.findings import Breach, Severity
from jixiao.targets import TargetTable


@check(
    code="CH26",
    title="主管部门和实施单位不在一个县",
    says="主管部门是“{department}”，实施单位是“{unit}”，不是一个{level}的",
    suggests="核对两个单位的名称，多半有一个是从别处抄来的",
    severity=Severity.WARNING,
    basis="财预〔2015〕88号",
    rule="P08",
)
def units_of_two_counties(table: TargetTable) -> Iterator[Breach]:
    """Only counties against counties and districts against districts: a city has both."""
    department, unit = table.supervising_department, table.implementing_unit
    county = COUNTY_OF_BUREAU.match(chinese.key(department or ""))
    unit_county = COUNTY_OF_BUREAU.match(chinese.key(unit or ""))
    if (
        county
        and unit_county
        and county["level"] == unit_county["level"]
        and county["name"] != unit_county["name"]
    ):
        yield Breach(
            (
                table.evidence.get("supervising_department"),
                table.evidence.get("implementing_unit"),
            ),
            "implementing_unit",
            department=department,
            unit=unit,
            level=county["level"],
        )
