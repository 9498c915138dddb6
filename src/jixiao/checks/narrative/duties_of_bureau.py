"""主要职责写的像是别的部门。"""

import re
from collections.abc import Iterator

from jixiao import chinese
from jixiao.checks import CannotCheck, Dossier, check
from jixiao.checks.likeness import bigrams
from jixiao.findings import Breach, Severity


@check(
    code="NA56",
    title="主要职责写的像是别的部门",
    says="{department}的主要职责没有一处说到“{field}”，写的是“{said}……”",
    suggests="核对职责是不是从别的部门抄来的",
    severity=Severity.WARNING,
    basis="财预〔2016〕143号",
    rule="P08",
)
def duties_of_bureau(dossier: Dossier, *, shortest: int) -> Iterator[Breach]:
    """Only of a bureau whose name says its field, and of duties long enough to name it."""
    budget, paper = dossier.narrative()
    field = _field(budget.department or "")
    match = _DUTIES.search(paper.text)
    if not _WORDS.match(field) or match is None:
        raise CannotCheck("没有读出部门名称或主要职责")
    duties = match["duties"]
    if len(_WORDS.findall(duties)) >= shortest and not _speaks_of(field, duties):
        yield Breach(
            paper.evidence(*match.span("duties")),
            "budget",
            department=budget.department,
            field=field,
            said=duties[:_SHOWN],
        )


def _speaks_of(field: str, duties: str) -> bool:
    """Whether duties hold a pair of a field's characters, or half of them: 科技 of 科学技术."""
    characters = set(field)
    held = characters & set(duties)
    return bool(bigrams(field) & bigrams(duties)) or len(held) * 2 >= len(characters)


_WORDS = re.compile(r"[\u4e00-\u9fff]")
_SHOWN = 24
_DUTIES = re.compile(
    r"(?:主要职责|部门职责|主要职能|单位职责|职能职责)(?![^。]{0,12}第[一二三四]部分)[:：。]?(?P<duties>[^第]{10,600}?)(?=(?:二、|\(二\))|第二部分)"
)
_OFFICE = re.compile(r"(?:委员会|管理局|监督局|办公室|[局厅委办]|管理中心|服务中心)$")
_PLACE = re.compile(
    r"^[\u4e00-\u9fff]{1,12}?(?:自治区|自治州|自治县|[省市县区州旗盟])(?:[\u4e00-\u9fff]{1,4}?[市县区旗])?"
)
_VAGUE = re.compile(
    r"人民政府|机关|街道|镇|乡|委员会$|综合|事务|办公|党|人大|政协|开发区|园区|党校"
)


def _field(department: str) -> str:
    """What a bureau's name says of its field: 泷川市统计局 → 统计; nothing of a general office."""
    name = _PLACE.sub("", chinese.key(department))
    field = _OFFICE.sub("", name)
    return (
        ""
        if field == name or _VAGUE.search(field) or len(field) < len("统计")
        else field
    )
