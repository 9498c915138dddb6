"""What the law and a bureau allow of faces, by the parameters of a day."""

from jixiao.fund.parameters import Terms
from jixiao.service.identity.register import Limits


def limits_on(terms: Terms) -> Limits:
    """Return the limits that hold.

    Raises:
        JixiaoError: one is not set.
    """
    return Limits(
        terms.factor("identity.threshold"),
        terms.factors("identity.quality"),
        terms.count("identity.longest_days"),
        terms.count("identity.guardian_age"),
        terms.count("identity.filing_count"),
    )
