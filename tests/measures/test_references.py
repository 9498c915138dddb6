"""What opens a proof is read back as it was written, and refused in words where it names nothing."""

from datetime import date

import pytest

from jixiao.errors import JixiaoError
from jixiao.measures.references import is_reference, read_reference, reference_of
from jixiao.period import Period

YEAR = Period(date(2026, 1, 1), date(2026, 12, 31))
SEVEN_MONTHS = Period(date(2026, 1, 1), date(2026, 7, 31))


@pytest.mark.parametrize("period", [YEAR, SEVEN_MONTHS])
@pytest.mark.parametrize(
    "scope", [{}, {"scheme": "居民"}, {"scheme": "职工", "care": "门诊"}]
)
def test_a_reference_reads_back(scope: dict[str, str], period: Period):
    written = reference_of("BE04", scope, period)

    read = read_reference(written)

    assert ("BE04", scope, period) == (
        read.asked.measure.code,
        read.asked.scope,
        read.period,
    )
    assert is_reference(written)


def test_it_may_be_typed_with_other_marks():
    read = read_reference(" be01 ; 险种=居民; 2026 ")

    assert ("BE01", {"scheme": "居民"}) == (read.asked.measure.code, read.asked.scope)


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("ZZ99；2026", "ZZ99"),
        ("BE01；险种=居民", "哪一年"),
        ("BE01；2026-13", "2026-13"),
        ("BE01；去年", "去年"),
    ],
)
def test_what_names_nothing_is_refused_in_words(text: str, message: str):
    with pytest.raises(JixiaoError, match=message):
        read_reference(text)
