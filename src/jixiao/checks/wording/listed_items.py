"""列举的项数与所说的不同。"""

import re
from collections.abc import Iterator

from jixiao import chinese
from jixiao.checks import Dossier, check
from jixiao.checks.objectives import objective_texts
from jixiao.evidence import Evidence
from jixiao.findings import Breach, Severity


@check(
    code="WO14",
    title="列举的项数与所说的不同",
    says="“{printed}”说的是 {stated} 项，列了 {listed} 项",
    suggests="核对项数和所列各项，补上漏的或改正项数",
    severity=Severity.WARNING,
    basis="财预〔2015〕88号",
    rule="G16",
)
def listed_items(dossier: Dossier) -> Iterator[Breach]:
    for table in dossier.tables:
        for place, text in objective_texts(table):
            evidence = table.evidence.get(place)
            yield from _miscounted(
                chinese.key(text), place, table.project_name, evidence
            )
    if dossier.budget and dossier.document:
        paper = dossier.paper
        for pattern in _PATTERNS:
            for match, evidence in paper.find(pattern):
                yield from _breaches(match, "budget", None, evidence)


_COUNT = r"(?<![\d.第])(?P<count>\d{1,2}|[一二两三四五六七八九十]{1,2})"
_WORD = r"[^\d()、,，。；;:：等]{2,16}"
_BRACKETED = re.compile(
    rf"{_COUNT}(?:个|家|项|类)(?:[\u4e00-\u9fff]{{0,2}}(?:股室|科室|处室|内设机构|乡镇|街道|单位|机构|行政村|社区|部门|方面|任务|工作))"
    rf"[(:：](?P<list>{_WORD}(?:、{_WORD})+)[)。；;,，]"
)
_ORDINALS = re.compile(
    rf"{_COUNT}(?:项|个方面|方面|点|类)(?:重点)?(?:工作|任务|措施|内容|举措)?[:：](?P<list>一是[^。]{{2,400}}?)(?=。|$)"
)
_SAID_APART = re.compile(
    rf"{_COUNT}(?:个|家|项|类)(?:[\u4e00-\u9fff]{{0,2}}(?:股室|科室|处室|内设机构|乡镇|街道|单位|机构|行政村|社区|部门))"
    rf"[,，]?(?:分别[是为]|即|具体[是为])[:：]?(?P<list>{_WORD}(?:、{_WORD})+)[)。；;,，]"
)
_COUNT_BEHIND = re.compile(
    rf"(?:股室|科室|处室|乡镇|街道|社区|中心|站|所|单位|机构)(?P<count>\d{{1,2}}|[一二两三四五六七八九十]{{1,2}})个"
    rf"[(:：](?P<list>{_WORD}(?:、{_WORD})+)[)。；;,，]"
)
_PATTERNS = (_BRACKETED, _SAID_APART, _COUNT_BEHIND, _ORDINALS)
_ORDINAL = re.compile(r"(?<![\u4e00-\u9fff])[一二三四五六七八九十]是")
_AND = re.compile(r"和|及|与")


def _miscounted(
    text: str, place: str, project: str | None, evidence: Evidence | None
) -> Iterator[Breach]:
    for pattern in _PATTERNS:
        for match in pattern.finditer(text):
            yield from _breaches(match, place, project, evidence)


def _breaches(
    match: re.Match[str], place: str, project: str | None, evidence: Evidence | None
) -> Iterator[Breach]:
    stated = _read(match["count"])
    listed = _possible_counts(match["list"])
    if stated is not None and stated > 1 and stated not in listed:
        yield Breach(
            evidence,
            place,
            project_name=project,
            printed=match[0],
            stated=stated,
            listed=listed[0],
        )


def _read(digits: str) -> int | None:
    return int(digits) if digits.isdigit() else chinese.read_numeral(digits)


def _possible_counts(listed: str) -> list[int]:
    """How many things a list names: 和 may part two of them, or stand inside of one."""
    ordinals = len(_ORDINAL.findall(listed))
    if listed.startswith("一是"):
        return [ordinals]
    count = listed.count("、") + 1
    last = listed.rsplit("、", 1)[-1]
    return [count, count + 1] if _AND.search(last) else [count]
