"""不同项目的指标相同。"""

from collections.abc import Iterator
from decimal import Decimal
from difflib import SequenceMatcher
from itertools import combinations

from jixiao import chinese
from jixiao.checks import Dossier, check
from jixiao.findings import Breach, Severity
from jixiao.targets import Indicator, TargetTable


@check(
    code="CH04",
    title="不同项目的指标相同",
    says="“{one}”与“{other}”有 {count} 条指标名称相近、指标值相同：{names}",
    suggests="按项目各自的内容重写指标，不要照搬",
    severity=Severity.WARNING,
    basis="财预〔2015〕88号",
    rule="P01",
)
def copied_rows(dossier: Dossier, *, least: int, alike: Decimal) -> Iterator[Breach]:
    told = [(table, _telling(table)) for table in dossier.tables]
    for (one, ours), (other, theirs) in combinations(told, 2):
        pairs = [
            (left, right)
            for value in ours.keys() & theirs.keys()
            for name, left in ours[value]
            for their_name, right in theirs[value]
            if SequenceMatcher(None, name, their_name).ratio() >= alike
        ]
        if len(pairs) >= least:
            pairs.sort(key=lambda pair: one.indicators.index(pair[0]))
            yield Breach(
                (row.evidence for pair in pairs for row in pair),
                "tables",
                one=one.project_name,
                other=other.project_name,
                count=len(pairs),
                names=[left.name for left, _ in pairs][:4],
            )


def _telling(table: TargetTable) -> dict[str, list[tuple[str, Indicator]]]:
    """Give, by value, the rows that could only be alike by copying, each with its plain name.

    Dates, satisfaction, 无 and names too short to tell are left out.
    """
    found: dict[str, list[tuple[str, Indicator]]] = {}
    for row in table.indicators:
        name = chinese.key(row.name)
        common = row.not_applicable or row.dimension == "满意度指标" or row.target.deadline
        if not common and len(name) >= _LEAST_NAME:
            found.setdefault(chinese.key(row.target.text), []).append((name, row))
    return found


_LEAST_NAME = 6
