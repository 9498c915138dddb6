"""One ledger of cases: findings, inspections, credit items, tips; who did what when, and what is due."""

from jixiao.fund.cases.case import (
    Case,
    Event,
    Evidence,
    Outcome,
    RuleRecord,
    Trial,
)
from jixiao.fund.cases.clocks import Clock, due_on
from jixiao.fund.cases.ledger import CaseLedger, open_ledger
from jixiao.fund.cases.procedure import Procedure, load_procedure

__all__ = [
    "Case",
    "CaseLedger",
    "Clock",
    "Event",
    "Evidence",
    "Outcome",
    "Procedure",
    "RuleRecord",
    "Trial",
    "due_on",
    "load_procedure",
    "open_ledger",
]
