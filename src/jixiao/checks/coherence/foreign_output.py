"""有一条产出与项目无关。"""

import re
from collections import Counter
from collections.abc import Iterator

from jixiao import chinese
from jixiao.cell_path import CellPath
from jixiao.checks import check
from jixiao.checks.likeness import bigrams
from jixiao.checks.objectives import objective_texts
from jixiao.findings import Breach, Severity
from jixiao.targets import Indicator, TargetTable


@check(
    code="CH23",
    title="有一条产出与项目无关",
    says="产出“{name} {stated}”的用词，项目名称、目标和其他指标里一处也没有，别的产出都有",
    suggests="核对是不是别的项目的指标；是本项目的，在目标里写明这件事",
    severity=Severity.WARNING,
    basis="财预〔2021〕101号",
    rule="I19",
    needs_all_rows=True,
)
def foreign_output(
    table: TargetTable, *, least: int, shortest: int
) -> Iterator[Breach]:
    """One count among counts that the objective lists with their numbers; more are told by CH21."""
    objective = "。".join([*(text for _, text in objective_texts(table)), ""])
    counts = [row for row in table.indicators if _is_count(row)]
    if len(objective) < shortest or len(counts) < least:
        return
    elsewhere = _pairs_elsewhere(table, objective)
    strangers = [row for row in counts if not _known(row, elsewhere)]
    others = [row for row in counts if row not in strangers]
    are_listed = all(_count_of(row) in chinese.key(objective) for row in others)
    if len(strangers) == 1 and are_listed:
        (row,) = strangers
        place = CellPath.in_row(table.indicators.index(row), "name")
        yield Breach(row.evidence, place, name=row.name, stated=row.target.text)


_COUNTING = re.compile(
    r"(?:购置|采购|完成|开展|数量|人数|次数|场次|家数|面积|个数|期数|完成数)"
)
"""What every count's name may have, whatever it counts."""
_FEWEST_PAIRS = 3


def _is_count(row: Indicator) -> bool:
    numbered = row.target.number is not None and row.target.unit != "%"
    return row.aspect == "数量指标" and numbered and not row.not_applicable


def _count_of(row: Indicator) -> str:
    """A row's number with its unit as an objective prints it, without its sign."""
    text = chinese.key(row.target.text)
    match = re.search(r"\d[\d.]*[^\d]{1,3}", text)
    return match[0] if match else text


def _pairs_elsewhere(table: TargetTable, objective: str) -> frozenset[str]:
    """The pairs of characters of the project and its objective, and those that several rows' names have."""
    spoken = bigrams("。".join([objective, table.project_name or ""]))
    of_names = Counter(pair for row in table.indicators for pair in bigrams(row.name))
    return spoken | {pair for pair, rows in of_names.items() if rows > 1}


def _known(row: Indicator, elsewhere: frozenset[str]) -> bool:
    """Whether a pair of characters of a row's own words stands anywhere else in the table."""
    pairs = bigrams(_COUNTING.sub("，", chinese.key(row.name)))
    return len(pairs) < _FEWEST_PAIRS or bool(pairs & elsewhere)
