"""决算与预算的大小说反了。"""

from collections.abc import Iterator

from jixiao.checks import Dossier, check
from jixiao.findings import Breach, Severity


@check(
    code="NA19",
    title="决算与预算的大小说反了",
    says="写着“{printed}”，却说决算数{said}",
    suggests="按两个数改为“{right}”，原因一并核对",
    severity=Severity.ERROR,
    basis="财预〔2016〕143号",
    rule="N04",
)
def spent_against_budget(dossier: Dossier) -> Iterator[Breach]:
    for statement in dossier.carried_out:
        if statement.comparison and statement.is_turned:
            yield Breach(
                statement.evidence,
                "budget.figures",
                printed=statement.printed,
                stated=statement.comparison,
                said=_words(statement.comparison),
                right=statement.right_comparison,
            )


def _words(comparison: str) -> str:
    """What is said of the two, as a sentence says it."""
    return "与预算数持平" if comparison == "持平" else f"{comparison}预算数"
