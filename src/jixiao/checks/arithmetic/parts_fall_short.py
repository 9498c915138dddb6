"""其中各项加起来比总数少一点。"""

import re
from collections.abc import Iterator

from jixiao import chinese
from jixiao.checks import check
from jixiao.checks.amounts import read_number
from jixiao.checks.arithmetic.counted_parts import part_numbers, parts_in
from jixiao.checks.objectives import objective_texts
from jixiao.checks.standard import words
from jixiao.findings import Breach, Severity
from jixiao.targets import TargetTable


@check(
    code="AR22",
    title="其中各项加起来比总数少一点",
    says="“{printed}”：总数 {whole}，其中各项加起来 {computed}，少 {gap}，没有说还有什么",
    suggests="核对总数和其中各项；还有别的，写上“等”或补上",
    severity=Severity.WARNING,
    basis="财预〔2015〕88号",
    rule="G07",
)
def parts_fall_short(table: TargetTable, *, near: int) -> Iterator[Breach]:
    """Parts that are nearly all of the whole, or are both of the two kinds there are."""
    for place, text in objective_texts(table):
        folded = chinese.key(text)
        for match in parts_in(folded):
            unit, whole = match["unit"], read_number(match["whole"])
            parts = part_numbers(match["parts"], unit)
            computed = sum(parts)
            is_all = bool(words("both_kinds").search(match["parts"]))
            is_near = computed * 100 >= whole * near
            goes_on = _GOES_ON.match(folded, match.end())
            if (
                len(parts) > 1
                and computed < whole
                and (is_all or is_near)
                and not goes_on
            ):
                yield Breach(
                    table.evidence.get(place),
                    place,
                    printed=match[0].rstrip(",，、和及"),
                    whole=f"{whole}{unit}",
                    computed=f"{computed}{unit}",
                    gap=f"{whole - computed}{unit}",
                )


_GOES_ON = re.compile(r"等|其[余他]|另")
