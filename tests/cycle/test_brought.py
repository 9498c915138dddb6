"""What a move brings: each is a fact of its name, or the reason."""

from jixiao.cycle import BROUGHT, Facts, procedures

USED = {
    word
    for rules in procedures().values()
    for move in rules.move.values()
    for word in move.brings
}


def test_everything_that_may_be_brought_is_asked_for_by_a_move():
    assert set(BROUGHT) == USED


def test_what_is_brought_is_a_fact_or_the_reason():
    assert set(BROUGHT) <= {*Facts.__struct_fields__, "reason"}


def test_what_may_be_left_out_is_the_document_and_the_embargo():
    assert {"document", "embargo"} == {
        name for name, word in BROUGHT.items() if word.fault is None
    }
