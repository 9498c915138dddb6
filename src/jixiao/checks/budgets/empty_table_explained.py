"""空表没有说明。"""

import re
from collections.abc import Iterator
from typing import NamedTuple

from jixiao.checks import Dossier, check
from jixiao.findings import Breach, Severity


@check(
    code="BU14",
    title="空表没有说明",
    says="{title}空着，说明里没有提到",
    suggests="在情况说明里写明“本部门没有……，本表无数据”",
    severity=Severity.WARNING,
    basis="财预〔2016〕143号",
    rule="B15",
)
def empty_table_explained(dossier: Dossier) -> Iterator[Breach]:
    budget, paper = dossier.narrative()
    stated = {figure.concept for figure in budget.figures}
    for table in budget.tables:
        about = _ABOUT.get(table.code)
        if table.rows or about is None or stated & set(about.concepts):
            continue
        if not _is_explained(paper.text, about.word):
            yield Breach(
                table.evidence, f"budget.tables.{table.code}", title=table.title
            )


class _About(NamedTuple):
    """What a table is about: the word for it, and the narrative's concepts that state it."""

    word: str
    concepts: tuple[str, ...]


_ABOUT = {
    "T4": _About("三公", ("“三公”经费", "三公经费")),
    "T5": _About("政府性基金", ("政府性基金预算",)),
}
_NONE = re.compile(r"没有|无|未安排|不涉及|为零|0(?:\.0+)?万?元|空表|空列")
_BEFORE, _AFTER = 12, 40
"""How far around a mention its explanation is looked for."""


def _is_explained(text: str, word: str) -> bool:
    """Whether the words around one of the mentions say that there is none of it."""
    for mention in re.finditer(word, text):
        around = text[mention.start() - _BEFORE : mention.end() + _AFTER]
        if _NONE.search(around):
            return True
    return False
