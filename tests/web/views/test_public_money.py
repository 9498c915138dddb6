"""Money passed down, laid beside money received."""

from decimal import Decimal

import msgspec
import pytest

from jixiao.targets import Amounts, Funding, TargetTable
from jixiao.targets.table import LowerLevelAmounts, SuperiorAmounts
from jixiao.web.models import Organisation
from jixiao.web.views.public_money import flows_of
from tests.web.conftest import County, a_table
from tests.web.views.public_pages import page, publish

pytestmark = pytest.mark.django_db


def with_money(
    table: TargetTable, down: int | None = None, above: int | None = None
) -> TargetTable:
    money = Funding(
        annual=Amounts(total=Decimal(500)),
        lower_level=LowerLevelAmounts(total=Decimal(down) if down else None),
        from_above=SuperiorAmounts(central=Decimal(above) if above else None),
    )
    return msgspec.structs.replace(table, funding=money)


def test_money_passed_down_is_laid_beside_money_received(home: County, other: County):
    city, county = home.places["department"], other.places["department"]
    Organisation.objects.filter(pk=county.pk).update(level="county")
    city.level = "city"
    city.save()
    county.parent = city
    county.save()
    publish(home, with_money(a_table(), down=300))
    publish(other, with_money(a_table(), above=280))

    above, below = flows_of(2026)

    assert (Decimal(3000000), Decimal(2800000)) == (above.passed_down, above.below)
    assert Decimal(200000) == above.difference
    assert (1, 1) == (above.telling, above.areas)
    assert (Decimal(2800000), None) == (below.received, below.difference)
    text = page("public_money", year=2026)
    assert "20 万元" in text
    assert 'class="found"' in text


@pytest.mark.slow
def test_no_difference_is_computed_against_what_is_not_printed(
    home: County, other: County
):
    city, county = home.places["department"], other.places["department"]
    city.level = "city"
    city.save()
    county.parent = city
    county.save()
    silent = Organisation.objects.create(name="丙县", level="county", parent=city)
    publish(home, with_money(a_table(), down=300))
    publish(other, with_money(a_table(), above=280))

    above = flows_of(2026)[0]

    assert silent.pk
    assert above.difference is None
    assert (1, 2) == (above.stating, above.areas)
    assert "1 个没有写明收到多少，不算差额" in page("public_money", year=2026)
