"""增加的比本年全部还多。"""

import re
from collections.abc import Iterator

from jixiao.checks import Dossier, check
from jixiao.checks.amounts import NUMBER, read_number
from jixiao.findings import Breach, Severity
from jixiao.money import convert


@check(
    code="NA44",
    title="增加的比本年全部还多",
    says="“{printed}”：本年才 {now}，不会增加 {more}",
    suggests="核对本年数和增加的数，多半是从别的一项抄来的",
    severity=Severity.ERROR,
    basis="财预〔2016〕143号",
    rule="N04",
)
def rises_by_more(dossier: Dossier) -> Iterator[Breach]:
    """What is left over from year to year may fall below nothing, and is not asked."""
    _, paper = dossier.narrative()
    for match, evidence in paper.find(_RISES):
        now, more = (
            convert(read_number(match[name]), match[f"{name}_unit"], "元")
            for name in ("now", "more")
        )
        if more > now and not _MAY_BE_NEGATIVE.search(match["what"]):
            yield Breach(
                evidence,
                "budget.figures",
                printed=_HEADING.sub("", match[0]).lstrip(",，。;；:：、"),
                now=f"{match['now']}{match['now_unit']}",
                more=f"{match['more']}{match['more_unit']}",
            )


_UNIT = "亿元|万元|元"
_RISES = re.compile(
    rf"(?P<what>[^,。;:、\d]{{2,24}})(?P<now>{NUMBER})(?P<now_unit>{_UNIT})[,]?(?:[比较][^,。;\d]{{0,4}}(?:20\d{{2}}年度?|上年)[^,。;\d]{{0,10}})"
    rf"(?:增加|增长|上升)了?(?P<more>{NUMBER})(?P<more_unit>{_UNIT})"
)
_HEADING = re.compile(r"^[^\d]*(?:说明|如下)")
_MAY_BE_NEGATIVE = re.compile(r"结转|结余|差额|净额|盈余")
