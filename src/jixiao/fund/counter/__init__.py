"""One claim at a time on a durable ledger."""

from jixiao.fund.counter.ledgers import LedgerBusy, LedgerLost
from jixiao.fund.counter.presented import FaultyClaim
from jixiao.fund.counter.receipt import Receipt
from jixiao.fund.counter.window import (
    AlreadySettled,
    Counter,
    MessageReused,
    NothingToReverse,
    counter,
    settle,
)

__all__ = [
    "AlreadySettled",
    "Counter",
    "FaultyClaim",
    "LedgerBusy",
    "LedgerLost",
    "MessageReused",
    "NothingToReverse",
    "Receipt",
    "counter",
    "settle",
]
