"""A condition says what it asks, of what, and why it matters."""

import pytest

from jixiao.cycle import BROUGHT, CONDITIONS, EFFECTS, Facts, procedures

USED = {
    need
    for rules in procedures().values()
    for move in rules.move.values()
    for need in move.needs
}


def test_every_condition_is_asked_by_a_move():
    assert set(CONDITIONS) == USED


@pytest.mark.parametrize("name", CONDITIONS)
def test_what_a_condition_reads_is_known(name: str):
    condition = CONDITIONS[name]

    assert set(condition.reads) <= set(BROUGHT)
    assert set(condition.facts) <= set(Facts.__struct_fields__)
    assert set(condition.after) <= set(EFFECTS)
    assert condition.title


def test_what_is_brought_is_not_asked_of_the_case():
    assert not any(
        CONDITIONS[name].of_case
        for name in ("rated_to_pass", "no_open_errors", "proven")
    )
    assert all(
        CONDITIONS[name].of_case for name in ("in_force", "not_ones_own", "year_over")
    )
