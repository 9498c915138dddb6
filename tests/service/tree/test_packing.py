"""A county hands up what is of it and of those below, persons hashed under the city's key."""

import pytest

from jixiao.errors import JixiaoError
from jixiao.service.tree.gathered import gather
from jixiao.service.tree.packing import ready_to_hand_up
from tests.service.tree.bookings import CITY, EAST, WEST
from tests.service.tree.packages import DAY, shared
from tests.service.tree.test_gathered import LOADED, PERSON, RESULT, a_city

OF_DIVISION = {"division": EAST}


def handed_up(folder, key, persons):
    tables = {
        "TRANSFER": [LOADED, {**LOADED, "transfer_no": "L2", "division": WEST}],
        "DIVISION_RESULT": [RESULT | OF_DIVISION],
        "DIVISION_PERSON": persons,
    }
    with a_city(folder, **tables) as records:
        gathered = gather(records, folder, DAY, 2026)
    return ready_to_hand_up(gathered, EAST, [], key).contents


def test_rows_of_others_stay_at_home(tmp_path):
    made = handed_up(tmp_path, shared(tmp_path), [PERSON | OF_DIVISION, PERSON])

    assert ["L1"] == [each.number for each in made.money]
    assert [EAST] == [each.division for each in made.persons]
    assert "P9" not in str(made)


def test_lists_need_the_key_and_must_not_be_hashed_already(tmp_path):
    with pytest.raises(JixiaoError, match="人员密钥"):
        handed_up(tmp_path, None, [PERSON | OF_DIVISION])
    foreign = PERSON | OF_DIVISION | {"psn_no": f"sm3:{'0' * 32}"}
    with pytest.raises(JixiaoError, match="不知道用的哪把密钥"):
        handed_up(tmp_path, shared(tmp_path), [foreign])


def test_nothing_is_not_handed_up(tmp_path):
    with a_city(tmp_path) as records:
        gathered = gather(records, tmp_path, DAY, 2026)

    with pytest.raises(JixiaoError, match="没有可报的"):
        ready_to_hand_up(gathered, CITY, [], None)
