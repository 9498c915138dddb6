"""各项占比之和超过 100%。"""

from collections.abc import Iterator
from decimal import Decimal

from jixiao.budgets import Budget, Figure, number_of
from jixiao.checks import check
from jixiao.checks.budget_cells import NOTHING
from jixiao.findings import Breach, Severity


@check(
    code="NA05",
    title="各项占比之和超过 100%",
    says="{names}，占比加起来是 {computed}%，超过 100%",
    suggests="核对各项的金额和占比，改正写错的一项",
    severity=Severity.ERROR,
    basis="财预〔2016〕143号",
    rule="B18",
)
def shares_within_whole(budget: Budget, *, most: int) -> Iterator[Breach]:
    for shares in _shares_by_whole(budget).values():
        computed = sum(
            (number_of(share.amount) or NOTHING for share in shares), NOTHING
        )
        allowed = most + sum((_half_a_step(share) for share in shares), NOTHING)
        if len(shares) > 1 and computed > allowed:
            yield Breach(
                [share.evidence for share in shares],
                "budget.figures",
                names=[f"{share.of} {share.amount}%" for share in shares],
                computed=computed,
            )


_SHARE = "占比"
_HALF = Decimal("0.5")


def _half_a_step(share: Figure) -> Decimal:
    """How much rounding may add to a share: half of the last digit it prints."""
    _, _, decimals = share.amount.rstrip("%").partition(".")
    return _HALF.scaleb(-len(decimals))


def _shares_by_whole(
    budget: Budget,
) -> dict[tuple[str | None, str | None], list[Figure]]:
    """The shares of one whole in one section: a section may list a whole in its own way."""
    whole_of: dict[str, str | None] = {}
    for figure in budget.figures:
        if figure.concept != _SHARE:
            whole_of[figure.concept] = figure.of
    groups: dict[tuple[str | None, str | None], list[Figure]] = {}
    for figure in budget.figures:
        if figure.concept == _SHARE:
            whole = whole_of.get(figure.of or "")
            groups.setdefault((figure.section, whole), []).append(figure)
    return groups
