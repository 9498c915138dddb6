"""目标没有一个数。"""

import re
from collections.abc import Iterator

from jixiao import chinese
from jixiao.checks import Dossier, check
from jixiao.checks.objectives import objective_texts
from jixiao.findings import Breach, Severity
from jixiao.targets import TargetTable


@check(
    code="CO16",
    title="目标没有一个数",
    says="{count} 个项目的目标和数量、质量指标都没有一个数：{names}",
    suggests="写明主要产出做多少、做到什么水平",
    severity=Severity.ADVICE,
    basis="财预〔2021〕101号",
    rule="G17",
)
def objective_has_figures(dossier: Dossier) -> Iterator[Breach]:
    """One finding for a document: a bureau writes all its objectives in one manner."""
    plain = [
        table
        for table in dossier.tables
        if table.objective and not _has_figures(table) and not _counts_outputs(table)
    ]
    if plain:
        yield Breach(
            (table.evidence.get("objective") for table in plain),
            "tables",
            count=len(plain),
            names=[table.project_name or "（未印名称）" for table in plain],
        )


def _counts_outputs(table: TargetTable) -> bool:
    """Whether an output is promised in a number though the objective names none."""
    outputs = (row for row in table.indicators if row.aspect in _OUTPUTS)
    return any(row.target.number is not None for row in outputs)


_OUTPUTS = ("数量指标", "质量指标")


def _has_figures(table: TargetTable) -> bool:
    """Years, sums of money, numbers of documents and of lists are no targets."""
    text = chinese.key("。".join(text for _, text in objective_texts(table)))
    targets = _NOT_A_TARGET.sub("", text)
    return bool(_FIGURE.search(targets))


_FIGURE = re.compile(
    r"\d|[一二两三四五六七八九十百千万]+(?:个|次|期|场|家|人|项|成|倍)|全部|全覆盖"
)
_NOT_A_TARGET = re.compile(
    r"[〔\[(]\d{4}[〕\])]\d*号?|20\d{2}(?:年|-20\d{2})|\d[\d,.]*(?:亿|万)?元|(?<!\d)\d{1,2}[.、．)]|"
    r"目标\d+|\(\d{5,7}[^)]*\)"
)
