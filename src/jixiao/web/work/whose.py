"""Whether a table is of the unit whose case it stands in: another's must not become it without a word."""

from collections.abc import Iterator

from jixiao import chinese
from jixiao.cell_path import CellPath
from jixiao.findings import Finding, Severity
from jixiao.targets import TargetTable
from jixiao.web.models import Case, Organisation

CODE = "OF01"


def foreign(case: Case, table: TargetTable) -> Iterator[Finding]:
    """Report each unit that a table prints and that is neither the case's own nor one of its."""
    unit, department = case.unit, case.department
    printed = (
        ("implementing_unit", table.implementing_unit, unit, (unit, department)),
        ("supervising_department", table.supervising_department, department, (department, unit)),
    )  # fmt: skip
    for field, name, organisation, known in printed:
        if name and not _is_one_of(name, known) and not _is_below(name, unit):
            yield _finding(CellPath(field), name, organisation.name)


def _is_one_of(name: str, places: tuple[Organisation, ...]) -> bool:
    """Whether a printed name is a place's, with what may be added to it: （本级）, 机关."""
    return any(chinese.key(place.name) in chinese.key(name) for place in places)


def _is_below(name: str, unit: Organisation) -> bool:
    below = Organisation.objects.filter(path__startswith=unit.path)
    names = below.values_list("name", flat=True)
    return any(chinese.key(name) == chinese.key(other) for other in names)


def _finding(path: CellPath, printed: str, organisation: str) -> Finding:
    return Finding(
        code=CODE,
        severity=Severity.ERROR,
        title="不是本单位的表",
        message=f"{path.word}写的是“{printed}”，这个项目是{organisation}的",
        project_name=None,
        place=str(path),
        evidence=(),
        facts={"printed": printed, "own": organisation},
        basis="财预〔2015〕88号（谁申请资金谁设定目标）",
        suggestion="请核对是不是拿了别的单位的文件；是本单位的，改成本单位的名称，名称确实不同的写明理由。",
    )
