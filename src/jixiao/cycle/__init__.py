"""The statutory cycle: declare, review, approve, publish, monitor, self-evaluate, apply."""

from jixiao.cycle.case import Approval, Case, Version, apply, replay
from jixiao.cycle.conditions import CONDITIONS, OF_CASE, Wish, total_of
from jixiao.cycle.deadlines import Due, dues
from jixiao.cycle.ledger import BrokenLedger, Event, Facts, digest, digest_of, follow, verify
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

__all__ = [
    "CONDITIONS",
    "OF_CASE",
    "Approval",
    "BrokenLedger",
    "Case",
    "Choice",
    "Delegation",
    "Due",
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
    "follow",
    "held_up",
    "make",
    "procedures",
    "refusals",
    "replay",
    "standings",
    "total_of",
    "verify",
]
