"""What if another place's catalogue paid the year."""

from tests.fund.payment.paid import paid_county
from tests.web.conftest import County
from tests.web.paid_county import let_see


def test_the_same_cases_by_the_catalogue_of_another_place_one_reaches(
    home: County, other: County, text_of
):
    let_see(home, paid_county())
    let_see(other, paid_county())
    user, department = home.people["fund"], other.places["department"]
    user.memberships.create(organisation=other.places["unit"], role="fund")
    client = home.client("fund")
    here, there = home.places["department"].pk, department.pk

    text = text_of(client.get(f"/fund/what-if?year=2026&place={here}&other={there}"))

    assert "多得的机构" in text
    assert "按哪个单位的目录" in text
    foreign = home.client("approver").get(f"/fund/what-if?year=2026&other={there}")
    assert 404 == foreign.status_code
