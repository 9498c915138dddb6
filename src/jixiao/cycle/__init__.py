"""The statutory cycle: declare, review, approve, publish, monitor, self-evaluate, apply."""

from jixiao.cycle.brought import BROUGHT, Brought
from jixiao.cycle.case import Approval, Case, Version
from jixiao.cycle.conditions import CONDITIONS, Condition, total_of
from jixiao.cycle.deadlines import Due, dues
from jixiao.cycle.effects import EFFECTS, Effect
from jixiao.cycle.ledger import (
    BrokenLedger,
    Event,
    Facts,
    digest,
    digest_of,
    follow,
    verify,
)
from jixiao.cycle.loading import procedures
from jixiao.cycle.moving import (
    Choice,
    Delegation,
    NotAllowed,
    Standing,
    begin,
    choices,
    held_up,
    make,
    refusals,
    standings,
)
from jixiao.cycle.procedure import Move, Outcome, Procedure
from jixiao.cycle.reach import way_to
from jixiao.cycle.replay import apply, effects_of, replay
from jixiao.cycle.wish import Attempt, Wish

__all__ = [
    "BROUGHT",
    "CONDITIONS",
    "EFFECTS",
    "Approval",
    "Attempt",
    "BrokenLedger",
    "Brought",
    "Case",
    "Choice",
    "Condition",
    "Delegation",
    "Due",
    "Effect",
    "Event",
    "Facts",
    "Move",
    "NotAllowed",
    "Outcome",
    "Procedure",
    "Standing",
    "Version",
    "Wish",
    "apply",
    "begin",
    "choices",
    "digest",
    "digest_of",
    "dues",
    "effects_of",
    "follow",
    "held_up",
    "make",
    "procedures",
    "refusals",
    "replay",
    "standings",
    "total_of",
    "verify",
    "way_to",
]
