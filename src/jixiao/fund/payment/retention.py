"""结余留用、超支分担: what a hospital keeps of a surplus, and what the fund bears of an overspend.

There is no national ratio. Three levels are known, and any may be chosen: the whole pool, each
hospital, each disease group of a hospital.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction

from jixiao.fund.parameters import Terms
from jixiao.fund.payment.apportionment import apportion, rounded

KEYS = (
    "dip.retention_level",
    "dip.surplus_kept",
    "dip.surplus_most",
    "dip.overspend_shared",
    "dip.overspend_most",
)
NONE, POOL, HOSPITAL, GROUP = "不算", "统筹区", "机构", "病种"


@dataclass(frozen=True, slots=True)
class Quota:
    """What points bring (fen), and what the fund was booked to pay for the same cases."""

    share: int
    booked: int


@dataclass(frozen=True, slots=True)
class Retention:
    """A rule of sharing: of a surplus `kept`, at most so much of the quota; of an overspend `shared`."""

    level: str
    kept: Fraction
    kept_most: Fraction
    shared: Fraction
    shared_most: Fraction

    def settled(self, quota: Quota) -> int:
        """Return what a quota comes to, in fen, rounded half up."""
        left = quota.share - quota.booked
        if left >= 0:
            kept = min(left * self.kept, quota.share * self.kept_most)
            return quota.booked + rounded(kept)
        over = min(Fraction(-left), quota.share * self.shared_most)
        return quota.share + rounded(over * self.shared)


def retention_of(terms: Terms) -> Retention | None:
    """Return the rule that terms choose; none where nothing is kept or shared.

    Raises:
        JixiaoError: a level is chosen and a number is not set.
    """
    if "dip.retention_level" not in terms:
        return None
    level = terms.choice("dip.retention_level")
    if level == NONE:
        return None
    numbers = (terms.factor(key) for key in KEYS[1:])
    return Retention(level, *numbers)


def after_sharing(
    rule: Retention | None,
    hospitals: Sequence[Quota],
    groups: Sequence[Sequence[Quota]],
) -> list[int]:
    """Return what each hospital gets once surpluses and overspends are shared, in fen.

    `groups` are the quotas of each hospital's disease groups, which add up to its own.
    """
    if rule is None:
        return [quota.share for quota in hospitals]
    if rule.level == HOSPITAL:
        return [rule.settled(quota) for quota in hospitals]
    if rule.level == GROUP:
        return [sum(map(rule.settled, of_hospital)) for of_hospital in groups]
    shares = [quota.share for quota in hospitals]
    pool = Quota(sum(shares), sum(quota.booked for quota in hospitals))
    return apportion(rule.settled(pool), shares)


def group_quotas(
    share: int, worths: Sequence[int], booked: Sequence[int]
) -> list[Quota]:
    """Part a hospital's share among its groups by what their points are worth."""
    parts = apportion(share, worths) if any(worths) else [0] * len(worths)
    return [Quota(*pair) for pair in zip(parts, booked, strict=True)]
