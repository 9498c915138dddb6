"""必填项空白。"""

from collections.abc import Iterator

from msgspec import UNSET

from jixiao.checks import CannotCheck, check
from jixiao.evidence import Evidence
from jixiao.findings import Breach, Severity
from jixiao.targets import Presence, TargetTable

_REQUIRED = (
    ("project_name", "项目名称", None),
    ("supervising_department", "主管部门", None),
    ("implementing_unit", "实施单位", Severity.WARNING),
    ("fiscal_year", "年度", None),
    ("objective", "年度绩效目标", None),
    ("funding.annual.total", "资金总额", None),
)


@check(
    code="CO01",
    title="必填项空白",
    says="{name}空白",
    suggests="补填{name}",
    severity=Severity.ERROR,
    basis="财预〔2015〕88号",
    rule="G01",
)
def header_filled(table: TargetTable) -> Iterator[Breach]:
    not_read = []
    for place, name, severity in _REQUIRED:
        match table.presence(place):
            case Presence.BLANK if place == "objective" and _heads_rows(table):
                not_read.append(name)
            case Presence.BLANK:
                yield Breach(_head(table), place, severity, name=name)
            case Presence.AMONG_LINES | Presence.NOT_SEEN:
                not_read.append(name)
    if not_read:
        message = f"没有读出{'、'.join(not_read)}，是否空白请对照原件"
        raise CannotCheck(message)


def _heads_rows(table: TargetTable) -> bool:
    """Whether 绩效目标 on a form that no dialect knows may head its rows: then nothing is blank."""
    return table.unfilled is not UNSET and bool(table.indicators)


def _head(table: TargetTable) -> Evidence | None:
    """A place near a blank field: the project's name, the first row, or the form's title."""
    title = table.evidence.get("form_title")
    if not table.indicators:
        return title
    return table.evidence.get("project_name") or table.indicators[0].evidence
