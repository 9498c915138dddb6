"""分担比例之和不是 100%。"""

import re
from collections.abc import Iterator
from decimal import Decimal

from jixiao import chinese
from jixiao.checks import check
from jixiao.checks.amounts import NUMBER, read_number
from jixiao.checks.objectives import objective_texts
from jixiao.findings import Breach, Severity
from jixiao.targets import TargetTable


@check(
    code="AR18",
    title="分担比例之和不是 100%",
    says="“{printed}”，加起来是 {computed}%",
    suggests="核对各级、各方的分担比例",
    severity=Severity.ERROR,
    basis="财预〔2015〕88号",
    rule="G07",
)
def burden_shares(table: TargetTable) -> Iterator[Breach]:
    for place, text in objective_texts(table):
        for match in _SHARES.finditer(chinese.key(text)):
            shares = [read_number(share) for share in _SHARE.findall(match[0])]
            computed = sum(shares, Decimal(0))
            falls_short = computed < _HUNDRED and _COUNTY_LAST.search(match[0])
            if len(shares) > 1 and (computed > _HUNDRED or falls_short):
                yield Breach(
                    table.evidence.get(place),
                    place,
                    Severity.WARNING if falls_short else None,
                    printed=match[0].rstrip(",，、和及"),
                    computed=computed,
                )


_HUNDRED = Decimal(100)
_EACH = rf"[\u4e00-\u9fff]{{1,12}}(?:承担|负担|分担|配套|补助|出资)(?:比例)?(?:为)?{NUMBER}%[,，、和及]?"
_SHARES = re.compile(rf"(?:{_EACH})+")
_COUNTY_LAST = re.compile(
    r"(?:中央|省|自治区|市).*(?:县|区|市)级?(?:财政)?(?:承担|负担|分担|配套)"
)
"""Levels of government down to the last that pays: together they bear all."""
_SHARE = re.compile(rf"({NUMBER})%")
