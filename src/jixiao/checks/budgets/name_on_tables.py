"""各张表头上的单位名称不一。"""

import re
from collections import Counter
from collections.abc import Iterator

from jixiao import chinese
from jixiao.checks import CannotCheck, Dossier, check
from jixiao.evidence import Evidence
from jixiao.findings import Breach, Severity


@check(
    code="BU21",
    title="各张表头上的单位名称不一",
    says="{count} 张表的表头写“{other}”，其余写“{usual}”",
    suggests="核对是不是从别的单位抄来的表，名称改成一样",
    severity=Severity.ERROR,
    basis="财预〔2016〕143号",
    rule="P08",
)
def name_on_tables(dossier: Dossier) -> Iterator[Breach]:
    """Where most tables bear one name; units listed below a department are named in its rows."""
    dossier.narrative()
    if dossier.document is None:
        raise CannotCheck("只有读出的内容，没有原文")
    places: dict[str, list[Evidence]] = {}
    for line in dossier.document.lines:
        match = _HEAD.match(chinese.fold(line.text.strip()))
        if match:
            at = Evidence(lines=(line.number, line.number), quote=line.text.strip())
            places.setdefault(match["name"], []).append(at)
    counts = Counter({name: len(at) for name, at in places.items()})
    if len(counts) < len(("usual", "other")):
        return
    (usual, most), *others = counts.most_common()
    for other, count in others:
        if most > count * _FAR and count <= _FEW and not _is_short_for(usual, other):
            yield Breach(places[other], "budget", count=count, other=other, usual=usual)


_HEAD = re.compile(
    r"(?:编制|填报|公开)?(?:部门|单位)(?:名称)?:\s*(?P<name>[\u4e00-\u9fff()]{4,30})(?=\s|$)"
)
_FAR, _FEW = 3, 2


def _is_short_for(left: str, right: str) -> bool:
    """Whether one name is the other with the place, 机关 or 本级 left out."""
    longer, shorter = sorted(
        (_OF_ONE_UNIT.sub("", left), _OF_ONE_UNIT.sub("", right)), key=len
    )[::-1]
    return longer.endswith(shorter) or longer.startswith(shorter)


_OF_ONE_UNIT = re.compile(r"\(?本级\)?|机关")
