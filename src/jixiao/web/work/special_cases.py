"""Special reviews as the office does them: whose case, who was drawn, who may still vote."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from jixiao.errors import JixiaoError
from jixiao.web.models import Organisation, User
from jixiao.web.people.fund_access import FundPlace
from jixiao.web.work.fund_cases import has_ledger, ledger_of, name_of
from jixiao.web.work.panels import Seating

if TYPE_CHECKING:
    from jixiao.fund.cases import Case
    from jixiao.fund.payment.argument import Expert


@dataclass(frozen=True, slots=True)
class Ballot:
    """A case that somebody was drawn for and has not voted on, and where its ledger stands."""

    place: FundPlace
    case: "Case"


def experts_of(lines: Sequence[str]) -> list["Expert"]:
    """Return the experts that lines `账号 专业 机构编码` name, as the ledger calls them.

    Raises:
        JixiaoError: a line is not written so, or an account is none.
    """
    from jixiao.fund.payment.argument import Expert  # noqa: PLC0415 — loads the engine

    seatings = [Seating.of(line) for line in lines if line.strip()]
    names = [each.username for each in seatings]
    users = {user.username: user for user in User.objects.filter(username__in=names)}
    if missing := [name for name in names if name not in users]:
        message = f"没有账号 {'、'.join(missing)[:100]}。请核对，或请管理员先建。"
        raise JixiaoError(message)
    return [
        Expert(name_of(users[each.username]), each.specialty, each.hospital)
        for each in seatings
    ]


def ballots_of(user: User) -> list[Ballot]:
    """Return the cases that somebody may vote on, wherever they were drawn."""
    return [
        Ballot(place, case)
        for place in _ledger_places()
        for case in _open_for(place, name_of(user))
    ]


def ballot_at(user: User, organisation: int | None, code: str) -> Ballot | None:
    """Return the case that somebody asks to vote on; none where it is not theirs to vote on."""
    return next(
        (
            ballot
            for ballot in ballots_of(user)
            if (ballot.place.organisation.pk, ballot.case.code) == (organisation, code)
        ),
        None,
    )


def _ledger_places() -> Iterator[FundPlace]:
    for organisation in Organisation.objects.exclude(records=""):
        place = FundPlace(organisation, Path(organisation.records), frozenset())
        if has_ledger(place):
            yield place


def _open_for(place: FundPlace, name: str) -> Iterator["Case"]:
    from jixiao.fund.payment.special_review import (  # noqa: PLC0415 — loads the engine
        ENGINE,
        drawn_of,
        is_open,
        votes_of,
    )

    with ledger_of(place) as ledger:
        codes = [each.code for each in ledger.cases() if each.engine == ENGINE]
        for case in map(ledger.case, codes):
            voted = [event.by for event in votes_of(case)]
            if is_open(case) and name in drawn_of(case) and name not in voted:
                yield case
