"""A library's panic is what is wrong with a file; whatever else goes wrong stays what it is."""

import pytest

from jixiao.documents.panics import panics_as
from jixiao.errors import UnreadableDocument

FAULT = UnreadableDocument("甲.xls 已损坏。")


class PanicException(BaseException):
    """As PyO3 has one."""


def test_a_panic_is_the_fault_that_was_named():
    with pytest.raises(UnreadableDocument, match="已损坏"), panics_as(FAULT):
        raise PanicException


@pytest.mark.parametrize("other", [KeyboardInterrupt, ValueError])
def test_anything_else_stays_what_it_is(other: type[BaseException]):
    with pytest.raises(other), panics_as(FAULT):
        raise other
