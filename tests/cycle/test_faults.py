"""A procedure in which the law is not met, or that leads nowhere, is refused with what to do."""

from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from msgspec import structs

from jixiao.cycle import NotAllowed, dues, make, replay
from jixiao.cycle.faults import faults
from jixiao.errors import FaultyEntry
from tests.cycle.people import APPROVED, BASE, START, WHO, a_case, a_county, wish

NOBODY_APPROVES = """
[move.approve]
by = []
"""
GRANT = """
[move.grant]
title  = "批准"
track  = "target"
by     = ["finance_approver"]
start  = ["ready"]
end    = "approved"
brings = ["reason"]
"""
APPROVING_GRANT = """
[move.grant]
title  = "批准"
track  = "target"
by     = ["finance_approver"]
start  = ["ready"]
end    = "approved"
does   = ["approve"]
brings = ["budget", "document"]
needs  = ["not_ones_own"]
"""


def refused(folder: Path, text: str) -> str:
    with pytest.raises(FaultyEntry) as error:
        a_county(folder, text)
    return str(error.value)


def test_a_county_that_grants_without_approving_is_refused(tmp_path: Path):
    message = refused(tmp_path, NOBODY_APPROVES + GRANT)

    assert "走不到 approve（批复目标和预算）" in message
    assert "88号第二十六、二十七条" in message
    assert "[move.approve] 的 by 是空的" in message
    assert 'does = ["approve"]' in message


def test_a_way_round_the_approval_is_refused(tmp_path: Path):
    message = refused(tmp_path, GRANT)

    assert "[move.grant] 走到“已批复”（approved），却没有 approve" in message


def test_a_county_whose_grant_approves_leaves_an_approval_in_force(tmp_path: Path):
    county = a_county(tmp_path, NOBODY_APPROVES + APPROVING_GRANT)
    ledger = a_case(*APPROVED[:4])
    grant = replace(wish("approve", START, document="县财预〔2026〕1号"), move="grant")

    ledger.append(make(ledger, grant, county))
    case = replay(ledger)

    assert case.in_force is not None
    assert ("a" * 64, 100000, "县财预〔2026〕1号") == (
        case.approved,
        case.in_force.budget,
        case.in_force.document,
    )
    assert {"publish": date(2026, 1, 25)} == {
        due.name: due.on for due in dues(case, county, 2026)
    }
    published = make(ledger, wish("publish", datetime(2026, 2, 1, tzinfo=UTC)), county)
    assert "a" * 64 == replay([*ledger, published]).published
    with pytest.raises(NotAllowed, match="没有这一步"):
        make(a_case(*APPROVED[:4]), wish("approve"), county)


def test_nobody_grants_what_went_through_their_own_hands(tmp_path: Path):
    county = a_county(tmp_path, NOBODY_APPROVES + APPROVING_GRANT)
    grant = replace(wish("approve", actor=WHO["finance_reviewer"]), move="grant")

    with pytest.raises(NotAllowed, match="自己经手"):
        make(a_case(*APPROVED[:4]), grant, county)


SHORTCUT = """
[move.shortcut]
title  = "直接批复"
track  = "target"
by     = ["finance_approver"]
start  = ["draft"]
end    = "approved"
does   = ["approve"]
brings = ["budget"]
"""
COUNCIL = """
[tracks.target.stages]
council = "党组审定"
"""
TO_COUNCIL = """
[move.to_council]
title = "报党组审定"
track = "target"
by    = ["finance_reviewer"]
start = ["ready"]
end   = "council"
"""
BACK_AND_FORTH = """
[tracks.target.stages]
council = "党组审定"
meeting = "会议"
[move.meet]
title = "开会"
track = "target"
by    = ["leader"]
start = ["council"]
end   = "meeting"
[move.adjourn]
title = "休会"
track = "target"
by    = ["leader"]
start = ["meeting"]
end   = "council"
"""
DEPARTMENT_LEFT_OUT = """
[move.unit_pass]
end = "finance_review"
[move.department_pass]
by = []
[tracks.target]
unused = ["department_review"]
"""
EVALUATION_WITHOUT_A_FORM = """
[move.report_evaluation]
does   = []
brings = []
needs  = []
"""


@pytest.mark.parametrize(
    ("text", "message"),
    [
        (
            SHORTCUT,
            r"\[move.shortcut\] 走到“已批复”.*却没有 submit_version（.*）、submit_mended",
        ),
        (
            "[move.publish]\nby = []",
            r"走不到 publish_target（公开批复的目标），预算法第十四条要有它",
        ),
        (
            '[move.unit_pass]\nend = "finance_review"',
            r"“主管部门审核”（department_review）从头走不到",
        ),
        (COUNCIL, r'“党组审定”（council）从头走不到。.*unused = \["council"\]'),
        (COUNCIL + TO_COUNCIL, "到了“党组审定”（council）就出不来"),
        (BACK_AND_FORTH + TO_COUNCIL, r"走不到可以停下的阶段（已批复、.*写进 final"),
        (
            '[tracks.target]\nunused = ["ready"]',
            "unused 写了“待批复”（ready），却走得到它",
        ),
        (
            '[tracks.target.promises]\ndraft = ["submit_version"]',
            "写了开头的“申报”（draft）",
        ),
        (
            DEPARTMENT_LEFT_OUT,
            r"\[move.department_return\] 没有人走得到。它从“主管部门审核”出发",
        ),
        (
            '[deadline.publish]\nafter = ["set_budget"]',
            "的 after 写的 set_budget 都不会有",
        ),
        (
            '[deadline.publish]\nunless = ["set_budget"]',
            "的 unless 写的 set_budget 都不会有",
        ),
        ('[demands]\nset_budget = "本县定"', r'没有哪一步写了 does = \["set_budget"\]'),
        (
            '[move.open_monitoring]\nneeds = ["monitored_once"]',
            r"做它的 \[move.confirm_monitoring\] 没有人走得到。它从“主管部门核实”出发",
        ),
        (
            EVALUATION_WITHOUT_A_FORM,
            r"\[move.confirm_evaluation\] 之前没有先 submit_evaluation",
        ),
    ],
)
def test_what_leads_nowhere_is_told_with_what_to_do(
    tmp_path: Path, text: str, message: str
):
    with pytest.raises(FaultyEntry, match=message):
        a_county(tmp_path, text + "\n")


def test_where_a_word_is_unknown_the_ways_are_not_asked_for():
    unknown = structs.replace(BASE.move["approve"], does=("bless",))
    moves = BASE.move | {"approve": unknown}

    messages = list(faults(structs.replace(BASE, move=moves)))

    assert ["bless"] == [message.split("“")[1].split("”")[0] for message in messages]


def test_every_stage_that_a_way_round_comes_to_is_told():
    passing = structs.replace(BASE.move["approve"], does=(), brings=(), needs=())
    moves = {name: move for name, move in BASE.move.items() if name != "approve"}

    messages = list(
        faults(structs.replace(BASE, demands={}, move=moves | {"grant": passing}))
    )

    assert 1 == sum("[move.grant] 走到“已批复”" in message for message in messages)


def test_a_move_that_waits_for_what_never_comes_is_told_what_that_is():
    unconfirmed = structs.replace(BASE.move["confirm_monitoring"], by=())
    moves = BASE.move | {"confirm_monitoring": unconfirmed}

    messages = "".join(faults(structs.replace(BASE, demands={}, move=moves)))

    assert (
        "[move.suspend] 没有人走得到。它要先有 confirm_monitoring（核实监控表）"
        in messages
    )
