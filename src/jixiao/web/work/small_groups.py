"""What of a case's result the public could work out from figures that are told elsewhere."""

from collections import defaultdict
from decimal import Decimal

from jixiao.publication.privacy import Rendition, for_the_public
from jixiao.web.models import Case, Figure


def result_for_the_public(case: Case) -> Rendition | None:
    """The disclosed result of a case as the public may see it; None where there is none.

    A count of people that differs by a few from the same count of the area in another year, or from
    what the areas below add up to, tells of those few and is held back.
    """
    if case.result is None:
        return None
    return for_the_public(case.result.content, _told_elsewhere(case))


def _told_elsewhere(case: Case) -> dict[tuple[str, str], list[Decimal]]:
    area = case.unit.area
    figures_of: dict[tuple[str, str], list[Decimal]] = defaultdict(list)
    figures = Figure.objects.filter(reached__isnull=False).exclude(disclosed__case=case)
    other_years = figures.filter(disclosed__area=area).exclude(
        disclosed__year=case.year
    )
    for figure in other_years:
        figures_of[figure.name, figure.unit].append(figure.reached or Decimal(0))
    sums: dict[tuple[str, str], Decimal] = defaultdict(Decimal)
    below = figures.filter(disclosed__area__parent=area, disclosed__year=case.year)
    for figure in below:
        sums[figure.name, figure.unit] += figure.reached or Decimal(0)
    for key, total in sums.items():
        figures_of[key].append(total)
    return figures_of
