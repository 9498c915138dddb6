"""比的不是上一年。"""

import re
from collections import Counter
from collections.abc import Iterator

from jixiao.checks import Dossier, check
from jixiao.findings import Breach, Severity


@check(
    code="NA36",
    title="比的不是上一年",
    says="别处都与 {usual} 年比，{count} 处却写着{printed}",
    suggests="核对比的是哪一年，连同增减额一起改正",
    severity=Severity.WARNING,
    basis="财预〔2016〕143号",
    rule="N04",
)
def compared_year(dossier: Dossier, *, least: int) -> Iterator[Breach]:
    """The year that most comparisons name is the right one, where several name it."""
    _, paper = dossier.narrative()
    compared = list(paper.find(_COMPARED))
    years = Counter(match["year"] for match, _ in compared)
    if not years:
        return
    (usual, count), *_ = years.most_common()
    strange = [(match, at) for match, at in compared if match["year"] != usual]
    if strange and count >= least and count > len(strange) * _OVERWHELMING:
        yield Breach(
            (at for _, at in strange),
            "budget.figures",
            usual=usual,
            count=len(strange),
            printed=list(dict.fromkeys(f"“{match[0]}”" for match, _ in strange)),
        )


_OVERWHELMING = 2
_COMPARED = re.compile(
    r"(?:比|较|与|同)(?P<year>20\d{2})年度?(?:决算|预算|执行)?数?(?:相比|增加|减少|增长|下降|上升|降低|持平)"
)
