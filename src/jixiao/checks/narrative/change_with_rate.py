"""增减额与百分比不合。"""

from collections.abc import Iterator

from jixiao.checks import Dossier, check
from jixiao.checks.statements import changes_stated
from jixiao.findings import Breach, Severity


@check(
    code="NA22",
    title="增减额与百分比不合",
    says="“{printed}”{fault}",
    suggests="核对本年数、增减额和百分比",
    severity=Severity.ERROR,
    basis="财预〔2016〕143号",
    rule="N04 N05",
)
def change_with_rate(dossier: Dossier) -> Iterator[Breach]:
    """The rate is computed of every amount named just before: one of them is this year's."""
    _, paper = dossier.narrative()
    for statement in changes_stated(paper):
        fault = None
        if statement.turns:
            fault = "一处说增、一处说减"
        elif statement.rates and not any(rate.holds for rate in statement.rates):
            computed = statement.rates[0].computed
            fault = f"，按前面的本年数算，应为 {computed}%"
        if fault:
            yield Breach(
                statement.evidence,
                "budget.figures",
                printed=statement.printed,
                fault=fault,
            )
