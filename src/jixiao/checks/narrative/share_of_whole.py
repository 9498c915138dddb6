"""占比不对。"""

from collections.abc import Iterator
from decimal import Decimal

from jixiao.checks import Dossier, check
from jixiao.checks.statements import shares, shares_of_named
from jixiao.findings import Breach, Severity


@check(
    code="NA21",
    title="占比不对",
    says="“{printed}”，按总数应占 {computed}%{beyond}",
    suggests="核对该项的数和占比",
    severity=Severity.ERROR,
    basis="财预〔2016〕143号",
    rule="N05",
    tells_for=("NA05",),
)
def share_of_whole(dossier: Dossier) -> Iterator[Breach]:
    """Of lists whose amounts come to the whole named before them, and of what names its whole."""
    _, paper = dossier.narrative()
    of_lists = list(shares(paper))
    listed = {share.evidence.lines for share in of_lists}
    named = (
        share for share in shares_of_named(paper) if share.evidence.lines not in listed
    )
    for share in (*of_lists, *named):
        if not share.rate.holds or share.rate.computed > _ALL:
            yield Breach(
                share.evidence,
                "budget.figures",
                printed=share.printed,
                stated=share.rate.printed,
                computed=share.rate.computed,
                beyond="，部分多于总数" if share.rate.computed > _ALL else "",
            )


_ALL = Decimal(100)
