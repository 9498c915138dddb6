"""Who may see which case, and in which roles they stand before it."""

from collections.abc import Iterable, Sequence
from datetime import date

from django.conf import settings
from django.db.models import F, Q, QuerySet
from django.http import HttpRequest
from django.utils import timezone

from jixiao.cycle import Delegation, Standing, standings
from jixiao.web.models import Case, Lent, Membership, Organisation, User, rules_of
from jixiao.web.sealing import check_rows

PLACES = {
    "clerk": "unit",
    "approver": "unit",
    "fund": "unit",
    "department": "department",
    "finance_reviewer": "finance",
    "finance_approver": "finance",
}
"""Where a role counts: at the case's unit, at its department, or at its finance bureau."""
REVIEWERS = ("approver", "department", "finance_reviewer", "finance_approver")
"""Roles that judge what others hand in."""
_ABOVE = ("leader", "auditor", "department")
"""Roles that see the cases of every organisation below theirs."""


def memberships(user: User) -> list[Membership]:
    """Return the roles somebody holds, asked of the database once for a page."""
    held_roles: list[Membership] | None = getattr(user, "_memberships", None)
    if held_roles is None:
        held_roles = list(user.memberships.select_related("organisation__parent"))
        user._memberships = held_roles  # type: ignore[attr-defined]  # noqa: SLF001 — lives as long as the request's user
    return held_roles


def borrowed(user: User, today: date) -> list[Lent]:
    """Return the roles lent to somebody today."""
    lent_roles: list[Lent] | None = getattr(user, "_borrowed", None)
    if lent_roles is None:
        of_today = user.borrowed.filter(since__lte=today, until__gte=today)
        lent_roles = list(
            of_today.select_related("membership__organisation", "membership__user")
        )
        user._borrowed = lent_roles  # type: ignore[attr-defined]  # noqa: SLF001 — as above
    return lent_roles


def offices(user: User) -> list[tuple[str, Organisation]]:
    """Return the roles somebody may act in today and where, their own and those lent."""
    lent = [loan.membership for loan in borrowed(user, timezone.localdate())]
    return [(m.role, m.organisation) for m in (*memberships(user), *lent)]


def clerk_units(user: User) -> list[Organisation]:
    """Return the units that somebody is clerk of today: their own first, then where that is lent."""
    units = {place.pk: place for role, place in offices(user) if role == "clerk"}
    return list(units.values())


def lender_of_clerk(user: User, unit: Organisation) -> str:
    """Return for whom somebody begins a unit's case, as ledgers call them: empty in a role of their own."""
    has_own_role = any(
        m.role == "clerk" and m.organisation_id == unit.pk for m in memberships(user)
    )
    lent = (loan.membership for loan in borrowed(user, timezone.localdate()))
    lenders = (
        m.user.actor for m in lent if m.role == "clerk" and m.organisation_id == unit.pk
    )
    return "" if has_own_role else next(lenders, "")


def finance_of(unit: Organisation) -> Organisation:
    """Return the finance bureau that reviews a unit: the one named for it, or for a body above it.

    Where none is named, the nearest that has people: by the name of the area (清水县财政局 for
    清水县医疗保障局), then by the bodies above both.
    """
    above = Organisation.objects.filter(pk__in=unit.line).select_related("finance")
    for place in above.order_by("-path"):
        if place.finance:
            return place.finance
    names = [place.name for place in above]
    bureaus = Organisation.objects.filter(
        memberships__role__startswith="finance"
    ).distinct()

    def nearness(other: Organisation) -> tuple[int, int]:
        alike = max((_alike(name, other.name) for name in names), default=0)
        return alike, _alike(unit.line, other.line)

    return max(bureaus, key=nearness, default=unit)


def _alike(first: Sequence[object], second: Sequence[object]) -> int:
    """Count how far two sequences begin alike."""
    pairs = enumerate(zip(first, second, strict=False))
    return next((n for n, (a, b) in pairs if a != b), min(len(first), len(second)))


