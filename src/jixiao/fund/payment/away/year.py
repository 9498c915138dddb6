"""A year's care away whole: shares, flows, and what could have stayed."""

from dataclasses import dataclass

from jixiao.errors import JixiaoError
from jixiao.fund.parameters import Terms
from jixiao.fund.payment.away.case_mix import CaseMix, case_mix
from jixiao.fund.payment.away.flows import FlowMatrix, flows
from jixiao.fund.payment.away.shares import CareAway, care_away
from jixiao.fund.store.engine import Engine
from jixiao.period import Period
from jixiao.progress import Progress, silent


@dataclass(frozen=True, slots=True)
class AwayYear:
    """What a period's care away came to; `no_mix` says why there is no mix of cases."""

    care: CareAway
    flow: FlowMatrix
    mix: CaseMix | None
    no_mix: str = ""


def away_year(
    engine: Engine, period: Period, terms: Terms, progress: Progress = silent
) -> AwayYear:
    """Add up a period's care away, and look at what could have stayed.

    Raises:
        NotLoaded: there are no settlements.
    """
    progress("直接结算", 0, 3)
    care = care_away(engine, period, terms)
    progress("流向", 1, 3)
    flow = flows(engine, period)
    progress("病组", 2, 3)
    try:
        return AwayYear(care, flow, case_mix(engine, period, terms))
    except JixiaoError as error:
        return AwayYear(care, flow, None, str(error))
