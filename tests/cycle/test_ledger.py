"""The ledger: replayed it gives the state, changed it shows."""

from datetime import timedelta

import msgspec
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from jixiao.cycle import BrokenLedger, Event, NotAllowed, digest, make, replay, verify
from tests.cycle.people import APPROVED, BASE, START, WHO, a_case, wish

YEAR = (
    *APPROVED, "publish", "open_monitoring", "report_monitoring", "confirm_monitoring", "demand",
    "report_result", "accept_result", "open_evaluation", "report_evaluation", "confirm_evaluation",
    "spot_check", "settle_check", "apply",
)  # fmt: skip


def test_the_digest_is_sm3():
    # GB/T 32905-2016, A.1
    assert "66c7f0f462eeedd9d1f2d46bdc10e4e24167c4875cf2f7a2297da02b8f4ba8e0" == digest(
        b"abc"
    )


def test_a_whole_year_replays_to_its_end():
    case = replay(a_case(*YEAR))

    assert {
        "target": "approved",
        "publication": "published",
        "monitoring": "monitored",
        "evaluation": "applied",
    } == case.stages
    assert (1, 7, 1) == (case.monitored, case.months, len(case.approvals))


def test_replaying_twice_gives_one_state():
    ledger = a_case(*YEAR)

    assert replay(ledger) == replay(ledger)


def test_a_ledger_survives_being_written_down():
    ledger = a_case(*YEAR)
    written = msgspec.json.encode(ledger)

    read = msgspec.json.decode(written, type=list[Event])

    verify(read)
    assert replay(ledger) == replay(read)


@pytest.mark.parametrize(
    "field", ["actor", "role", "reason", "end", "at", "move", "on_behalf_of"]
)
def test_a_changed_entry_shows(field: str):
    ledger = a_case(*APPROVED)
    changed = ledger[2].at + timedelta(seconds=1) if field == "at" else "改过"
    ledger[2] = msgspec.structs.replace(ledger[2], **{field: changed})

    with pytest.raises(BrokenLedger, match="第 3 条"):
        verify(ledger)


def test_a_changed_entry_sealed_anew_shows_at_the_next():
    ledger = a_case(*APPROVED)
    ledger[2] = msgspec.structs.replace(ledger[2], reason="改过").sealed()

    with pytest.raises(BrokenLedger, match="第 4 条"):
        verify(ledger)


def test_a_lost_entry_shows():
    ledger = a_case(*APPROVED)
    del ledger[2]

    with pytest.raises(BrokenLedger, match="缺了第 3 条"):
        verify(ledger)
    with pytest.raises(BrokenLedger):
        replay(ledger)


# A machine that is busy with others draws slowly.
@settings(suppress_health_check=[HealthCheck.too_slow])
@given(
    st.lists(
        st.tuples(
            st.sampled_from(sorted(BASE.move)), st.sampled_from(sorted(WHO)),
            st.sampled_from(["甲", "乙", "丙", "丁", "戊"]),
        ),
        max_size=40,
    )
)  # fmt: skip
def test_random_moves_never_reach_what_the_table_forbids(
    tried: list[tuple[str, str, str]],
):
    ledger = a_case()
    stands = {name: track.first for name, track in BASE.tracks.items()}
    handled: dict[str, set[str]] = {name: set() for name in stands}
    for day, (name, role, actor) in enumerate(tried, 1):
        move = BASE.move[name]
        attempted = wish(name, START + timedelta(days=30 * day), role=role, actor=actor)
        try:
            event = make(ledger, attempted, BASE)
        except NotAllowed:
            continue
        assert role in move.by
        assert stands[move.track] in move.start
        if "not_ones_own" in move.needs:
            assert actor not in handled[move.track]
        ledger.append(event)
        stands[move.track] = move.end
        handled[move.track] = (
            {actor} if move.hands_in else handled[move.track] | {actor}
        )
    verify(ledger)

    assert stands == replay(ledger).stages