def needs_second_factor(user: User) -> bool:
    """Whether somebody must have a second factor: as the office set, its staff or everybody."""
    who = settings.OFFICE.second_factor
    return who == "all" or (who == "staff" and user.is_staff)


def user_of(request: HttpRequest) -> User:
    """Return who asks."""
    user = request.user
    assert isinstance(user, User)  # noqa: S101 — login_required saw to it
    return user


def visible(user: User) -> QuerySet[Case]:
    """Return the cases that somebody may see: their own office's, and those below it."""
    seen_at: dict[str, set[int]] = {
        place: set() for place in ("unit", "department", "finance")
    }
    for role, organisation in offices(user):
        if place := PLACES.get(role):
            seen_at[place].add(organisation.pk)
        if role in _ABOVE:
            seen_at["unit"].update(_below(organisation))
            seen_at["department"].add(organisation.pk)
            seen_at["finance"].add(organisation.pk)
    seen = Q(pk__in=())
    for place, numbers in seen_at.items():
        if numbers:
            seen |= Q(**{f"at_{place}__in": sorted(numbers)})
    # The sums keep a database from gathering all that is visible by three indexes and sorting it: a
    # page of fifty is found sooner along the index of the order it is shown in.
    places = {f"at_{place}": F(f"{place}_id") + 0 for place in seen_at}
    return Case.objects.alias(**places).filter(seen)


def not_aside(cases: QuerySet[Case]) -> QuerySet[Case]:
    """Leave out the cases that were put aside, as the office's procedure says which are."""
    for track, about in rules_of(settings.OFFICE.procedure).tracks.items():
        if about.aside:
            cases = cases.exclude(**{f"{track}__in": about.aside})
    return cases


def sees(user: User, case: Case) -> bool:
    """Whether somebody may see one case: the rule of `visible`, without asking for all of them."""
    return any(
        _at(role, place, case) or (role in _ABOVE and _over(place, case))
        for role, place in offices(user)
    )


def _at(role: str, place: Organisation, case: Case) -> bool:
    """Whether a role is held in the organisation that a case names for it."""
    return role in PLACES and bool(getattr(case, f"{PLACES[role]}_id") == place.pk)


def _over(place: Organisation, case: Case) -> bool:
    """Whether an organisation stands above a case: over its unit, or as one it goes through."""
    goes_through = place.pk in (case.department_id, case.finance_id)
    return goes_through or case.unit.path.startswith(place.path)


def _below(organisation: Organisation) -> list[int]:
    """Return the numbers of an organisation and of all below it."""
    below = Organisation.objects.filter(path__startswith=organisation.path)
    return list(below.values_list("pk", flat=True))


def held(user: User, case: Case) -> list[Standing]:
    """Return the roles in which somebody stands before a case today, their own first."""
    today = timezone.localdate()
    roles = [m.role for m in memberships(user) if _counts(m, case)]
    delegations = [
        Delegation(
            b.membership.user.actor,
            user.actor,
            b.membership.role,
            b.since,
            b.until,
        )
        for b in borrowed(user, today)
        if _counts(b.membership, case)
    ]
    return standings(user.actor, roles, delegations, today)


def check_standing(user: User) -> None:
    """Check that an account and the roles it acts in are as the office gave them.

    Raises:
        Tampered: somebody put them into the database, or changed them there.
    """
    loans = borrowed(user, timezone.localdate())
    check_rows("account", [user])
    check_rows("role", [*memberships(user), *(loan.membership for loan in loans)])
    check_rows("loan", loans)


def holds(standings_held: Iterable[Standing], *roles: str) -> bool:
    """Whether one of some roles is held."""
    return any(standing.role in roles for standing in standings_held)


def _counts(membership: Membership, case: Case) -> bool:
    """Whether a role counts before a case: where the case names it, or above the case."""
    role, place = membership.role, membership.organisation
    return _at(role, place, case) if role in PLACES else _over(place, case)
