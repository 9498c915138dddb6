"""Words of a procedure: those that are not known, or do not go together, are refused with what to do."""

from pathlib import Path

import pytest

from jixiao.errors import FaultyEntry
from tests.cycle.people import a_county


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ('[move.submit]\nend = "nowhere"', "没有的阶段“nowhere”"),
        ('[move.submit]\ntrack = "money"', "不存在的 track"),
        ('[move.apply]\nuses = ["praise"]', "uses 写了不认识的词“praise”"),
        ('[move.submit]\nby = ["boss"]', "不存在的角色“boss”"),
        ('[tracks.target]\naside = ["gone"]', "的 aside 写了没有的阶段“gone”"),
        ('[tracks.target]\nfinal = ["gone"]', "的 final 写了没有的阶段“gone”"),
        ('[tracks.target]\nunused = ["gone"]', "的 unused 写了没有的阶段“gone”"),
        (
            '[tracks.target.promises]\ngone = ["approve"]',
            "的 promises 写了没有的阶段“gone”",
        ),
        (
            '[tracks.target.promises]\napproved = ["bless"]',
            "的 approved 写了不认识的词“bless”",
        ),
        ('[demands]\nbless = "本县定"', r"\[demands\] 写了不认识的词“bless”"),
        ('[english]\n"赐予" = "Bestow"', "没有的词“赐予”"),
        ("[deadline.publish]\nuntil = true", "可并写"),
        (
            '[deadline.publish]\ntrack = "money"',
            r"\[deadline.publish\] 写了不存在的 track",
        ),
        ('[deadline.publish]\nstages = ["gone"]', r"\[deadline.publish\] .*阶段“gone”"),
        (
            '[deadline.publish]\nafter = ["bless"]',
            "没有的一步或效果“bless”；可用 .*approve",
        ),
        ('[[ratings]]\nname = "优"\nleast = 90\noutcome = "pass"', "从 0 起"),
        ('[[review]]\nname = "完整性"\nitems = []', "应为 100"),
    ],
)
def test_what_cannot_be_is_told(tmp_path: Path, text: str, message: str):
    with pytest.raises(FaultyEntry, match=message):
        a_county(tmp_path, text + "\n")


@pytest.mark.parametrize(
    ("move", "line", "message"),
    [
        ("submit", 'needs = ["luck"]', "needs 写了不认识的条件“luck”；可用 .*in_force"),
        (
            "submit",
            'does = ["bless"]',
            "does 写了不认识的词“bless”；可用 .*submit_version",
        ),
        ("submit", 'brings = ["gold"]', "brings 写了不认识的词“gold”；可用 .*version"),
        ("unit_return", 'needs = ["reason"]', "needs 写了“reason”，.*改写在 brings"),
        ("unit_pass", 'brings = ["in_force"]', "brings 写了“in_force”，.*改写在 needs"),
        ("unit_pass", 'brings = ["budget"]', "budget（预算（元））.*用不到；.*approve"),
        (
            "approve",
            'brings = ["document"]',
            "要做 approve（.*），就要带 budget（预算（元））",
        ),
        ("submit", "brings = []", "要做 submit_version（.*），就要带 version"),
        (
            "finance_pass",
            "brings = []\ndoes = []",
            "要看 rated_to_pass（.*），就要带 sheet",
        ),
        ("approve", 'does = ["set_budget"]', "叫 approve，却不做 approve"),
        (
            "withdraw",
            'does = ["publish_target"]',
            'target 上，做不了 publish_target.*"publication"',
        ),
    ],
)
def test_what_a_move_does_and_brings_and_needs_goes_together(
    tmp_path: Path, move: str, line: str, message: str
):
    with pytest.raises(
        FaultyEntry, match=rf"county.toml 的 \[move.{move}\] .*{message}"
    ):
        a_county(tmp_path, f"[move.{move}]\n{line}\n")


def test_a_reason_may_be_asked_for_at_any_move(tmp_path: Path):
    assert a_county(tmp_path, '[move.unit_pass]\nbrings = ["reason"]\n')
