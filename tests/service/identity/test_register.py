"""A face is one way among others: with consent, under seal, for a time, and never a refusal."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

import pytest

from jixiao.errors import JixiaoError
from jixiao.fund.parameters import load_parameter_sets
from jixiao.service.identity.faces import Face, PoorPicture
from jixiao.service.identity.limits import limits_on
from jixiao.service.identity.register import (
    Result,
    Visit,
    check_rows,
    new_key,
    open_faces,
)

NOW = datetime(2026, 3, 31, 9)
TODAY, UNTIL = NOW.date(), date(2026, 4, 30)
LIMITS = limits_on(load_parameter_sets()["sample"].on(TODAY))
KEY = new_key()
VISIT = Visit("三病区", "摄像头1", "m1", "护士甲", NOW)
BORN = date(1980, 1, 1)


@dataclass(frozen=True)
class Written:
    """Stands for a camera and its recogniser: the picture says where its vector lies."""

    width: int = 200

    def face(self, picture: bytes) -> Face:
        if picture == b"none":
            raise PoorPicture("照片里没有找到脸")
        return Face((float(picture), 0.0), self.width, 500.0, 0.1)


@pytest.fixture
def register(tmp_path):
    with open_faces(tmp_path / "faces.db") as opened:
        yield opened


def agree(register, person="p1", born=BORN, **other) -> int:
    arguments = {"by": "甲", "day": TODAY, **other}
    until = arguments.pop("until", UNTIL)
    return register.agree(person, born, "住院身份核验", until, LIMITS, **arguments)


def enrol(register, person="p1", picture=b"0", recogniser=Written()) -> Face:
    return register.enrol(person, picture, recogniser, LIMITS, KEY, at=NOW)


def check(register, picture: bytes, *, key: bytes = KEY, at: datetime = NOW) -> Result:
    visit = Visit("三病区", "", "m1", "护士甲", at)
    return register.check("p1", picture, Written(), LIMITS, key, visit).result


def test_a_face_within_the_threshold_passes_and_beyond_it_is_a_lead(register):
    agree(register)
    enrol(register)

    results = [check(register, picture) for picture in (b"0.6", b"0.61", b"none")]

    assert [Result.PASSED, Result.UNLIKE, Result.POOR] == results


def test_without_consent_there_is_only_the_card(register):
    with pytest.raises(JixiaoError, match="没有有效的同意"):
        enrol(register)
    assert Result.NO_CONSENT is check(register, b"0")
    done = register.by_card("p1", "身份证", VISIT)

    assert (Result.BY_CARD, "身份证") == (done.result, done.why)
    with pytest.raises(JixiaoError, match="核对的证件"):
        register.by_card("p1", "", VISIT)


@pytest.mark.parametrize(
    ("born", "needs"), [(date(2012, 3, 31), False), (date(2012, 4, 1), True)]
)
def test_under_fourteen_a_guardian_agrees(register, born, needs):
    if needs:
        with pytest.raises(JixiaoError, match="监护人"):
            agree(register, born=born)
        agree(register, born=born, guardian="乙", relation="母亲")
    else:
        agree(register, born=born)


@pytest.mark.parametrize(
    ("days", "is_refused"), [(365, False), (366, True), (-1, True)]
)
def test_a_consent_has_an_end(register, days, is_refused):
    until = TODAY + timedelta(days=days)
    if is_refused:
        with pytest.raises(JixiaoError, match="不超过 365 天"):
            agree(register, until=until)
    else:
        assert 1 == agree(register, until=until)


def test_withdrawing_deletes_the_template_and_keeps_the_fact(register):
    agree(register)
    enrol(register)
    register.withdraw("p1", "", by="甲", at=NOW)

    assert 0 == register.enrolled()
    assert [(1, NOW, "本人撤回")] == [*register.deletions()]
    assert Result.NO_CONSENT is check(register, b"0")
    with pytest.raises(JixiaoError, match="没有还有效的同意"):
        register.withdraw("p1", "", by="甲", at=NOW)


def test_what_is_over_is_deleted(register):
    agree(register)
    enrol(register)
    last_day = datetime(2026, 4, 30, 23)

    assert 0 == register.sweep(by="本系统", at=last_day)
    assert Result.NO_CONSENT is check(register, b"0", at=datetime(2026, 5, 1))
    assert 1 == register.sweep(by="本系统", at=datetime(2026, 5, 1))
    assert "到期" == register.deletions()[0][2]


def test_a_new_consent_ends_the_old_and_its_template(register):
    agree(register)
    enrol(register)
    agree(register)

    assert 0 == register.enrolled()
    assert [False, True] == [each.holds(TODAY) for each in register.consents("p1")]


def test_the_register_does_not_hold_the_vector(register, tmp_path):
    agree(register)
    enrol(register, picture=b"0.123456")

    assert b"0.123456" not in (tmp_path / "faces.db").read_bytes()
    with pytest.raises(JixiaoError, match="钥匙不对"):
        check(register, b"0", key=new_key())
    with pytest.raises(JixiaoError, match="不是钥匙文件"):
        check(register, b"0", key=b"x")


def test_a_poor_picture_is_not_enrolled(register):
    agree(register)

    with pytest.raises(PoorPicture, match="脸太小"):
        enrol(register, recogniser=Written(width=10))
    assert 0 == register.enrolled()


def test_a_roll_call_says_how_each_was_known_there(register):
    agree(register)
    enrol(register)
    check(register, b"5")
    register.by_card("p2", "医保码", VISIT)
    called = dict(register.roll_call("三病区", ["p1", "p2", "p3"], TODAY))

    assert called["p1"].startswith("不一致")
    assert ("已核对证件", "没有点到") == (called["p2"], called["p3"])
    assert [] == [
        w for _, w in register.roll_call("别处", ["p1"], TODAY) if w != "没有点到"
    ]


def test_rows_say_what_happened_and_nothing_of_the_face(register):
    agree(register)
    enrol(register)
    check(register, b"0.5")
    rows: Sequence[tuple[str, ...]] = check_rows(register.checks(TODAY))

    assert [
        ("1", "2026-03-31 09:00:00", "三病区", "", "m1", "p1", "1", "0.5000")
    ] == rows
