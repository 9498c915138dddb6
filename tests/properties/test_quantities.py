"""Laws that hold for every printed value."""

from decimal import Decimal

import msgspec
from hypothesis import given
from hypothesis import strategies as st

from jixiao.quantity import Bound, TargetValue, read_quantities, read_value

numbers = st.decimals(min_value=0, max_value=10**9, places=2).map(
    lambda n: Decimal(str(n))
)
units = st.sampled_from(
    [None, "%", "‰", "台", "人次", "万元", "万元/套", "元/人·月", "万份", "个工作日"]
)
values = st.builds(
    TargetValue,
    text=st.just(""),
    bound=st.sampled_from(Bound),
    number=numbers,
    unit=units,
)


@given(values)
def test_quantities_print_and_parse_back(value: TargetValue):
    (back,) = read_quantities(str(value))

    assert value == msgspec.structs.replace(back, text="")


@given(values, values)
def test_two_quantities_print_and_parse_back(first: TargetValue, second: TargetValue):
    back = read_quantities(str(msgspec.structs.replace(first, others=(second,))))

    assert [first, second] == [
        msgspec.structs.replace(value, text="") for value in back
    ]


@given(st.text(max_size=60))
def test_any_text_keeps_its_words(text: str):
    value, _ = read_value(text, 2026)

    assert "".join(text.split()) == "".join(value.text.split())
