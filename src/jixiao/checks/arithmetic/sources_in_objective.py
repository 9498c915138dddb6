"""目标文字写的资金来源与表不符。"""

import re
from collections.abc import Iterator
from decimal import Decimal

from jixiao import chinese
from jixiao.checks import check
from jixiao.checks.amounts import NUMBER, in_unit, read_number
from jixiao.checks.objectives import objective_texts
from jixiao.findings import Breach, Severity
from jixiao.money import convert
from jixiao.targets import TargetTable


@check(
    code="AR26",
    title="目标文字写的资金来源与表不符",
    says="目标文字写“{printed}”，表上是{stated}",
    suggests="核对目标文字和资金栏，改正写错的一处",
    severity=Severity.WARNING,
    basis="财预〔2015〕88号",
    rule="G06",
)
def sources_in_objective(table: TargetTable) -> Iterator[Breach]:
    """Only where a sentence states what the treasury gives and what comes from elsewhere, once each."""
    unit = str(table.money_unit)
    annual = table.funding.annual
    for place, text in objective_texts(table):
        both = list(_BOTH.finditer(chinese.key(text)))
        if len(both) != 1 or annual.total is None:
            continue
        sources = {
            "财政拨款": ("treasury", annual.fiscal_appropriation),
            "其他资金": ("other", annual.other or Decimal(0)),
        }
        differing = [
            f"{source} {stated:f}{unit}"
            for source, (group, stated) in sources.items()
            if stated is not None and _said(both[0], group, unit) != stated
        ]
        if differing:
            yield Breach(
                (
                    table.evidence.get(place),
                    table.evidence.get("funding.annual.total"),
                ),
                place,
                printed=both[0][0],
                stated=differing,
            )


def _said(match: re.Match[str], group: str, unit: str) -> Decimal:
    """An amount of the sentence in the unit of the form."""
    yuan = convert(read_number(match[group]), match[f"{group}_unit"], "元")
    return in_unit(yuan, unit)


_BOTH = re.compile(
    rf"财政(?:拨款|资金|补助)(?:为)?(?P<treasury>{NUMBER})(?P<treasury_unit>亿元|万元|元)[,，、;；]?"
    rf"[^\d,，。；;]{{0,6}}(?:自筹|自有|其他)(?:资金)?(?:为)?(?P<other>{NUMBER})(?P<other_unit>亿元|万元|元)"
)
