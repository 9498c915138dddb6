"""两个项目像是重复立项。"""

from collections.abc import Iterator
from decimal import Decimal
from itertools import combinations

from jixiao import chinese
from jixiao.checks import Dossier, check
from jixiao.checks.likeness import bigrams, likeness, share, telling_name
from jixiao.findings import Breach, Severity
from jixiao.targets import TargetTable


@check(
    code="CH13",
    title="两个项目像是重复立项",
    says="“{one}”与“{other}”名称相近 {alike}%，目标用词相近 {same}%",
    suggests="核对是否同一件事；重复的合并，不同的在名称和目标里写清区别",
    severity=Severity.WARNING,
    basis="财预〔2015〕88号",
    rule="P03",
)
def projects_overlap(dossier: Dossier, *, named: Decimal, said: Decimal) -> Iterator[Breach]:
    for one, other in combinations(dossier.tables, 2):
        alike = _alike(telling_name(one), telling_name(other))
        same = _same(one, other)
        different = chinese.key(one.project_name or "") != chinese.key(other.project_name or "")
        if different and (alike >= named or same >= said):
            yield Breach(
                (one.evidence.get("project_name"), other.evidence.get("project_name")),
                "tables",
                one=one.project_name,
                other=other.project_name,
                alike=round(alike * 100),
                same=round(same * 100),
            )


def _alike(one: str, other: str) -> float:
    """Compare names; a short one that stands whole in a longer one is alike too."""
    smaller, larger = sorted((bigrams(one), bigrams(other)), key=len)
    return max(likeness(one, other), share(smaller, larger) if len(smaller) >= _NAME else 0.0)


def _same(one: TargetTable, other: TargetTable) -> float:
    texts = [bigrams(t.objective.text if t.objective else "") for t in (one, other)]
    smaller, larger = sorted(texts, key=len)
    return share(smaller, larger) if len(smaller) >= _OBJECTIVE else 0.0


_NAME, _OBJECTIVE = 4, 20
