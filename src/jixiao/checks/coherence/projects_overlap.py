"""两个项目像是重复立项。"""

from collections.abc import Iterator
from decimal import Decimal
from itertools import combinations

from jixiao import chinese
from jixiao.checks import Dossier, check
from jixiao.checks.likeness import bigrams, likeness, share, telling_name
from jixiao.checks.objectives import objective_text
from jixiao.findings import Breach, Severity
from jixiao.targets import TargetTable


@check(
    code="CH13",
    title="两个项目像是重复立项",
    says="“{one}”与“{other}”{how}，可能是一件事报了两次",
    suggests="核对是否同一件事；重复的合并，不同的在名称和目标里写清区别",
    severity=Severity.ADVICE,
    basis="财预〔2015〕88号",
    rule="P03",
)
def projects_overlap(
    dossier: Dossier, *, named: Decimal, said: Decimal
) -> Iterator[Breach]:
    """Names that are alike, or objectives that share their words; `named` and `said` are shares."""
    for first, second in combinations(dossier.tables, 2):
        if chinese.key(first.project_name or "") == chinese.key(
            second.project_name or ""
        ):
            continue
        alike = _likeness_of_names(telling_name(first), telling_name(second))
        same = _shared_of_objectives(first, second)
        if alike >= named or same >= said:
            yield Breach(
                (
                    first.evidence.get("project_name"),
                    second.evidence.get("project_name"),
                ),
                "tables",
                one=first.project_name,
                other=second.project_name,
                how=_how(alike >= named, same >= said),
            )


def _how(names_alike: bool, objectives_alike: bool) -> str:
    """What of two projects is alike, in words."""
    if names_alike and objectives_alike:
        return "去掉通用的词后名称相近，目标的用词也大半相同"
    return "去掉通用的词后名称相近" if names_alike else "目标的用词大半相同"


def _likeness_of_names(left: str, right: str) -> float:
    """How alike names are; a short one that stands whole in a longer one is alike too."""
    return max(likeness(left, right), _shared(left, right, shortest=_NAME))


def _shared_of_objectives(first: TargetTable, second: TargetTable) -> float:
    return _shared(objective_text(first), objective_text(second), shortest=_OBJECTIVE)


def _shared(left: str, right: str, *, shortest: int) -> float:
    """How much of the smaller text the larger holds; 0 where the smaller is too short to tell."""
    smaller, larger = sorted((bigrams(left), bigrams(right)), key=len)
    return share(smaller, larger) if len(smaller) >= shortest else 0.0


_NAME, _OBJECTIVE = 4, 20
"""The fewest pairs of characters that a name and an objective are compared by."""
